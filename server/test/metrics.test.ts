/** `GET /metrics`: what an operator sees of the server, and that nobody's data is in it. */
import request from 'supertest';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Message } from '../src/contract.ts';
import type { SendOutcome } from '../src/sinch/gateway.ts';
import { refusal } from '../src/sinch/refusal.ts';
import { createMetrics } from '../src/metrics/metrics.ts';
import { createMemoryStore } from '../src/store/memory/memory.ts';
import { SECRET, acceptingGateway, freePort, postSend, startApp, stubGateway } from './harness.ts';
import type { TestApp, TestAppOptions } from './harness.ts';
import { startProgram } from './program.ts';
import { postCallback, recipientReport, signedHeaders } from './sinch-callback.ts';

const NUMBER = '12025550101';

let app: TestApp;
afterEach(() => app.close());

async function start(options: TestAppOptions = {}): Promise<void> {
  app = await startApp({ gateway: acceptingGateway(), ...options });
}

const scrape = async (): Promise<string> => (await fetch(`${app.url}/metrics`)).text();

/** The value of a series; null where there is none. */
async function valueOf(series: string): Promise<number | null> {
  const line = (await scrape()).split('\n').find((one) => one.startsWith(`${series} `));
  return line === undefined ? null : Number(line.slice(series.length + 1));
}

async function send(): Promise<Message> {
  return (await (await postSend(app, { to: `+${NUMBER}` })).json()) as Message;
}

const refusing = (outcome: SendOutcome) => stubGateway(async () => outcome);

it('answers this machine only, like the API', async () => {
  await start();
  const { status, headers } = await request(app.server).get('/metrics');
  expect(status).toBe(200);
  expect(headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/);
  expect((await request(app.server).get('/metrics').set('X-Forwarded-For', '203.0.113.9')).status).toBe(403);
});

describe('callbacks', () => {
  let message: Message;
  beforeEach(async () => {
    await start();
    message = await send();
  });
  const report = (fields = {}): string => recipientReport({ batch_id: message.messageId!, ...fields });

  it('are counted by what became of them, and by what they say', async () => {
    await postCallback(app, report());
    await postCallback(app, report());
    await postCallback(app, report({ status: 'Dispatched', batch_id: 'ELSEWHERE' }));
    await postCallback(
      app,
      '{"type":"mo_text","id":"1","from":"12025550101","to":"12025550123","body":"Hi"}',
    );
    expect(await valueOf('sms_callbacks_total{verdict="stored",status="DELIVERED"}')).toBe(1);
    expect(await valueOf('sms_callbacks_total{verdict="duplicate",status="DELIVERED"}')).toBe(1);
    expect(await valueOf('sms_callbacks_total{verdict="orphan",status="DISPATCHED"}')).toBe(1);
    expect(await valueOf('sms_callbacks_total{verdict="reply",status="none"}')).toBe(1);
    expect(await valueOf('http_answers_total{route="callback",code="200"}')).toBe(4);
  });

  it('that report several statuses count once', async () => {
    const statuses = [
      { status: 'Delivered', code: 0, count: 1, recipients: [NUMBER] },
      { status: 'Failed', code: 150, count: 1, recipients: ['12025550102'] },
    ];
    await postCallback(
      app,
      JSON.stringify({ type: 'delivery_report_sms', batch_id: message.messageId, statuses }),
    );
    expect(await valueOf('sms_callbacks_total{verdict="stored",status="several"}')).toBe(1);
  });

  it('that are refused are counted by why', async () => {
    const body = report();
    await postCallback(app, body, {});
    await postCallback(app, body, signedHeaders(body, { secret: 'another' }));
    await postCallback(app, 'no JSON');
    expect(await valueOf('sms_callbacks_refused_total{reason="missing"}')).toBe(1);
    expect(await valueOf('sms_callbacks_refused_total{reason="mismatch"}')).toBe(1);
    expect(await valueOf('sms_callbacks_total{verdict="refused",status="none"}')).toBe(2);
    expect(await valueOf('sms_callbacks_total{verdict="invalid",status="none"}')).toBe(1);
  });

  it('are timed until their answer', async () => {
    await postCallback(app, report());
    await postCallback(app, report(), {});
    expect(await valueOf('sms_callback_answer_seconds_count{code="200"}')).toBe(1);
    expect(await valueOf('sms_callback_answer_seconds_count{code="401"}')).toBe(1);
    const seconds = await valueOf('sms_callback_answer_seconds_sum{code="200"}');
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThan(60);
  });

  it('that are put off unread are counted too', async () => {
    app.lifecycle.phase = 'stopping';
    await postCallback(app, report());
    expect(await valueOf('sms_callbacks_total{verdict="unread",status="none"}')).toBe(1);
    expect(await valueOf('http_answers_total{route="callback",code="503"}')).toBe(1);
  });

  it('cannot make the metrics grow, whatever words they bring', async () => {
    const series = async (): Promise<string[]> =>
      (await scrape()).split('\n').filter((line) => line.startsWith('sms_callback'));
    await postCallback(app, report({ status: 'Word0' }));
    const before = await series();
    for (let word = 1; word <= 50; word += 1) await postCallback(app, report({ status: `Word${word}` }));
    expect(await series()).toHaveLength(before.length);
    expect(await valueOf('sms_callbacks_total{verdict="stored",status="other"}')).toBe(51);
  });
});

describe('sends', () => {
  it('are counted by the state that they end in, and by why they were refused', async () => {
    await start();
    await send();
    expect(await valueOf('sms_sends_total{outcome="accepted",refusal="none"}')).toBe(1);
    await app.close();
    await start({ gateway: refusing({ kind: 'refused', refusal: refusal('sinch_busy'), cause: '429' }) });
    await send();
    expect(await valueOf('sms_sends_total{outcome="refused",refusal="sinch_busy"}')).toBe(1);
    expect(await valueOf('http_answers_total{route="send",code="503"}')).toBe(1);
  });

  it('that are not carried out are counted', async () => {
    await start({ env: { SEND_PARTS_PER_DAY: '1', SEND_LIMIT_PER_MINUTE: '3' } });
    await postSend(app, { to: 'Ann' });
    await send();
    await send();
    await send();
    expect(await valueOf('sms_sends_total{outcome="invalid",refusal="none"}')).toBe(1);
    expect(await valueOf('sms_sends_total{outcome="over_budget",refusal="none"}')).toBe(1);
    expect(await valueOf('http_answers_total{route="send",code="429"}')).toBe(2);
  });
});

it('cancels are counted by what became of them', async () => {
  await start({
    gateway: { ...acceptingGateway(), cancel: async () => ({ kind: 'too_late' }) },
  });
  const { id } = await send();
  const cancel = (anyId: string) =>
    fetch(`${app.url}/api/messages/${anyId}/cancel`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
    });
  await cancel(id);
  await cancel('unknown');
  expect(await valueOf('sms_cancels_total{outcome="already_dispatched"}')).toBe(1);
  expect(await valueOf('sms_cancels_total{outcome="not_found"}')).toBe(1);
});

it('what Sinch was asked is counted by what it said', async () => {
  await start();
  const { followedUp, page } = createMetrics({ store: app.store, now: Date.now });
  followedUp({ id: 'one', verdict: 'reports' });
  followedUp({ id: 'other', verdict: 'reports' });
  expect((await page()).text).toContain('sms_follow_ups_total{outcome="reports"} 2');
});

describe('the store', () => {
  it('is asked what is open, at most every 15 seconds', async () => {
    let now = Date.now();
    await start({ now: () => now });
    await send();
    expect(await valueOf('sms_recipients_open')).toBe(1);
    await send();
    expect(await valueOf('sms_recipients_open')).toBe(1);
    now += 15_000;
    expect(await valueOf('sms_recipients_open')).toBe(2);
    expect(await valueOf('sms_recipients_overdue')).toBe(0);
    now += 11 * 60_000;
    expect(await valueOf('sms_recipients_overdue')).toBe(2);
    expect(await valueOf('sms_follow_ups_due')).toBe(2);
  });

  it('is told of when it fails: by what it could not do', async () => {
    const store = createMemoryStore();
    store.recordCallback = async () => Promise.reject(new Error('disk full'));
    await start({ store });
    await postCallback(app, recipientReport({ batch_id: 'B' }));
    expect(await valueOf('sms_store_failures_total{operation="recordCallback"}')).toBe(1);
    expect(await valueOf('sms_callbacks_total{verdict="store_failed",status="none"}')).toBe(1);
  });

  it('may fail: all other metrics are there, and none of its numbers is an old one', async () => {
    let now = Date.now();
    const store = createMemoryStore();
    await start({ store, now: () => now });
    expect(await valueOf('sms_recipients_open')).toBe(0);
    store.countOpen = async () => Promise.reject(new Error('gone'));
    now += 15_000;
    expect(await valueOf('sms_recipients_open')).toBeNull();
    expect(await valueOf('sms_store_failures_total{operation="countOpen"}')).toBe(1);
    expect(await scrape()).toContain('sms_callbacks_total{verdict="refused",status="none"} 0');
  });
});

it('the program tells of its own process too: of its memory, its CPU and the lag of its event loop', async () => {
  await start();
  const port = await freePort();
  const program = startProgram({
    PORT: String(port),
    SINCH_SERVICE_PLAN_ID: 'plan',
    SINCH_API_TOKEN: 'token',
    SINCH_SMS_URL: 'http://127.0.0.1:9',
    SINCH_WEBHOOK_SECRET: SECRET,
  });
  await program.says('"ready"');
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  program.process.kill('SIGKILL');
  for (const name of [
    'process_resident_memory_bytes',
    'process_cpu_seconds_total',
    'nodejs_eventloop_lag_p99',
  ])
    expect(text).toContain(`\n${name}`);
});

it('no number, id, text or secret stands in it', async () => {
  await start();
  const message = await send();
  const body = recipientReport({ batch_id: message.messageId!, status: `+${NUMBER}` });
  await postCallback(app, body);
  await postCallback(app, body, { 'x-sinch-webhook-signature': SECRET });
  await fetch(`${app.url}/api/messages/${message.id}`);
  await fetch(`${app.url}/${NUMBER}?${SECRET}`);
  const text = await scrape();
  for (const word of [NUMBER, message.id, message.messageId!, 'Hello', SECRET, 'x-sinch']) {
    expect(text).not.toContain(word);
  }
  expect(text).toContain('http_answers_total{route="page",code="404"} 1');
});
