import { isValid } from 'ulid';
import { describe, expect, test } from 'vitest';
import { issueToken } from './credentials.ts';
import { emulate, PLAN, PROJECT, sinchSdk, textTo } from './test-kit.ts';

const CALLBACKS = 'http://127.0.0.1:9/callbacks';

async function send(url: string, body: unknown, headers: Record<string, string> = {}) {
  return fetch(`${url}/xms/v1/${PLAN.servicePlanId}/batches`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${PLAN.apiToken}`,
      ...headers,
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

describe('an accepted send', () => {
  test('echoes the request with an id, its times, and numbers without +', async () => {
    const batches = sinchSdk(await emulate()).batches;
    const sent = await batches.send(
      textTo(['+15551230001', '0015551230001', '+1 (555) 123-0002'], { client_reference: 'ref-1' }),
    );
    expect(sent).toMatchObject({
      to: ['15551230001', '15551230002'],
      from: '15550001111',
      canceled: false,
      body: 'Hello',
      type: 'mt_text',
      delivery_report: 'none',
      client_reference: 'ref-1',
    });
    expect(isValid(sent.id ?? '')).toBe(true);
    expect(Number(sent.expire_at) - Number(sent.created_at)).toBe(3 * 24 * 60 * 60 * 1000);
    await expect(batches.get({ batch_id: sent.id ?? '' })).resolves.toEqual(sent);
  });

  test('works with a service plan as with a project key, and neither sees the other', async () => {
    const emulator = await emulate();
    const ofPlan = await sinchSdk(emulator, PLAN).batches.send(textTo(['+15551230001']));
    await expect(sinchSdk(emulator, PLAN).batches.get({ batch_id: ofPlan.id ?? '' })).resolves.toEqual(
      ofPlan,
    );
    const ofProject = sinchSdk(emulator).batches;
    await expect(ofProject.get({ batch_id: ofPlan.id ?? '' })).rejects.toMatchObject({ statusCode: 404 });
    expect((await ofProject.list()).data).toEqual([]);
  });

  test('is listed newest first, page by page, and found by its reference', async () => {
    const { batches } = sinchSdk(await emulate());
    for (const reference of ['a', 'b', 'c']) {
      // oxlint-disable-next-line no-await-in-loop -- the order of the sends is what is tested
      await batches.send(textTo(['+15551230001'], { client_reference: reference }));
    }
    const references: unknown[] = [];
    for await (const batch of batches.list({ page_size: 2 })) references.push(batch.client_reference);
    expect(references).toEqual(['c', 'b', 'a']);
    const found = await batches.list({ client_reference: 'b' });
    expect(found.data.map(({ client_reference }) => client_reference)).toEqual(['b']);
    expect((await batches.list({ client_reference: 'nobody' })).data).toEqual([]);
  });
});

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

describe('a send that Sinch refuses', () => {
  const valid = { to: ['+15551230001'], from: '+15550001111', body: 'Hello' };
  const many = Array.from({ length: 1001 }, (_, index) => `+1555${1_000_000 + index}`);

  test.each([
    ['no JSON', '{', 400, 'syntax_invalid_json'],
    ['no recipient', { ...valid, to: [] }, 400, 'syntax_constraint_violation'],
    ['1,001 recipients', { ...valid, to: many }, 400, 'syntax_constraint_violation'],
    ['2,001 characters', { ...valid, body: 'x'.repeat(2001) }, 400, 'syntax_constraint_violation'],
    ['no body', { ...valid, body: undefined }, 400, 'syntax_invalid_parameter_format'],
    ['not a number', { ...valid, to: ['Ann'] }, 400, 'syntax_invalid_parameter_format'],
    ['no such group', { ...valid, to: ['01FC66621VHDBN119Z8PMV1QPQ'] }, 403, 'unknown_group'],
    ['expiry past the limit', { ...valid, expire_at: inDays(3.1) }, 400, 'syntax_constraint_violation'],
    ['expiry before the start', { ...valid, expire_at: inDays(-1) }, 400, 'syntax_constraint_violation'],
    ['a report to nowhere', { ...valid, delivery_report: 'full' }, 403, 'missing_callback_url'],
  ])('%s', async (_name, body, status, code) => {
    const emulator = await emulate();
    const answer = await send(emulator.url, body);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toEqual({ code, text: expect.any(String) });
    expect(emulator.batches).toEqual([]);
  });

  test('a content type other than JSON', async () => {
    const { url } = await emulate();
    expect((await send(url, valid, { 'content-type': 'text/plain' })).status).toBe(415);
  });

  test("a plan's own callback URL serves a batch that brings none", async () => {
    const { url } = await emulate({ defaultCallbackUrl: CALLBACKS });
    expect((await send(url, { ...valid, delivery_report: 'full' })).status).toBe(201);
  });

  test('what it accepts at the very limits', async () => {
    const { url } = await emulate();
    const answer = await send(url, { ...valid, to: many.slice(1), body: 'x'.repeat(2000) });
    expect(answer.status).toBe(201);
  });

  test('what it does not imitate, with the reason', async () => {
    const { batches } = sinchSdk(await emulate());
    const feedback = {
      batch_id: '01FC66621VHDBN119Z8PMV1QPQ',
      deliveryFeedbackRequestBody: { recipients: [] },
    };
    await expect(batches.sendDeliveryFeedback(feedback)).rejects.toMatchObject({
      statusCode: 501,
    });
  });
});

describe('credentials', () => {
  test.each([
    ['a wrong key secret', { ...PROJECT, keySecret: 'wrong' }],
    ['an unknown key', { ...PROJECT, keyId: 'wrong' }],
  ])('%s gets no token', async (_name, credentials) => {
    const { batches } = sinchSdk(await emulate(), credentials);
    await expect(batches.send(textTo(['+15551230001']))).rejects.toMatchObject({
      statusCode: 401,
      data: expect.stringContaining('invalid_client'),
    });
  });

  test.each([
    ["another plan's token", { ...PLAN, apiToken: 'wrong' }],
    ['an unknown plan', { ...PLAN, servicePlanId: 'wrong' }],
    ['a key of another project', { ...PROJECT, projectId: 'wrong' }],
  ])('%s is answered 401 with nothing in it', async (_name, credentials) => {
    const { batches } = sinchSdk(await emulate(), credentials);
    await expect(batches.send(textTo(['+15551230001']))).rejects.toMatchObject({
      statusCode: 401,
      data: '{}',
    });
  });

  test.each([
    ['good', issueToken(PROJECT, Date.now()), 200],
    ['expired', issueToken(PROJECT, Date.now() - 3_600_000), 401],
    ['forged', issueToken({ ...PROJECT, keySecret: 'wrong' }, Date.now()), 401],
    ['nonsense', 'nonsense', 401],
  ])('a token that is %s', async (_name, token, status) => {
    const { url } = await emulate();
    const headers = { authorization: `Bearer ${token}` };
    const answer = await fetch(`${url}/xms/v1/${PROJECT.projectId}/batches`, { headers });
    expect(answer.status).toBe(status);
  });

  test('a token that has expired is asked for anew by the SDK', async () => {
    let now = Date.now();
    const emulator = await emulate({ clock: { now: () => now, after: () => () => undefined } });
    const { batches } = sinchSdk(emulator);
    await batches.send(textTo(['+15551230001']));
    now += 3_600_000;
    await batches.send(textTo(['+15551230001']));
    expect(emulator.batches).toHaveLength(2);
  });
});
