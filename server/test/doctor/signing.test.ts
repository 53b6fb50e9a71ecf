/** Whether an account signs, by what is known already and by one SMS that shows it. */
import { describe, expect, test, vi } from 'vitest';
import type { EmulatorOptions } from '../../emulator/options.ts';
import type { Interview } from '../../scripts/doctor/interview.ts';
import type { TakenCallbacks } from '../../scripts/doctor/peek.ts';
import { judgeSigning } from '../../scripts/doctor/signing.ts';
import type { CallbackAuth, CallbackHealth } from '../../src/contract.ts';
import { createFileStore } from '../../src/store/sqlite/sqlite.ts';
import { temporaryFolder } from '../database.ts';
import { getMessage, postSend, startApp, testConfig } from '../harness.ts';
import type { TestApp } from '../harness.ts';
import { APP, consultOn, listen, othersThan, SECRET, serve, setUp } from './kit.ts';
import type { Env } from './kit.ts';

const ANN = '+12025550101';
const CONVERSATION = { SINCH_CONVERSATION_APP_ID: APP };
const BY_TOKEN = { SINCH_CALLBACK_AUTH: 'signature-or-token' };

const running = { speed: 1000 };

/** The server has sent an SMS, and something came back. */
async function afterAnSms(options: Partial<EmulatorOptions>, more: Env = {}): Promise<[Env, TestApp]> {
  const env = await setUp({ ...running, ...options }, more);
  const app = await serve(env);
  const { id } = (await (await postSend(app, { to: ANN })).json()) as { id: string };
  await vi.waitFor(async () => {
    const { unsignedAt, diagnosis } = (await (await fetch(`${app.url}/api/callbacks`)).json()) as Env;
    const { recipients } = await getMessage(app, id);
    expect(recipients[0]!.callbackCount > 0 || unsignedAt !== null || diagnosis !== null).toBe(true);
  }, 15_000);
  return [env, app];
}

describe('what is known already', () => {
  test('nothing, before the first callback', async () => {
    const env = await setUp();
    await serve(env);
    const { status, causes, text } = await consultOn('signing', env);
    expect({ status, causes }).toEqual({ status: 'skipped', causes: ['not_known_yet'] });
    expect(text).toContain('--send-to');
  });

  test('the doctor’s own canaries are no callbacks of Sinch’s', async () => {
    const env = await setUp();
    await serve(env);
    await consultOn('signing', env);
    expect(await consultOn('signing', env)).toMatchObject({ causes: ['not_known_yet'] });
  });

  test('a callback that was rightly signed', async () => {
    const [env] = await afterAnSms({});
    expect(await consultOn('signing', env)).toMatchObject({ status: 'pass', causes: ['signed'] });
  });

  test('a callback signed with the secret before', async () => {
    const [env] = await afterAnSms(
      {},
      {
        SINCH_WEBHOOK_SECRET: 'the new secret, not at Sinch yet',
        SINCH_WEBHOOK_SECRET_PREVIOUS: SECRET,
      },
    );
    expect(await consultOn('signing', env)).toMatchObject({ status: 'warn', causes: ['previous_secret'] });
  });

  test('an account that does not sign', async () => {
    const [env] = await afterAnSms({ unsigned: true });
    const { status, causes, text, checks } = await consultOn('signing', env);
    expect({ status, causes }).toEqual({ status: 'fail', causes: ['unsigned'] });
    expect(text).toMatch(/account manager.*SINCH_CALLBACK_AUTH=signature-or-token/s);
    expect(othersThan('signing', checks)).toMatchObject({ account: 'pass', webhook: 'pass' });
  });

  test('an account that does not sign, and is believed by its tokens', async () => {
    const [env] = await afterAnSms({ unsigned: true }, BY_TOKEN);
    expect(await consultOn('signing', env)).toMatchObject({
      status: 'pass',
      causes: ['unsigned_but_trusted'],
    });
  });

  test('an account that signs where tokens would do', async () => {
    const [env] = await afterAnSms({}, BY_TOKEN);
    expect(await consultOn('signing', env)).toMatchObject({ status: 'pass', causes: ['signed'] });
  });

  test('a secret that differs from Sinch’s, as the server explains it', async () => {
    const [env] = await afterAnSms({ webhookSecret: Buffer.from('another secret').toString('base64') });
    const { causes, text } = await consultOn('signing', env);
    expect(causes).toEqual(['signature_fails']);
    expect(text).toContain('SINCH_WEBHOOK_SECRET');
  });
});

describe('the newest counts', () => {
  const AT = Date.UTC(2026, 10, 23, 9);
  const iso = (minute: number): string => new Date(AT + minute * 60_000).toISOString();
  const interview: Interview = {
    hosts: { auth: '', sms: {}, conversation: {} },
    token: null,
    call: null,
    elsewhere: [],
    apps: null,
  };
  const judge = (
    auth: CallbackAuth,
    health: Partial<CallbackHealth>,
    reported: number | null,
    taken = { signedAt: null, unsignedAt: null } as TakenCallbacks,
  ) => {
    const whole = { since: iso(0), auth, secrets: [], unsignedAt: null, diagnosis: null, ...health };
    const reportedAt = reported === null ? null : Date.parse(iso(reported));
    const config = testConfig({ SINCH_CALLBACK_AUTH: auth });
    return judgeSigning(config, interview, { health: whole, reportedAt, taken }, AT + 10 * 60_000)[0];
  };
  const diagnosis = { at: iso(3), code: 'none_found', detail: 'It differs.' } as const;

  test.each([
    ['unsigned at first, signed since Sinch enabled it', 'signature', { unsignedAt: iso(1) }, 2, 'signed'],
    ['signed at first, unsigned now', 'signature', { unsignedAt: iso(2) }, 1, 'unsigned'],
    [
      'reported on while some were unsigned: nobody knows which',
      'signature-or-token',
      { unsignedAt: iso(1) },
      2,
      'unsigned_but_trusted',
    ],
    [
      'reported on before the server was started again',
      'signature-or-token',
      { since: iso(5) },
      2,
      'not_known_yet',
    ],
    ['failed after all others', 'signature', { unsignedAt: iso(1), diagnosis }, 2, 'signature_fails'],
    ['failed, and signed since', 'signature', { diagnosis }, 4, 'signed'],
  ] as const)('%s', (_, auth, health, reported, cause) => {
    expect(judge(auth, health, reported)).toMatchObject({ cause });
  });

  test('also of what the database holds', () => {
    const taken = { signedAt: AT + 5 * 60_000, unsignedAt: AT };
    const found = judge('signature', { unsignedAt: iso(1) }, null, taken);
    expect(found).toMatchObject({ cause: 'signed' });
    expect(found?.says).toContain('5 minutes ago');
  });
});

describe('the database, where no server runs', () => {
  async function stored(options: Partial<EmulatorOptions>, more: Env) {
    const { path, remove } = temporaryFolder();
    const env = await setUp({ ...running, ...options }, { ...more, DATABASE_URL: `file:${path}/sms.db` });
    const store = createFileStore(`${path}/sms.db`);
    const app = await startApp({ env, store });
    const { id } = (await (await postSend(app, { to: ANN })).json()) as { id: string };
    await vi.waitFor(async () => expect((await getMessage(app, id)).final).toBe(true), {
      timeout: 10_000,
    });
    await consultOn('signing', env);
    await app.close();
    await store.close();
    const found = await consultOn('signing', { ...env, PORT: (await setUp()).PORT! });
    remove();
    return found;
  }

  test('holds callbacks that were signed', async () => {
    expect(await stored({}, {})).toMatchObject({ causes: ['signed'] });
  });

  test('holds callbacks that were not', async () => {
    expect(await stored({ unsigned: true }, BY_TOKEN)).toMatchObject({ causes: ['unsigned_but_trusted'] });
  });
});

describe('the secret of the Conversation app', () => {
  async function app(options: Partial<EmulatorOptions>, more: Env = {}) {
    const found = await consultOn('signing', await setUp(options, { ...CONVERSATION, ...more }));
    expect(found.text).not.toContain('of the app itself');
    return found;
  }

  test('is ours', async () => {
    const { causes, text } = await app({});
    expect(causes).toEqual(['app_secret', 'not_known_yet']);
    expect(text).toContain('secret_for_overridden_callback_urls');
  });

  test('is another one', async () => {
    const { status, causes } = await app({ overriddenUrlSecret: 'a secret of the app itself' });
    expect({ status, cause: causes[0] }).toEqual({ status: 'fail', cause: 'app_secret_differs' });
  });

  test('is the one before', async () => {
    const previous = { SINCH_WEBHOOK_SECRET_PREVIOUS: 'a secret of the app itself' };
    const { causes } = await app({ overriddenUrlSecret: 'a secret of the app itself' }, previous);
    expect(causes[0]).toBe('previous_secret');
  });

  test('is missing', async () => {
    const { status, causes } = await app({ unsigned: true });
    expect({ status, cause: causes[0] }).toEqual({ status: 'warn', cause: 'app_secret_missing' });
  });

  test('that Sinch shows as asterisks says nothing', async () => {
    const { causes } = await app({ overriddenUrlSecret: '********' });
    expect(causes).toEqual(['not_known_yet']);
  });
});

describe('--send-to', () => {
  async function sendTo(options: Partial<EmulatorOptions>, more: Env = {}, number = ANN) {
    const env = await setUp({ ...running, ...options }, more);
    await serve(env);
    return consultOn('signing', env, { sendTo: number });
  }

  test('sends one SMS, whose callback is signed', async () => {
    expect(await sendTo({})).toMatchObject({ status: 'pass', causes: ['signed'] });
  });

  test('signed with the secret before', async () => {
    const secrets = {
      SINCH_WEBHOOK_SECRET: 'the new secret, not at Sinch yet',
      SINCH_WEBHOOK_SECRET_PREVIOUS: SECRET,
    };
    expect(await sendTo({}, secrets)).toMatchObject({ status: 'warn', causes: ['previous_secret'] });
  });

  test('not signed', async () => {
    const { status, causes, text } = await sendTo({ unsigned: true });
    expect({ status, causes }).toEqual({ status: 'fail', causes: ['unsigned'] });
    expect(text).toContain('account manager');
  });

  test('not signed, on the Conversation API', async () => {
    const { causes, text } = await sendTo({ unsigned: true }, CONVERSATION);
    expect(causes).toEqual(['unsigned']);
    expect(text).toContain('secret_for_overridden_callback_urls');
  });

  test('not signed, but believed by its token', async () => {
    const found = await sendTo({ unsigned: true }, BY_TOKEN);
    expect(found).toMatchObject({ status: 'pass', causes: ['unsigned_but_trusted'] });
  });

  test('signed with another secret', async () => {
    expect(await sendTo({ webhookSecret: 'another' })).toMatchObject({ causes: ['signature_fails'] });
  });

  test('to a number that an account in test mode may not write to', async () => {
    const { status, causes, text } = await sendTo({ verifiedNumbers: new Set(['15551230001']) });
    expect({ status, causes }).toEqual({ status: 'fail', causes: ['test_mode'] });
    expect(text).toContain('Verify');
    expect(text).not.toContain('2025550101');
  });

  test('is refused by Sinch', async () => {
    const { causes, text } = await sendTo({}, {}, '+12025550190');
    expect(causes).toEqual(['send_refused']);
    expect(text).not.toContain('2025550190');
  });

  test('gets no callback, and does not wait for ever', async () => {
    let now = Date.now();
    const pause = async (milliseconds: number): Promise<void> => void (now += milliseconds);
    const env = await setUp(running);
    await serve(env);
    const found = await consultOn('signing', env, { sendTo: '+12025550111', pause, now: () => now });
    expect(found).toMatchObject({ status: 'fail', causes: ['no_callback'] });
  });

  test('needs the server', async () => {
    const found = await consultOn('signing', await setUp(), { sendTo: ANN });
    expect(found).toMatchObject({ status: 'skipped', causes: ['not_checked'] });
  });

  test('is never sent to a program that is not this one', async () => {
    const env = await setUp();
    const asked: string[] = [];
    await listen((req, res) => {
      asked.push(req.url ?? '');
      res.end('Hello');
    }, Number(env.PORT));
    await consultOn('signing', env, { sendTo: ANN });
    expect(asked).not.toContain('/send-sms');
  });
});
