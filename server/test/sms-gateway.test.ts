/** The SMS API, through the real SDK: what a send says to Sinch, and what becomes of a cancel. */
import { describe, expect, it, vi } from 'vitest';
import { emulate } from '../emulator/test-kit.ts';
import type { CancelOutcome, Gateway, SendOutcome } from '../src/sinch/gateway.ts';
import { createSmsGateway } from '../src/sinch/sms-gateway.ts';
import { PROJECT, testConfig } from './harness.ts';
import {
  answerExpired,
  answerJson,
  at,
  giveToken,
  neverLate,
  outgoing,
  startSinch,
  TOKEN,
} from './sinch-server.ts';
import type { Answer } from './sinch-server.ts';

const HOUR = 3600 * 1000;
const gatewayTo = (url: string, deadlineMs = 2000): Gateway =>
  createSmsGateway(testConfig(at(url)), deadlineMs);
const emulateOurs = (options = {}) => emulate({ credentials: { project: PROJECT }, ...options });

it('says which API it speaks', () => {
  expect(gatewayTo('http://127.0.0.1:9').transport).toBe('sms');
});

describe('a send', () => {
  it('says when to send and when to give up, if it was told', async () => {
    const emulator = await emulateOurs();
    const gateway = gatewayTo(emulator.url);
    const [sendAt, expireAt] = [Date.now() + HOUR, Date.now() + 2 * HOUR];
    const outcome = await gateway.send(outgoing({ sendAt, expireAt }), neverLate);
    expect(outcome).toMatchObject({ kind: 'accepted', expireAt });
    await gateway.send(outgoing(), neverLate);
    const [scheduled, plain] = emulator.batches.map(({ request }) => request);
    expect(scheduled).toMatchObject({
      send_at: new Date(sendAt).toISOString(),
      expire_at: new Date(expireAt).toISOString(),
    });
    expect([plain?.send_at, plain?.expire_at]).toEqual([undefined, undefined]);
  });

  it('goes through after its token expired', async () => {
    let now = Date.now();
    const emulator = await emulateOurs({ clock: { now: () => now, after: () => () => undefined } });
    const gateway = gatewayTo(emulator.url);
    await gateway.send(outgoing(), neverLate);
    now += HOUR;
    expect(await gateway.send(outgoing(), neverLate)).toMatchObject({ kind: 'accepted' });
    expect(emulator.batches).toHaveLength(2);
  });

  it('is certainly not sent when its token expired and another one is refused', async () => {
    let tokens = 0;
    const { url } = await startSinch(
      (_req, res) => answerExpired(res),
      (_req, res) => void ((tokens += 1) === 1 ? res.end(TOKEN) : res.writeHead(401).end('{}')),
    );
    expect(await gatewayTo(url).send(outgoing(), neverLate)).toMatchObject({
      kind: 'refused',
      refusal: { code: 'wrong_credentials' },
    });
  });

  it('does not hold up the next one when the renewal of its token hangs', async () => {
    let [tokens, calls] = [0, 0];
    const { url } = await startSinch(
      (_req, res) => ((calls += 1) === 1 ? answerExpired(res) : answerJson(res, 201, { id: 'B2' })),
      (req, res) => void ((tokens += 1) === 2 || giveToken(req, res)),
    );
    const gateway = gatewayTo(url, 1000);
    expect(await gateway.send(outgoing(), () => {})).toMatchObject({ kind: 'unclear' });
    expect(await gateway.send(outgoing(), neverLate)).toMatchObject({ kind: 'accepted', sinchId: 'B2' });
  });

  it('has nothing more to tell once its token came too late', async () => {
    let release = (): void => {};
    const { url } = await startSinch(
      (_req, res) => answerJson(res, 201, { id: 'B2' }),
      (req, res) => {
        release();
        release = () => giveToken(req, res);
      },
    );
    const gateway = gatewayTo(url, 1000);
    const onLate = vi.fn<(outcome: SendOutcome) => void>();
    expect(await gateway.send(outgoing(), onLate)).toMatchObject({ kind: 'refused' });
    // The second token call gives the first one its token.
    expect(await gateway.send(outgoing(), onLate)).toMatchObject({ kind: 'refused' });
    release();
    expect(onLate).not.toHaveBeenCalled();
  });

  it('tells of an answer that comes after the deadline', async () => {
    let answer = (): void => {};
    const { url } = await startSinch((_req, res) => (answer = () => answerJson(res, 201, { id: 'B1' })));
    const onLate = vi.fn<(outcome: SendOutcome) => void>();
    expect(await gatewayTo(url, 1000).send(outgoing(), onLate)).toMatchObject({ kind: 'unclear' });
    answer();
    await vi.waitFor(() => expect(onLate).toHaveBeenCalledTimes(1), { timeout: 10_000 });
    expect(onLate).toHaveBeenCalledWith({ kind: 'accepted', sinchId: 'B1', expireAt: null });
  });
});

describe('a cancel', () => {
  it('stops what is scheduled, and may be repeated', async () => {
    const emulator = await emulateOurs({ clock: { now: Date.now, after: () => () => undefined } });
    const gateway = gatewayTo(emulator.url);
    const sent = await gateway.send(outgoing({ sendAt: Date.now() + HOUR }), neverLate);
    const sinchId = sent.kind === 'accepted' ? sent.sinchId : '';
    expect(await gateway.cancel(sinchId)).toEqual({ kind: 'cancelled' });
    expect(emulator.batches[0]).toMatchObject({ id: sinchId, canceled: true });
    expect(await gateway.cancel(sinchId)).toEqual({ kind: 'cancelled' });
  });

  it('of what Sinch does not know is absent', async () => {
    const { url } = await emulateOurs();
    expect(await gatewayTo(url).cancel('01FC66621VHDBN119Z8PMV1QPQ')).toEqual({ kind: 'absent' });
  });

  const answering =
    (status: number, body: unknown): Answer =>
    (_req, res) =>
      answerJson(res, status, body);
  it.each<[string, Answer, CancelOutcome['kind']]>([
    ['403 batch_already_dispatched', answering(403, { code: 'batch_already_dispatched' }), 'too_late'],
    [
      '403 in the newer shape',
      answering(403, { error: { code: 403, status: 'batch_already_dispatched', message: '' } }),
      'too_late',
    ],
    ['200 for a batch that it did not cancel', answering(200, { id: 'B1', canceled: false }), 'too_late'],
    ['200 that does not say', answering(200, { id: 'B1' }), 'no_answer'],
    ['200 that is no JSON', (_req, res) => void res.end('<html>'), 'no_answer'],
    ['403 of another kind', answering(403, { code: 'blocked_account' }), 'no_answer'],
    ['401', answering(401, {}), 'no_answer'],
    ['429', answering(429, {}), 'no_answer'],
    ['500', answering(500, {}), 'no_answer'],
    ['nothing', () => {}, 'no_answer'],
    ['a dropped connection', (req) => req.socket.destroy(), 'no_answer'],
  ])('that Sinch answers with %s', async (_what, answer, kind) => {
    const { url } = await startSinch(answer);
    expect(await gatewayTo(url, 1000).cancel('B1')).toMatchObject({ kind });
  });
});
