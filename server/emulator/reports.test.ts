import { describe, expect, test } from 'vitest';
import type { Emulator } from './emulator.ts';
import { emulate, handClock, receive, runningClock, sinchSdk, textTo } from './test-kit.ts';

const START = Date.parse('2026-03-01T12:00:30.500Z');
const THREE = ['+15551230001', '+15551230002', '+15551230003'];

async function lifeOf(emulator: Emulator, request: Parameters<typeof textTo>[1], to = THREE) {
  const sent = await sinchSdk(emulator).batches.send(textTo(to, request));
  await emulator.idle();
  return sent.id ?? '';
}

const inSeconds = (seconds: number) => new Date(START + seconds * 1000);

describe('what is reported', () => {
  test('per_recipient: its exact shape', async () => {
    const receiver = await receive();
    const emulator = await emulate({ clock: runningClock(START), random: () => 0 });
    const reference = { client_reference: 'ref-1' };
    const mode = { delivery_report: 'per_recipient', callback_url: receiver.url };
    const id = await lifeOf(emulator, { ...mode, ...reference, max_number_of_message_parts: 3 }, [
      '+15551230001',
    ]);
    const bodies = receiver.received.map(({ body }) => body);
    expect(bodies.toSorted()).toEqual([
      `{"at":"2026-03-01T12:00:30.800Z","batch_id":"${id}","client_reference":"ref-1","code":400,"number_of_message_parts":1,"recipient":"15551230001","status":"Queued","type":"recipient_delivery_report_sms"}`,
      `{"at":"2026-03-01T12:00:31.500Z","batch_id":"${id}","client_reference":"ref-1","code":401,"number_of_message_parts":1,"operator_status_at":"2026-03-01T12:00:00Z","recipient":"15551230001","status":"Dispatched","type":"recipient_delivery_report_sms"}`,
      `{"at":"2026-03-01T12:00:33.000Z","batch_id":"${id}","client_reference":"ref-1","code":0,"number_of_message_parts":1,"operator_status_at":"2026-03-01T12:00:00Z","recipient":"15551230001","status":"Delivered","type":"recipient_delivery_report_sms"}`,
    ]);
  });

  test('per_recipient_final: one each', async () => {
    const receiver = await receive();
    await lifeOf(await emulate(), { delivery_report: 'per_recipient_final', callback_url: receiver.url });
    const finals = receiver.received.map(({ report }) => report.status);
    expect(finals).toHaveLength(3);
    expect(new Set(finals)).toEqual(new Set(['Delivered', 'Failed', 'Expired']));
  });

  test('summary: once, when all is final, without numbers', async () => {
    const receiver = await receive();
    const id = await lifeOf(await emulate(), { delivery_report: 'summary', callback_url: receiver.url });
    expect(receiver.received.map(({ report }) => report)).toEqual([
      {
        batch_id: id,
        statuses: expect.arrayContaining([{ code: 150, status: 'Failed', count: 1 }]),
        total_message_count: 3,
        type: 'delivery_report_sms',
      },
    ]);
  });

  test('full: with numbers', async () => {
    const receiver = await receive();
    await lifeOf(await emulate(), { delivery_report: 'full', callback_url: receiver.url });
    expect(receiver.received).toHaveLength(1);
    expect(receiver.received[0]?.report['statuses']).toContainEqual({
      code: 150,
      status: 'Failed',
      count: 1,
      recipients: ['15551230002'],
    });
  });

  test('none: nothing, yet the report can be fetched', async () => {
    const receiver = await receive();
    const emulator = await emulate();
    const id = await lifeOf(emulator, { delivery_report: 'none', callback_url: receiver.url });
    expect(receiver.received).toEqual([]);
    const { deliveryReports } = sinchSdk(emulator);
    const failures = await deliveryReports.get({ batch_id: id, type: 'full', status: ['Failed'] });
    expect(failures.statuses).toEqual([
      { code: 150, status: 'Failed', count: 1, recipients: ['15551230002'] },
    ]);
    const expired = await deliveryReports.get({ batch_id: id, code: [406] });
    expect(expired.statuses).toEqual([{ code: 406, status: 'Expired', count: 1 }]);
  });

  test('1,000 recipients: every one of their states', async () => {
    const receiver = await receive();
    const to = Array.from({ length: 1000 }, (_, index) => `+1555${String(1_000_000 + index * 100)}`);
    await lifeOf(await emulate(), { delivery_report: 'per_recipient', callback_url: receiver.url }, to);
    expect(receiver.received).toHaveLength(3000);
    const delivered = receiver.received.filter(({ report }) => report.status === 'Delivered');
    expect(new Set(delivered.map(({ report }) => report.recipient)).size).toBe(1000);
  });
});

describe('one recipient', () => {
  test('is found with or without +, and unknown ones are 404', async () => {
    const emulator = await emulate();
    const id = await lifeOf(emulator, {});
    const { deliveryReports } = sinchSdk(emulator);
    const report = await deliveryReports.getForNumber({ batch_id: id, phone_number: '+15551230002' });
    expect(report).toMatchObject({ recipient: '15551230002', status: 'Failed', code: 150 });
    const stranger = deliveryReports.getForNumber({ batch_id: id, phone_number: '15559999999' });
    await expect(stranger).rejects.toMatchObject({ statusCode: 404 });
  });

  test.each([
    ['a missing parameter', { body: 'Hi ${name}' }, 'Aborted', 405],
    ['too many parts', { body: 'x'.repeat(161), max_number_of_message_parts: 1 }, 'Aborted', 411],
    ['a given parameter', { body: 'Hi ${name}', parameters: { name: { default: 'Ann' } } }, 'Delivered', 0],
  ])('%s', async (_name, request, status, code) => {
    const emulator = await emulate();
    const id = await lifeOf(emulator, request, ['+15551230001']);
    const { deliveryReports } = sinchSdk(emulator);
    const report = await deliveryReports.getForNumber({ batch_id: id, phone_number: '15551230001' });
    expect(report).toMatchObject({ status, code });
  });
});

describe('time', () => {
  test('send_at holds everything back', async () => {
    const receiver = await receive();
    const emulator = await emulate({ clock: runningClock(START) });
    const mode = { delivery_report: 'per_recipient', callback_url: receiver.url };
    await lifeOf(emulator, { ...mode, send_at: inSeconds(3600) }, ['+15551230001']);
    const times = receiver.received.map(({ report }) => Date.parse(report.at ?? ''));
    expect(Math.min(...times)).toBeGreaterThanOrEqual(START + 3_600_000);
  });

  test('what has not been dispatched at expire_at has expired', async () => {
    const emulator = await emulate({ clock: runningClock(START), random: () => 0 });
    await lifeOf(emulator, { expire_at: inSeconds(0.9) }, ['+15551230001']);
    expect(emulator.batches[0]?.recipients.get('15551230001')?.state?.status).toBe('Expired');
  });
});

describe('cancel', () => {
  test.each([
    ['that waits for its send_at', inSeconds(3600), 0],
    ['that is queued', undefined, 1],
  ])('stops a batch %s', async (_name, send_at, stepsBefore) => {
    const clock = handClock(START);
    const emulator = await emulate({ clock });
    const { batches } = sinchSdk(emulator);
    const { id = '' } = await batches.send(textTo(['+15551230001'], send_at && { send_at }));
    for (let step = 0; step < stepsBefore; step += 1) clock.next();
    await expect(batches.cancel({ batch_id: id })).resolves.toMatchObject({ id, canceled: true });
    while (clock.next());
    expect(emulator.batches[0]?.recipients.get('15551230001')?.state).toMatchObject({
      status: 'Cancelled',
      code: 407,
    });
    await expect(batches.get({ batch_id: id })).resolves.toMatchObject({ canceled: true });
  });

  test('is told to the receiver', async () => {
    const receiver = await receive();
    const clock = handClock(START);
    const emulator = await emulate({ clock });
    const { batches } = sinchSdk(emulator);
    const mode = { delivery_report: 'per_recipient', callback_url: receiver.url };
    const { id = '' } = await batches.send(textTo(['+15551230001'], mode));
    await batches.cancel({ batch_id: id });
    while (clock.next());
    await emulator.idle();
    expect(receiver.received.map(({ report }) => [report.status, report.code])).toEqual([['Cancelled', 407]]);
  });

  const dispatched = { statusCode: 403, data: expect.stringContaining('batch_already_dispatched') };

  test('cannot call back what the carrier has, and is refused', async () => {
    const clock = handClock(START);
    const emulator = await emulate({ clock });
    const { batches } = sinchSdk(emulator);
    const { id = '' } = await batches.send(textTo(['+15551230001']));
    clock.next();
    clock.next();
    await expect(batches.cancel({ batch_id: id })).rejects.toMatchObject(dispatched);
    while (clock.next());
    expect(emulator.batches[0]?.recipients.get('15551230001')?.state?.status).toBe('Delivered');
    await expect(batches.get({ batch_id: id })).resolves.toMatchObject({ canceled: false });
  });

  test('stops those recipients that still wait, and only them', async () => {
    const clock = handClock(START);
    const emulator = await emulate({ clock });
    const { batches } = sinchSdk(emulator);
    const [quick, slow] = ['15551230001', '15551230013'] as const;
    const { id = '' } = await batches.send(textTo([quick, slow]));
    clock.next();
    clock.next();
    await expect(batches.cancel({ batch_id: id })).resolves.toMatchObject({ canceled: true });
    while (clock.next());
    const { recipients } = emulator.batches[0] ?? {};
    expect(recipients?.get(quick)?.state?.status).toBe('Delivered');
    expect(recipients?.get(slow)?.state?.status).toBe('Cancelled');
  });

  test('changes nothing of a batch that is done, and is refused', async () => {
    const emulator = await emulate();
    const id = await lifeOf(emulator, {});
    const { batches, deliveryReports } = sinchSdk(emulator);
    await expect(batches.cancel({ batch_id: id })).rejects.toMatchObject(dispatched);
    await emulator.idle();
    const report = await deliveryReports.get({ batch_id: id });
    expect(report.statuses?.map(({ status }) => status)).not.toContain('Cancelled');
  });

  test('twice is as good as once', async () => {
    const receiver = await receive();
    const clock = handClock(START);
    const emulator = await emulate({ clock });
    const { batches } = sinchSdk(emulator);
    const mode = { delivery_report: 'per_recipient', callback_url: receiver.url };
    const { id = '' } = await batches.send(textTo(['+15551230001'], { ...mode, send_at: inSeconds(60) }));
    const once = await batches.cancel({ batch_id: id });
    while (clock.next());
    await emulator.idle();
    await expect(batches.cancel({ batch_id: id })).resolves.toEqual(once);
    await emulator.idle();
    expect(receiver.received).toHaveLength(1);
  });

  test('knows no other batch', async () => {
    const { batches } = sinchSdk(await emulate());
    await expect(batches.cancel({ batch_id: '01FC66621VHDBN119Z8PMV1QPQ' })).rejects.toMatchObject({
      statusCode: 404,
    });
  });
});
