/** Each kind of account that Sinch may turn out to be, named for what it is. */
import { describe, expect, test } from 'vitest';
import type { EmulatorOptions } from '../../emulator/options.ts';
import { emulate } from '../../emulator/test-kit.ts';
import { freePort } from '../harness.ts';
import {
  answering,
  APP,
  consult,
  consultOn,
  listen,
  othersThan,
  PROJECT,
  SERVICE_PLAN,
  serve,
  setUp,
} from './kit.ts';
import type { Env } from './kit.ts';

const CONVERSATION = { SINCH_CONVERSATION_APP_ID: APP };

test('a setup that is right passes, but for the memory that forgets and what no callback has shown yet', async () => {
  const env = await setUp();
  await serve(env);
  const checks = await consult(env);
  expect(Object.fromEntries(checks.map(({ id, status }) => [id, status]))).toEqual({
    configuration: 'pass',
    clock: 'pass',
    credentials: 'pass',
    account: 'pass',
    sender: 'pass',
    webhook: 'pass',
    signing: 'skipped',
    database: 'warn',
  });
});

test('a clock that is wrong is the only thing that is', async () => {
  const { status, causes, text, checks } = await consultOn('clock', await setUp(), {
    now: () => Date.now() - 20 * 60_000,
  });
  expect({ status, causes }).toEqual({ status: 'fail', causes: ['behind'] });
  expect(text).toMatch(/20 minutes behind|19 minutes 59 seconds behind|20 minutes 1 second behind/);
  expect(othersThan('clock', checks)).toMatchObject({ credentials: 'pass', account: 'pass', sender: 'pass' });
});

describe('the credentials', () => {
  test.each([
    ['key', { SINCH_KEY_ID: 'another' }],
    ['secret', { SINCH_KEY_SECRET: 'another-secret' }],
  ])('a wrong %s', async (_, more) => {
    const { status, causes, text, checks } = await consultOn('credentials', await setUp({}, more));
    expect({ status, causes }).toEqual({ status: 'fail', causes: ['wrong_key'] });
    expect(text).toContain('SINCH_KEY_SECRET');
    expect(othersThan('credentials', checks)).toMatchObject({
      account: 'skipped',
      sender: 'pass',
      clock: 'pass',
    });
  });

  test('a service plan that is right', async () => {
    const checks = await consult(await setUp({}, SERVICE_PLAN));
    expect(checks.filter(({ id }) => id === 'credentials' || id === 'account')).toMatchObject([
      { status: 'pass' },
      { status: 'pass' },
    ]);
  });

  test('a wrong token of a service plan, where no other region can be asked', async () => {
    const env = await setUp({}, { ...SERVICE_PLAN, SINCH_API_TOKEN: 'another-token' });
    const { causes, text, checks } = await consultOn('credentials', env);
    expect(causes).toEqual(['wrong_token_or_region']);
    expect(text).toMatch(/SINCH_API_TOKEN.*SINCH_REGION/s);
    expect(othersThan('credentials', checks)).toMatchObject({ account: 'skipped' });
  });

  test('a wrong token of a service plan, which no region takes', async () => {
    const env = await setUp({}, { ...SERVICE_PLAN, SINCH_API_TOKEN: 'another-token' });
    const hosts = () => regions(env.SINCH_SMS_URL, env.SINCH_SMS_URL);
    expect(await consultOn('credentials', env, { hostsOf: hosts })).toMatchObject({
      causes: ['wrong_token'],
    });
  });

  test('an emulator that does not run', async () => {
    const url = `http://127.0.0.1:${await freePort()}`;
    const env = await setUp({}, { SINCH_AUTH_URL: url, SINCH_SMS_URL: url });
    const { causes, text, checks } = await consultOn('credentials', env);
    expect(causes).toEqual(['unreachable']);
    expect(text).toContain('npm run dev');
    expect(othersThan('credentials', checks)).toMatchObject({ clock: 'skipped', account: 'skipped' });
  });

  test('a Sinch that never answers is not waited for', async () => {
    const { url } = await listen(() => {});
    const { causes, text } = await consultOn('credentials', await setUp({}, { SINCH_AUTH_URL: url }), {
      deadlineMs: 500,
    });
    expect(causes).toEqual(['unreachable']);
    expect(text).toContain('does not answer in time');
  });

  test.each([429, 500, 503])('a Sinch that says %d is busy', async (status) => {
    const { url } = await answering(status);
    const found = await consultOn('credentials', await setUp({}, { SINCH_AUTH_URL: url }));
    expect(found).toMatchObject({ status: 'warn', causes: ['busy'] });
  });

  test.each([
    [200, '<html>Welcome</html>'],
    [404, ''],
  ])('somebody else in place of Sinch: %d %s', async (status, body) => {
    const { url } = await answering(status, {}, body);
    const { causes, text } = await consultOn('credentials', await setUp({}, { SINCH_AUTH_URL: url }));
    expect(causes).toEqual(['not_sinch']);
    expect(text).toContain('SINCH_AUTH_URL');
  });
});

const regions = (us = '', eu = '') => ({ auth: us, sms: { us, eu }, conversation: { us, eu } });

async function account(options: Partial<EmulatorOptions>, more: Env = {}) {
  const found = await consultOn('account', await setUp(options, more));
  const { credentials } = othersThan('account', found.checks);
  return { ...found, credentials };
}

describe('a project on the SMS API', () => {
  test('too new for it: with the three ways out', async () => {
    const { status, causes, text, credentials } = await account({ projectTooNew: true });
    expect({ status, causes, credentials }).toEqual({
      status: 'fail',
      causes: ['project_too_new'],
      credentials: 'pass',
    });
    expect(text).toMatch(/15 April 2026.*SINCH_CONVERSATION_APP_ID.*SINCH_SERVICE_PLAN_ID.*account manager/s);
  });

  test('of another region', async () => {
    const { causes, text, credentials } = await account({ wrongRegion: true });
    expect({ causes, credentials }).toEqual({ causes: ['wrong_region'], credentials: 'pass' });
    expect(text).toContain('SINCH_REGION');
  });

  test('of another region, which is named where it can be asked', async () => {
    const env = await setUp({ wrongRegion: true });
    const { url } = await emulate();
    const { causes, text } = await consultOn('account', env, {
      hostsOf: () => regions(env.SINCH_SMS_URL, url),
    });
    expect(causes).toEqual(['wrong_region']);
    expect(text).toContain('SINCH_REGION=eu');
  });

  test('refused in every region, and taken by the Conversation API', async () => {
    const env = await setUp({ projectTooNew: true });
    const { causes } = await consultOn('account', env, {
      hostsOf: () => regions(env.SINCH_SMS_URL, env.SINCH_SMS_URL),
    });
    expect(causes).toEqual(['project_too_new']);
  });

  test('refused, where nothing tells why: all that it may be', async () => {
    const env = await setUp({ projectTooNew: true }, { SINCH_CONVERSATION_URL: '' });
    const { causes, text } = await consultOn('account', env);
    expect(causes).toEqual(['project_too_new_or_region']);
    expect(text).toMatch(/15 April 2026.*SINCH_PROJECT_ID.*SINCH_REGION/s);
  });

  test('that the key is not for', async () => {
    const { causes, text } = await account({}, { SINCH_PROJECT_ID: 'another-project' });
    expect(causes).toEqual(['project_unknown']);
    expect(text).toContain('SINCH_PROJECT_ID');
  });

  test('blocked', async () => {
    const { causes, text, credentials } = await account({ blocked: true });
    expect({ causes, credentials }).toEqual({ causes: ['blocked'], credentials: 'pass' });
    expect(text).toContain('blocked_account');
  });

  test.each([
    [404, '', 'not_found'],
    [400, '{"code":"syntax_constraint_violation","text":"page_size of +12025550123"}', 'refused'],
    [503, '', 'busy'],
    [200, '<html>', 'not_sinch'],
  ])('that gets %d %s', async (status, body, cause) => {
    const { url } = await answering(status, {}, body);
    const { causes, text } = await account({}, { SINCH_SMS_URL: url });
    expect(causes).toEqual([cause]);
    expect(text).not.toContain('12025550123');
  });

  test('whose host is gone', async () => {
    const { causes } = await account({}, { SINCH_SMS_URL: `http://127.0.0.1:${await freePort()}` });
    expect(causes).toEqual(['unreachable']);
  });
});

describe('a service plan', () => {
  test('of another region', async () => {
    const found = await consultOn('credentials', await setUp({ wrongRegion: true }, SERVICE_PLAN));
    expect(found.causes).toEqual(['wrong_token_or_region']);
  });

  test('of another region, which is named where it can be asked: then the token is good', async () => {
    const env = await setUp({ wrongRegion: true }, SERVICE_PLAN);
    const { url } = await emulate();
    const found = await consultOn('account', env, { hostsOf: () => regions(env.SINCH_SMS_URL, url) });
    expect(found.causes).toEqual(['wrong_region']);
    expect(found.text).toContain('SINCH_REGION=eu');
    expect(othersThan('account', found.checks)).toMatchObject({ credentials: 'pass' });
  });

  test('blocked', async () => {
    const { causes, credentials } = await account({ blocked: true }, SERVICE_PLAN);
    expect({ causes, credentials }).toEqual({ causes: ['blocked'], credentials: 'pass' });
  });
});

describe('the Conversation API', () => {
  test('with everything in place', async () => {
    const { status, causes } = await account({}, CONVERSATION);
    expect({ status, causes }).toEqual({ status: 'pass', causes: ['good'] });
  });

  test('takes a project that is too new for the SMS API', async () => {
    expect(await account({ projectTooNew: true }, CONVERSATION)).toMatchObject({ causes: ['good'] });
  });

  test('an app without an SMS channel', async () => {
    const { status, causes, text } = await account({ channelMissing: true }, CONVERSATION);
    expect({ status, causes }).toEqual({ status: 'fail', causes: ['channel_missing'] });
    expect(text).toContain('SMS');
  });

  test('another region', async () => {
    const { causes, text, credentials } = await account({ wrongRegion: true }, CONVERSATION);
    expect({ causes, credentials }).toEqual({ causes: ['wrong_region'], credentials: 'pass' });
    expect(text).toContain('SINCH_REGION');
  });

  test('another region, which is named where it can be asked', async () => {
    const env = await setUp({ wrongRegion: true }, CONVERSATION);
    const { url } = await emulate();
    const { text } = await consultOn('account', env, { hostsOf: () => regions(env.SINCH_SMS_URL, url) });
    expect(text).toContain('SINCH_REGION=eu');
  });

  test('an app that is unknown: with those that there are', async () => {
    const { causes, text } = await account({}, { SINCH_CONVERSATION_APP_ID: 'app-9' });
    expect(causes).toEqual(['app_unknown']);
    expect(text).toContain(APP);
  });

  test('an app that is unknown in a project without any', async () => {
    const { text } = await account({ conversationAppId: undefined }, CONVERSATION);
    expect(text).toContain('make one');
  });

  test('a project that the key is not for', async () => {
    const { causes } = await account({}, { ...CONVERSATION, SINCH_PROJECT_ID: 'another-project' });
    expect(causes).toEqual(['project_unknown']);
  });

  test('blocked', async () => {
    expect(await account({ blocked: true }, CONVERSATION)).toMatchObject({ causes: ['blocked'] });
  });

  test('a channel that is not active yet', async () => {
    const channels = [{ channel: 'SMS', state: { status: 'PENDING' } }];
    const { url } = await answering(200, {}, JSON.stringify({ id: APP, channel_credentials: channels }));
    const found = await account({}, { ...CONVERSATION, SINCH_CONVERSATION_URL: url });
    expect(found).toMatchObject({ status: 'warn', causes: ['channel_inactive'] });
    expect(found.text).toContain('PENDING');
  });
});

test('the key of this test never shows', async () => {
  const checks = await consult(await setUp({ blocked: true }));
  expect(JSON.stringify(checks)).not.toContain(PROJECT.keySecret);
});
