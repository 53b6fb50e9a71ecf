/** The Conversation API, through the real SDK: what each call says to Sinch, and what the answers to many come to. */
import { describe, expect, it, vi } from 'vitest';
import type { Emulator } from '../emulator/emulator.ts';
import type { EmulatorOptions } from '../emulator/options.ts';
import { emulate } from '../emulator/test-kit.ts';
import { createConversationGateway } from '../src/sinch/conversation-gateway.ts';
import type { Pace } from '../src/sinch/fan-out.ts';
import type { Gateway, SendOutcome } from '../src/sinch/gateway.ts';
import { freePort, PROJECT, testConfig } from './harness.ts';
import {
  answerExpired,
  answerJson,
  at,
  giveToken,
  neverLate,
  outgoing,
  readJson,
  startSinch,
} from './sinch-server.ts';
import type { Answer } from './sinch-server.ts';

const APP = 'our-app';
const HOUR = 3600 * 1000;

/** Waiting costs no time. */
const pace: Pace = { now: Date.now, pause: async () => {}, random: () => 0 };

const gatewayTo = (url: string, deadlineMs = 2000, env = {}): Gateway =>
  createConversationGateway(testConfig({ ...at(url), ...env }), APP, deadlineMs, pace);
/** Nothing happens by itself: no callbacks. */
const standing = { now: Date.now, after: () => () => undefined };
const emulateOurs = (options: Partial<EmulatorOptions> = {}): Promise<Emulator> =>
  emulate({ credentials: { project: PROJECT }, conversationAppId: APP, clock: standing, ...options });

const numberEnding = (digits: string): string => `+120255501${digits}`;
const toEndings = (...endings: string[]) => outgoing({ to: endings.map(numberEnding) });
const people = (count: number): string[] => Array.from({ length: count }, (_, n) => `+1202556${1000 + n}`);

const codeOf = (outcome: SendOutcome): string =>
  outcome.kind === 'refused' ? outcome.refusal.code : outcome.kind;
/** Each recipient's ending, with its fate. */
const fatesOf = (outcome: SendOutcome): Record<string, string> =>
  outcome.kind === 'accepted_each'
    ? Object.fromEntries(
        outcome.recipients.map((one) => [
          one.recipient.slice(-2),
          one.kind === 'refused' ? one.reason : one.kind,
        ]),
      )
    : { '': codeOf(outcome) };

const failing = (status: number, body: unknown, headers = {}): Answer => {
  return (_req, res) => answerJson(res, status, body, headers);
};
const inWords = (status: number, word: string) =>
  failing(status, { error: { code: status, message: '…', status: word, details: [] } });

it('can neither be asked nor cancel, and says so', async () => {
  const gateway = gatewayTo('http://127.0.0.1:9');
  expect(gateway.transport).toBe('conversation');
  expect(await gateway.find('01J00000000000000000000000', 0)).toEqual({ kind: 'not_askable' });
  expect(await gateway.poll('M1')).toEqual({ kind: 'not_askable' });
  expect(await gateway.cancel('M1')).toEqual({ kind: 'not_supported' });
});

describe('a call', () => {
  const requestOf = async (message = outgoing()): Promise<unknown> => {
    const bodies: unknown[] = [];
    const { url } = await startSinch(async (req, res) => {
      bodies.push([req.url, await readJson(req)]);
      answerJson(res, 200, { message_id: 'M1', accepted_time: '2026-11-23T08:00:00Z' });
    });
    expect(codeOf(await gatewayTo(url).send(message, neverLate))).toBe('accepted_each');
    expect(bodies).toHaveLength(1);
    return bodies[0];
  };

  it('says everything that Sinch must know, our id twice, and that no contact is to be made', async () => {
    expect(await requestOf()).toEqual([
      '/v1/projects/test-project/messages:send',
      {
        app_id: APP,
        message: { text_message: { text: 'Hello' } },
        recipient: { identified_by: { channel_identities: [{ channel: 'SMS', identity: '+12025550101' }] } },
        channel_properties: { SMS_SENDER: '+12025550123', SMS_MAX_NUMBER_OF_MESSAGE_PARTS: '1' },
        message_metadata: '01J00000000000000000000000',
        correlation_id: '01J00000000000000000000000',
        processing_strategy: 'DISPATCH_ONLY',
        callback_url: 'http://127.0.0.1:9/webhooks/sinch/delivery',
      },
    ]);
  });

  it('leaves out what it was not told', async () => {
    const [, body] = (await requestOf(outgoing({ from: null, callbackUrl: null }))) as [string, object];
    expect(body).toMatchObject({ channel_properties: { SMS_MAX_NUMBER_OF_MESSAGE_PARTS: '1' } });
    expect(JSON.stringify(body)).not.toMatch(/SMS_SENDER|callback_url|ttl/);
  });

  it.each([
    ['whole seconds', 90_999, '90s'],
    ['three seconds at least', 2000, '3s'],
    ['three seconds, if it is over', -HOUR, '3s'],
  ])('says how long Sinch may try: %s', async (_what, left, ttl) => {
    const start = Date.now();
    const clock = vi.spyOn(pace, 'now').mockReturnValue(start);
    const [, body] = await requestOf(outgoing({ expireAt: start + left })).then(
      (request) => request as [string, object],
    );
    expect(body).toMatchObject({ ttl });
    clock.mockRestore();
  });
});

describe('a send', () => {
  it('gives each recipient an id of its own', async () => {
    const emulator = await emulateOurs();
    const outcome = await gatewayTo(emulator.url).send(toEndings('01', '02', '03'), neverLate);
    const idOf = new Map(emulator.messages.map(({ id, request }) => [`+${request.number}`, id]));
    expect(outcome).toEqual({
      kind: 'accepted_each',
      recipients: ['01', '02', '03'].map((ending) => ({
        kind: 'accepted',
        recipient: numberEnding(ending),
        sinchId: idOf.get(numberEnding(ending)),
      })),
      cause: null,
    });
    expect(emulator.messages.map(({ request }) => request.message_metadata)).toEqual(
      Array.from({ length: 3 }, () => '01J00000000000000000000000'),
    );
  });

  it('tells refused, unclear and accepted recipients apart', async () => {
    const { url } = await emulateOurs();
    const outcome = await gatewayTo(url, 1000).send(
      toEndings('01', '90', '91', '92', '93', '94', '95', '96'),
      () => {},
    );
    expect(fatesOf(outcome)).toEqual({
      '01': 'accepted',
      '90': 'INVALID_ARGUMENT',
      '91': 'UNAUTHENTICATED',
      '92': 'PERMISSION_DENIED',
      '93': 'accepted',
      '94': 'unclear',
      '95': 'unclear',
      '96': 'unclear',
    });
    expect(outcome).toMatchObject({ cause: expect.stringMatching(/^3 refused and 3 unclear of 8/) });
  });

  it.each([
    ['90', 'invalid_content'],
    ['91', 'project_not_allowed'],
    ['92', 'blocked_account'],
    ['94', 'unclear'],
    ['95', 'unclear'],
    ['96', 'unclear'],
  ])('to %s alone ends as %s', async (ending, code) => {
    const { url } = await emulateOurs();
    expect(codeOf(await gatewayTo(url, 1000).send(toEndings(ending), () => {}))).toBe(code);
  });

  it('is certainly not sent where all are refused, whatever for', async () => {
    const { url } = await emulateOurs();
    const outcome = await gatewayTo(url).send(toEndings('90', '92'), neverLate);
    expect(codeOf(outcome)).toBe('blocked_account');
  });

  it.each<[string, Partial<EmulatorOptions>, string]>([
    ['is in another region', { wrongRegion: true }, 'wrong_configuration'],
    ['has no such app', { conversationAppId: 'another' }, 'wrong_configuration'],
    ['is blocked', { blocked: true }, 'blocked_account'],
    ['is in test mode', { verifiedNumbers: new Set(['12025550199']) }, 'test_mode'],
    [
      'has another project',
      { credentials: { project: { ...PROJECT, projectId: 'p2' } } },
      'project_not_allowed',
    ],
    ['has another key', { credentials: { project: { ...PROJECT, keyId: 'k2' } } }, 'wrong_credentials'],
    ['is too young for the SMS API', { projectTooNew: true }, 'accepted_each'],
    ['has no SMS channel, which only a callback tells', { channelMissing: true }, 'accepted_each'],
  ])('by an account that %s', async (_what, account, code) => {
    const { url } = await emulateOurs(account);
    expect(codeOf(await gatewayTo(url).send(toEndings('01', '02'), neverLate))).toBe(code);
  });

  it('goes through after its token expired', async () => {
    let now = Date.now();
    const emulator = await emulateOurs({ clock: { ...standing, now: () => now } });
    const gateway = gatewayTo(emulator.url);
    await gateway.send(toEndings('01'), neverLate);
    now += HOUR;
    expect(codeOf(await gateway.send(toEndings('01', '02', '03'), neverLate))).toBe('accepted_each');
    expect(emulator.messages).toHaveLength(4);
  });

  it('is refused when its token expired and no other is to be had', async () => {
    let tokens = 0;
    const { url } = await startSinch(
      (_req, res) => answerExpired(res),
      (req, res) => void ((tokens += 1) === 1 ? giveToken(req, res) : res.writeHead(401).end('{}')),
    );
    const outcome = await gatewayTo(url).send(outgoing({ to: people(100) }), neverLate);
    expect(codeOf(outcome)).toBe('wrong_credentials');
  });
});

describe('an answer of Sinch', () => {
  it.each<[string, Answer, string]>([
    ['404 NOT_FOUND', inWords(404, 'NOT_FOUND'), 'wrong_configuration'],
    ['401 without a word', failing(401, {}), 'project_not_allowed'],
    ['403 without a word', failing(403, {}), 'blocked_account'],
    ['400 without a word', failing(400, {}), 'invalid_content'],
    ['429, however often', inWords(429, 'RESOURCE_EXHAUSTED'), 'sinch_busy'],
    ['500', inWords(500, 'INTERNAL'), 'unclear'],
    ['503', inWords(503, 'UNAVAILABLE'), 'unclear'],
    ['200 without an id', failing(200, {}), 'unclear'],
    ['200 with an id that cannot be one', failing(200, { message_id: '../x' }), 'unclear'],
    ['200 that is no JSON', (_req, res) => void res.end('<html>'), 'unclear'],
    ['nothing at all', () => {}, 'unclear'],
    ['a dropped connection', (req) => req.socket.destroy(), 'unclear'],
  ])('%s', async (_what, answer, code) => {
    const { url } = await startSinch(answer);
    expect(codeOf(await gatewayTo(url, 1000).send(toEndings('01', '02'), () => {}))).toBe(code);
  });

  it.each([
    [inWords(400, 'FAILED_PRECONDITION'), 'FAILED_PRECONDITION'],
    [failing(400, {}), 'HTTP_400'],
    [failing(402, { error: { status: 'not a word' } }), 'HTTP_402'],
    [failing(429, {}), 'HTTP_429'],
  ])('explains the refusal of one recipient', async (answer, reason) => {
    const { url } = await startSinch(async (req, res) => {
      const body = JSON.stringify(await readJson(req));
      if (body.includes(numberEnding('01'))) answerJson(res, 200, { message_id: 'M1' });
      else answer(req, res);
    });
    expect(fatesOf(await gatewayTo(url).send(toEndings('01', '02'), neverLate))).toEqual({
      '01': 'accepted',
      '02': reason,
    });
  });

  it('429 is tried again, when Sinch says so', async () => {
    const waits = vi.spyOn(pace, 'pause');
    for (const header of ['7', new Date(Date.now() + 7000).toUTCString()]) {
      let calls = 0;
      const { url } = await startSinch((_req, res) => {
        if ((calls += 1) > 1) answerJson(res, 200, { message_id: 'M1' });
        else answerJson(res, 429, {}, { 'Retry-After': header });
      });
      expect(codeOf(await gatewayTo(url).send(outgoing(), neverLate))).toBe('accepted_each');
      const [wait] = waits.mock.calls.splice(0)[0]!;
      expect(wait).toBeGreaterThan(5000);
      expect(wait).toBeLessThanOrEqual(7000);
    }
    waits.mockRestore();
  });
});

describe('where nothing left us', () => {
  it('nobody listens for tokens: all are refused after one call', async () => {
    const outcome = await gatewayTo(`http://127.0.0.1:${await freePort()}`).send(
      outgoing({ to: people(1000) }),
      neverLate,
    );
    expect(codeOf(outcome)).toBe('unreachable');
  });

  it('nobody listens at the Conversation API', async () => {
    const { url } = await startSinch(() => {});
    const env = { SINCH_CONVERSATION_URL: `http://127.0.0.1:${await freePort()}` };
    expect(codeOf(await gatewayTo(url, 2000, env).send(toEndings('01', '02'), neverLate))).toBe(
      'unreachable',
    );
  });

  it('a token call that hangs lets a thousand recipients wait once, and the next send not at all', async () => {
    let [tokens, calls] = [0, 0];
    const { url } = await startSinch(
      (_req, res) => answerJson(res, 200, { message_id: `M${(calls += 1)}` }),
      (req, res) => void ((tokens += 1) === 1 || giveToken(req, res)),
    );
    const gateway = gatewayTo(url, 1000);
    const outcome = await gateway.send(outgoing({ to: people(1000) }), neverLate);
    expect([codeOf(outcome), tokens, calls]).toEqual(['unreachable', 1, 0]);
    expect(codeOf(await gateway.send(toEndings('01'), neverLate))).toBe('accepted_each');
  });

  it('a token call that is refused is made once, not a thousand times', async () => {
    let tokens = 0;
    const { url } = await startSinch(
      () => {},
      (_req, res) => {
        tokens += 1;
        res.writeHead(401).end('{}');
      },
    );
    const outcome = await gatewayTo(url).send(outgoing({ to: people(1000) }), neverLate);
    expect([codeOf(outcome), tokens]).toEqual(['wrong_credentials', 1]);
  });
});

describe('an answer that comes late', () => {
  it('is told for its recipient, and settles what was unclear', async () => {
    const answers: (() => void)[] = [];
    const { url } = await startSinch(async (req, res) => {
      const number = /\+\d+/.exec(
        JSON.stringify(await readJson(req).then((body) => (body as { recipient: unknown }).recipient)),
      )![0];
      if (number === numberEnding('01')) answerJson(res, 200, { message_id: 'M01' });
      else answers.push(() => answerJson(res, 200, { message_id: `M${number.slice(-2)}` }));
    });
    const onLate = vi.fn<(outcome: SendOutcome) => void>();
    const outcome = await gatewayTo(url, 1000).send(toEndings('01', '02'), onLate);
    expect(fatesOf(outcome)).toEqual({ '01': 'accepted', '02': 'unclear' });
    for (const answer of answers) answer();
    await vi.waitFor(() => expect(onLate).toHaveBeenCalledTimes(1), { timeout: 10_000 });
    expect(onLate).toHaveBeenCalledWith({
      kind: 'accepted_each',
      recipients: [{ kind: 'accepted', recipient: numberEnding('02'), sinchId: 'M02' }],
      cause: null,
    });
  });

  it('makes an acceptance of a message of which nothing was certain', async () => {
    let answer = (): void => {};
    const { url } = await startSinch(
      (_req, res) => (answer = () => answerJson(res, 200, { message_id: 'M1' })),
    );
    const onLate = vi.fn<(outcome: SendOutcome) => void>();
    expect(codeOf(await gatewayTo(url, 1000).send(outgoing(), onLate))).toBe('unclear');
    answer();
    await vi.waitFor(() => expect(onLate).toHaveBeenCalledTimes(1), { timeout: 10_000 });
    expect(onLate.mock.calls[0]![0]).toMatchObject({
      kind: 'accepted_each',
      recipients: [{ sinchId: 'M1' }],
    });
  });
});

it(
  'a thousand recipients are a thousand calls, of which twenty at most are under way',
  { timeout: 60_000 },
  async () => {
    let [running, most, calls] = [0, 0, 0];
    const { url } = await startSinch((_req, res) => {
      most = Math.max(most, (running += 1));
      res.on('close', () => (running -= 1));
      setImmediate(() => answerJson(res, 200, { message_id: `M${(calls += 1)}` }));
    });
    const outcome = await gatewayTo(url, 10_000).send(outgoing({ to: people(1000) }), neverLate);
    expect(outcome).toMatchObject({ kind: 'accepted_each', cause: null });
    const ids =
      outcome.kind === 'accepted_each'
        ? outcome.recipients.map((one) => one.kind === 'accepted' && one.sinchId)
        : [];
    expect(new Set(ids).size).toBe(1000);
    expect(calls).toBe(1000);
    expect(most).toBeGreaterThan(5);
    expect(most).toBeLessThanOrEqual(20);
  },
);
