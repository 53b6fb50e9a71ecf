/** The only place that talks to the server: every answer is parsed here, once, and trusted from then on. */
import type { Message, MessagePage, SendRequest, Setup } from '@sinch-callback-app/server/contract';
import { Refused, Unreachable, Unreadable } from './api-errors.ts';
import { isMessage, isMessagePage, isProblem, isSetup } from './parse.ts';
import type { Guard } from './parse.ts';

const READ_TIMEOUT = 10_000;
/** Longer than the server gives Sinch, so that the server's own verdict arrives here. */
const SEND_TIMEOUT = 60_000;

async function request<T>(is: Guard<T>, path: string, init: RequestInit, timeout: number): Promise<T> {
  const limit = AbortSignal.timeout(timeout);
  const signal = init.signal ? AbortSignal.any([init.signal, limit]) : limit;
  const [response, text] = await exchange(path, { ...init, signal }).catch((cause: unknown) => {
    throw init.signal?.aborted ? cause : new Unreachable({ cause });
  });
  if (response.ok) return read(is, text);
  throw new Refused(read(isProblem, text), secondsToWait(response));
}

async function exchange(path: string, init: RequestInit): Promise<[Response, string]> {
  const response = await fetch(`${API_ORIGIN}${path}`, init);
  return [response, await response.text()];
}

function read<T>(is: Guard<T>, text: string): T {
  const value = parseJson(text);
  if (!is(value)) throw new Unreadable();
  return value;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Unreadable({ cause });
  }
}

function secondsToWait(response: Response): number | null {
  const seconds = Number.parseInt(response.headers.get('retry-after') ?? '', 10);
  return Number.isNaN(seconds) ? null : seconds;
}

export function sendSms(body: SendRequest, idempotencyKey: string): Promise<Message> {
  const headers = { 'content-type': 'application/json', 'idempotency-key': idempotencyKey };
  const init = { method: 'POST', headers, body: JSON.stringify(body) };
  return request(isMessage, '/send-sms', init, SEND_TIMEOUT);
}

export function getMessage(id: string, signal: AbortSignal): Promise<Message> {
  return request(isMessage, `/api/messages/${encodeURIComponent(id)}`, { signal }, READ_TIMEOUT);
}

export function listMessages(after: string | null, signal: AbortSignal): Promise<MessagePage> {
  const query = new URLSearchParams({ limit: '20', ...(after !== null && { after }) });
  return request(isMessagePage, `/api/messages?${query}`, { signal }, READ_TIMEOUT);
}

export function getSetup(signal: AbortSignal): Promise<Setup> {
  return request(isSetup, '/api/setup', { signal }, READ_TIMEOUT);
}
