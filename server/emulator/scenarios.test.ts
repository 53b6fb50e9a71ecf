import { describe, expect, test } from 'vitest';
import type { Emulator } from './emulator.ts';
import type { Received, Receiver } from './test-kit.ts';
import { emulate, handClock, receive, sinchSdk, textTo } from './test-kit.ts';

function request(digits: string, receiver: Receiver) {
  return textTo([`+155512300${digits}`], { delivery_report: 'per_recipient', callback_url: receiver.url });
}

/** Lives to the end, and returns what the report endpoint then says. */
async function life(digits: string, receiver: Receiver, emulator: Emulator) {
  const sdk = sinchSdk(emulator);
  const { id = '' } = await sdk.batches.send(request(digits, receiver));
  await emulator.idle();
  return sdk.deliveryReports.getForNumber({ batch_id: id, phone_number: `155512300${digits}` });
}

const steps = (received: readonly Received[]) =>
  received.map(({ report }) => `${report.status} ${report.code}`);
/** Callbacks may overtake each other on the way; `at` tells their order. */
const byTime = (received: readonly Received[]) =>
  received.toSorted((one, other) => Date.parse(one.report.at ?? '') - Date.parse(other.report.at ?? ''));
const WHOLE_LIFE = ['Queued 400', 'Dispatched 401', 'Delivered 0'];

describe('the last two digits of a recipient', () => {
  test.each([
    ['01', WHOLE_LIFE],
    ['02', ['Queued 400', 'Dispatched 401', 'Failed 150']],
    ['03', ['Queued 400', 'Expired 406']],
    ['04', ['Queued 400', 'Rejected 61']],
    ['05', ['Queued 400', 'Aborted 402']],
    ['06', ['Queued 400', 'Dispatched 401', 'Unknown 399']],
    ['08', WHOLE_LIFE],
    ['09', WHOLE_LIFE],
    ['13', WHOLE_LIFE],
    ['77', WHOLE_LIFE],
  ])('%s: %j, signed', async (digits, expected) => {
    const receiver = await receive();
    await life(digits, receiver, await emulate());
    expect(steps(byTime(receiver.received))).toEqual(expected);
    expect(receiver.received.every(({ genuine }) => genuine)).toBe(true);
  });

  test('07: every callback twice, byte for byte', async () => {
    const receiver = await receive();
    await life('07', receiver, await emulate());
    const bodies = receiver.received.map(({ body }) => body);
    expect(bodies).toHaveLength(6);
    expect(new Set(bodies).size).toBe(3);
  });

  test('08: the last callback first', async () => {
    const receiver = await receive();
    await life('08', receiver, await emulate());
    expect(steps(receiver.received)).toEqual(WHOLE_LIFE.toReversed());
  });

  test('09: the first callback has been answered before the send is', async () => {
    const receiver = await receive();
    const emulator = await emulate({ clock: handClock() });
    await sinchSdk(emulator).batches.send(request('09', receiver));
    expect(steps(receiver.received)).toEqual(['Queued 400']);
  });

  test('10: wrongly signed, so refused and never retried; the report knows better', async () => {
    const receiver = await receive((_nth, { genuine }) => (genuine ? 200 : 401));
    const emulator = await emulate();
    const known = await life('10', receiver, emulator);
    expect(receiver.received.map(({ genuine }) => genuine)).toEqual([false, false, false]);
    expect(receiver.received[0]?.headers['x-sinch-webhook-signature']).toHaveLength(44);
    expect(known.status).toBe('Delivered');
  });

  test('11: no callback, only the report', async () => {
    const receiver = await receive();
    const known = await life('11', receiver, await emulate());
    expect(receiver.received).toEqual([]);
    expect(known.status).toBe('Delivered');
  });

  test('12: no signature headers at all', async () => {
    const receiver = await receive();
    await life('12', receiver, await emulate());
    expect(receiver.received).toHaveLength(3);
    const names = receiver.received.flatMap(({ headers }) => Object.keys(headers));
    expect(names.filter((name) => name.startsWith('x-sinch'))).toEqual([]);
  });

  test('13: ten times slower', async () => {
    const emulator = await emulate();
    await life('13', await receive(), emulator);
    const [batch] = emulator.batches;
    const at = batch?.recipients.get('15551230013')?.state?.at ?? 0;
    expect(at - (batch?.createdAt ?? 0)).toBeGreaterThanOrEqual(25_000);
  });

  test('14: the first attempt breaks off in the middle, the retry arrives', async () => {
    const receiver = await receive();
    const emulator = await emulate();
    await life('14', receiver, emulator);
    expect(steps(byTime(receiver.received))).toEqual(WHOLE_LIFE);
    const lost = emulator.attempts.filter(({ outcome }) => outcome.kind === 'lost');
    expect(lost.map(({ attempt }) => attempt)).toEqual([1, 1, 1]);
    expect(lost.every(({ sentAt, nextRetryAt }) => Number(nextRetryAt) - sentAt >= 5_000)).toBe(true);
  });
});

describe("the last two digits of a batch's first recipient", () => {
  test.each([
    ['90', 400, 'syntax_constraint_violation'],
    ['91', 401, '{}'],
    ['92', 403, 'blocked_account'],
    ['93', 429, '{}'],
    ['94', 500, '{}'],
  ])('%s: %i with %s in it, and no batch', async (digits, statusCode, content) => {
    const emulator = await emulate();
    const sending = sinchSdk(emulator).batches.send(textTo([`+155512300${digits}`, '+15551230001']));
    await expect(sending).rejects.toMatchObject({ statusCode, data: expect.stringContaining(content) });
    expect(emulator.batches).toEqual([]);
  });

  test('95: never answered, yet the batch exists', async () => {
    const receiver = await receive();
    const emulator = await emulate();
    const sending = sinchSdk(emulator).batches.send(request('95', receiver));
    const answer = sending.catch((error: unknown) => error);
    await untilAccepted(emulator);
    await expectOnlyReportsKnow(emulator, '15551230095');
    expect(receiver.received).toEqual([]);
    await emulator.close();
    expect(String(await answer)).toMatch(/socket hang up|ECONNRESET/);
  });

  test('96: the connection drops, yet the batch exists', async () => {
    const receiver = await receive();
    const emulator = await emulate();
    const sending = sinchSdk(emulator).batches.send(request('96', receiver));
    await expect(sending).rejects.toThrow(/socket hang up|ECONNRESET/);
    await expectOnlyReportsKnow(emulator, '15551230096');
    expect(receiver.received).toEqual([]);
  });

  test('only the first counts', async () => {
    const emulator = await emulate();
    await sinchSdk(emulator).batches.send(textTo(['+15551230001', '+15551230094']));
    expect(emulator.batches).toHaveLength(1);
  });
});

async function expectOnlyReportsKnow(emulator: Emulator, number: string): Promise<void> {
  await emulator.idle();
  const sdk = sinchSdk(emulator);
  const { data } = await sdk.batches.list();
  expect(data.map(({ to }) => to)).toEqual([[number]]);
  const report = await sdk.deliveryReports.get({ batch_id: data[0]?.id ?? '', type: 'full' });
  expect(report.statuses).toEqual([{ code: 0, status: 'Delivered', count: 1, recipients: [number] }]);
}

async function untilAccepted(emulator: Emulator): Promise<void> {
  while (emulator.batches.length === 0) {
    // oxlint-disable-next-line no-await-in-loop -- there is no event to wait for
    await new Promise((resolve) => setImmediate(resolve));
  }
}
