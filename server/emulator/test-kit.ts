/** What the emulator's tests share: the official SDK pointed at it, a receiver for its callbacks, a clock that runs. */
import { createServer } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { SinchClient, SmsCallbackWebhooks } from '@sinch/sdk-core';
import type { Sms } from '@sinch/sdk-core';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { startEmulator } from './emulator.ts';
import type { Emulator } from './emulator.ts';
import type { EmulatorOptions } from './options.ts';
import type { Clock } from './scheduler.ts';

export const SECRET = 'a webhook secret for tests';
export const PROJECT = { projectId: 'project-1', keyId: 'key-1', keySecret: 'key-secret-1' };
export const APP = 'app-1';
export const PLAN = { servicePlanId: 'plan-1', apiToken: 'plan-token-1' };

export async function emulate(options: Partial<EmulatorOptions> = {}): Promise<Emulator> {
  const emulator = await startEmulator({
    webhookSecret: SECRET,
    credentials: { project: PROJECT, plan: PLAN },
    conversationAppId: APP,
    clock: runningClock(),
    ...options,
  });
  onTestFinished(() => emulator.close());
  return emulator;
}

/** The unmodified SDK; only its host names are the emulator's. */
export function sinchSdk({ url }: Pick<Emulator, 'url'>, credentials: object = PROJECT) {
  const hosts = { smsRegion: 'us', authHostname: url, smsHostname: url, logger: null };
  return new SinchClient({ ...credentials, ...hosts }).sms;
}

export function textTo(to: readonly string[], more: Partial<Sms.TextRequest> = {}) {
  const sendSMSRequestBody: Sms.TextRequest = {
    to: [...to],
    from: '+15550001111',
    body: 'Hello',
    type: 'mt_text',
    ...more,
  };
  return { sendSMSRequestBody };
}

/** The unmodified SDK's Conversation API. */
function conversationApi({ url }: Pick<Emulator, 'url'>, credentials: object) {
  const hosts = { conversationRegion: 'us', authHostname: url, conversationHostname: url, logger: null };
  return new SinchClient({ ...credentials, ...hosts }).conversation;
}

export const conversationSdk = (emulator: Pick<Emulator, 'url'>, credentials: object = PROJECT) =>
  conversationApi(emulator, credentials).messages;

export const appSdk = (emulator: Pick<Emulator, 'url'>, credentials: object = PROJECT) =>
  conversationApi(emulator, credentials).app;

type SendRequest = Parameters<ReturnType<typeof conversationSdk>['sendTextMessage']>[0];

export function messageTo(
  identity: string,
  more: Partial<SendRequest['sendMessageRequestBody']> = {},
): SendRequest {
  return {
    sendMessageRequestBody: {
      app_id: APP,
      message: { text_message: { text: 'Hello' } },
      recipient: { identified_by: { channel_identities: [{ channel: 'SMS', identity }] } },
      channel_properties: { SMS_SENDER: '+15550001111' },
      message_metadata: 'our-id',
      correlation_id: 'our-id',
      ...more,
    },
  };
}

const reportSchema = z.looseObject({
  type: z.string().optional(),
  batch_id: z.string().optional(),
  recipient: z.string().optional(),
  status: z.string().optional(),
  code: z.number().optional(),
  at: z.string().optional(),
  event_time: z.string().optional(),
  message_delivery_report: z.looseObject({ status: z.string() }).optional(),
});

export interface Received {
  readonly body: string;
  readonly headers: IncomingHttpHeaders;
  readonly report: z.infer<typeof reportSchema>;
  /** What the SDK's own validator says of the signature. */
  readonly genuine: boolean;
}

export interface Receiver {
  readonly url: string;
  readonly received: Received[];
  /** Requests whose body did not arrive whole. */
  readonly broken: { count: number };
}

type Answer = number | 'hang' | 'reset';

/** Answers the nth callback (from 1) with what `answer` says. */
export async function receive(
  answer: (nth: number, one: Received) => Answer = () => 200,
  secret = SECRET,
): Promise<Receiver> {
  const received: Received[] = [];
  const broken = { count: 0 };
  const validator = new SmsCallbackWebhooks(secret);
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('error', () => (broken.count += 1));
    req.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const genuine = validator.validateAuthenticationHeader(req.headers, body, req.url ?? '', 'POST');
      const one = { body, headers: req.headers, genuine, report: reportSchema.catch({}).parse(jsonOf(body)) };
      received.push(one);
      const status = answer(received.length, one);
      if (status === 'reset') req.socket.destroy();
      else if (status !== 'hang') res.writeHead(status, { location: '/elsewhere' }).end(`answer ${status}`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return { url: `http://127.0.0.1:${port}/callbacks`, received, broken };
}

/** A body that was tampered with need not be JSON any more. */
function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return {};
  }
}

/** A clock that stands still until `next` makes it jump to whatever is due next. */
interface HandClock extends Clock {
  /** Whether there was something due. */
  readonly next: () => boolean;
}

export function handClock(start = Date.now()): HandClock {
  const due = new Set<{ readonly at: number; readonly task: () => void }>();
  let now = start;

  function next(): boolean {
    const [first, ...others] = due;
    if (!first) return false;
    const earliest = others.reduce((one, other) => (other.at < one.at ? other : one), first);
    due.delete(earliest);
    now = Math.max(now, earliest.at);
    earliest.task();
    return true;
  }

  function after(ms: number, task: () => void): () => void {
    const timer = { at: Math.ceil(now + ms), task };
    due.add(timer);
    return () => void due.delete(timer);
  }

  return { now: () => now, after, next };
}

/** A clock that jumps by itself, so that 22 hours of retries take milliseconds. */
export function runningClock(start = Date.now()): Clock {
  const clock = handClock(start);
  let turning = false;

  function wind(): void {
    if (turning) return;
    turning = true;
    setImmediate(() => {
      turning = false;
      if (clock.next()) wind();
    });
  }

  function after(ms: number, task: () => void): () => void {
    wind();
    return clock.after(ms, task);
  }

  return { now: clock.now, after };
}
