import { describe, expect, test } from 'vitest';
import type { Emulator } from './emulator.ts';
import { emulate, PLAN, sinchSdk, textTo } from './test-kit.ts';

type DryRun = Parameters<ReturnType<typeof sinchSdk>['batches']['dryRun']>[0];

async function dryRun(
  request: Parameters<typeof textTo>[1],
  query: Omit<DryRun, 'dryRunRequestBody'> = { per_recipient: true },
  to = ['+15551230001', '+15551230002'],
) {
  const emulator = await emulate();
  const { sendSMSRequestBody: dryRunRequestBody } = textTo(to, request);
  const answer = await sinchSdk(emulator).batches.dryRun({ ...query, dryRunRequestBody });
  return { emulator, answer };
}

describe('a dry run', () => {
  test('counts the parts of each and of all, and sends nothing', async () => {
    const { emulator, answer } = await dryRun({ body: 'x'.repeat(161) });
    const one = { number_of_parts: 2, body: 'x'.repeat(161), encoding: 'text' };
    expect(answer).toEqual({
      number_of_recipients: 2,
      number_of_messages: 4,
      per_recipient: [
        { recipient: '15551230001', ...one },
        { recipient: '15551230002', ...one },
      ],
    });
    expect(emulator.batches).toEqual([]);
  });

  test('puts the parameters in, and counts after it', async () => {
    const { answer } = await dryRun({
      body: '${text}!',
      parameters: { text: { '+15551230002': '😀'.repeat(40), default: 'Hi' } },
    });
    expect(answer.number_of_messages).toBe(3);
    expect(answer.per_recipient).toMatchObject([
      { body: 'Hi!', number_of_parts: 1, encoding: 'text' },
      { body: `${'😀'.repeat(40)}!`, number_of_parts: 2, encoding: 'unicode' },
    ]);
  });

  test.each([
    ['nobody, unless asked', {}, undefined],
    ['nobody, when asked for', { per_recipient: false }, undefined],
    ['as many as asked for', { per_recipient: true, number_of_recipients: 7 }, 7],
    ['a hundred', { per_recipient: true }, 100],
  ])('tells of %s', async (_name, query, length) => {
    const to = Array.from({ length: 120 }, (_, index) => `+1555${1_000_000 + index}`);
    const { answer } = await dryRun({}, query, to);
    expect(answer.number_of_recipients).toBe(120);
    expect(answer.per_recipient?.length).toBe(length);
  });

  test('refuses what a send refuses, and more than 1,000 recipients', async () => {
    await expect(dryRun({ body: 'x'.repeat(2001) })).rejects.toMatchObject({ statusCode: 400 });
    await expect(dryRun({}, { number_of_recipients: 1001 })).rejects.toMatchObject({ statusCode: 400 });
  });
});

async function send(emulator: Emulator, digits: readonly string[], client_reference: string) {
  await sinchSdk(emulator).batches.send(
    textTo(
      digits.map((two) => `+155512300${two}`),
      { client_reference },
    ),
  );
}

describe('the list of delivery reports', () => {
  const ends = (reports: readonly { recipient: string }[]) =>
    reports.map(({ recipient }) => recipient.slice(-2));

  test('has what is done, newest first, page by page', async () => {
    const emulator = await emulate({ random: () => 0 });
    await send(emulator, ['01'], 'a');
    await emulator.idle();
    await send(emulator, ['02', '13'], 'b');
    await emulator.idle();
    const { deliveryReports } = sinchSdk(emulator);
    const recipients: string[] = [];
    for await (const { recipient } of deliveryReports.list({ page_size: 2 })) recipients.push(recipient);
    expect(recipients.map((number) => number.slice(-2))).toEqual(['13', '02', '01']);
    const { data } = await deliveryReports.list({ page: 1, page_size: 2 });
    expect(ends(data)).toEqual(['01']);
  });

  test('has nothing that is not final, and nothing of another account', async () => {
    const emulator = await emulate({ clock: { now: () => Date.now(), after: () => () => undefined } });
    await send(emulator, ['01', '09'], 'a');
    expect((await sinchSdk(emulator).deliveryReports.list()).data).toEqual([]);
    const done = await emulate();
    await send(done, ['01'], 'a');
    await done.idle();
    expect((await sinchSdk(done, PLAN).deliveryReports.list()).data).toEqual([]);
  });

  test('is filtered by status, code, reference and time', async () => {
    let now = Date.parse('2026-03-01T12:00:00Z');
    const tasks: (() => void)[] = [];
    const clock = {
      now: () => now,
      after: (_ms: number, task: () => void) => {
        tasks.push(task);
        return () => undefined;
      },
    };
    const emulator = await emulate({ clock });
    for (const [digits, reference] of [
      ['01', 'a'],
      ['02', 'b'],
      ['03', 'b'],
    ] as const) {
      await send(emulator, [digits], reference);
      for (let task = tasks.shift(); task; task = tasks.shift()) task();
      now += 1_000;
    }
    const { deliveryReports } = sinchSdk(emulator);
    const list = async (query: Parameters<typeof deliveryReports.list>[0]) =>
      ends((await deliveryReports.list(query)).data);
    await expect(list({})).resolves.toEqual(['03', '02', '01']);
    await expect(list({ status: ['Delivered', 'Expired'] })).resolves.toEqual(['03', '01']);
    await expect(list({ code: [150] })).resolves.toEqual(['02']);
    await expect(list({ client_reference: 'b' })).resolves.toEqual(['03', '02']);
    await expect(list({ start_date: new Date('2026-03-01T12:00:01Z') })).resolves.toEqual(['03', '02']);
    await expect(list({ end_date: new Date('2026-03-01T12:00:01Z') })).resolves.toEqual(['01']);
    now += 86_400_000 - 1_500;
    await expect(list({})).resolves.toEqual(['03']);
  });
});
