/** The only place that talks to the server: every answer is parsed here, once, and trusted from then on. */
import type {
  Budget,
  CallbackHealth,
  Message,
  MessageFilter,
  MessagePage,
  Problem,
  ReplyPage,
  SendRequest,
  Session,
  Setup,
} from '@sinch-callback-app/server/contract';
import { isUnauthorized, Refused, Unreachable, Unreadable } from './api-errors.ts';
import {
  completeMessage,
  completeMessagePage,
  completeSetup,
  isBudget,
  isCallbackHealth,
  isMessage,
  isMessagePage,
  isProblem,
  isReplyPage,
  isSession,
  isSetup,
} from './parse.ts';
import type { Completion } from './parse.ts';
import type { Guard } from './parse-basics.ts';

/** What an answer must be. */
export interface Expected<T> {
  is: Guard<T>;
  complete?: Completion;
}

const MESSAGE: Expected<Message> = { is: isMessage, complete: completeMessage };
const SESSION: Expected<Session> = { is: isSession };
const PROBLEM: Expected<Problem> = { is: isProblem };

const READ_TIMEOUT = 10_000;
/** Longer than the server gives Sinch, so that the server's own verdict arrives here. */
const SINCH_TIMEOUT = 90_000;

async function request<T>(
  expected: Expected<T>,
  path: string,
  init: RequestInit,
  timeout: number,
): Promise<T> {
  return judge(expected, await exchangeWithin(path, init, timeout));
}

type Exchange = [response: Response, text: string];

async function exchangeWithin(path: string, init: RequestInit, timeout: number): Promise<Exchange> {
  const limit = AbortSignal.timeout(timeout);
  const signal = init.signal ? AbortSignal.any([init.signal, limit]) : limit;
  return exchange(path, { ...init, signal }).catch((cause: unknown) => {
    throw init.signal?.aborted ? cause : new Unreachable({ cause });
  });
}

function judge<T>(expected: Expected<T>, [response, text]: Exchange): T {
  if (response.ok) return read(expected, text);
  const problem = read(PROBLEM, text);
  if (isUnauthorized(problem)) for (const listener of unauthorizedListeners) listener();
  throw new Refused(problem, secondsToWait(response));
}

const unauthorizedListeners = new Set<() => void>();

/** Calls when the server wants a login, whatever was asked of it. Returns what ends that. */
export function onUnauthorized(listener: () => void): () => void {
  unauthorizedListeners.add(listener);
  return () => void unauthorizedListeners.delete(listener);
}

async function exchange(path: string, init: RequestInit): Promise<Exchange> {
  // In development the server has another origin than the page, and its cookie goes along all the same.
  const response = await fetch(`${API_ORIGIN}${path}`, { ...init, credentials: 'include' });
  return [response, await response.text()];
}

function read<T>({ is, complete }: Expected<T>, text: string): T {
  const value = complete === undefined ? parseJson(text) : complete(parseJson(text));
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

/** Views that are loaded when they are shown bring their own questions, and checks of the answers. */
export const ask = <T>(expected: Expected<T>, path: string, signal: AbortSignal): Promise<T> =>
  request(expected, path, { signal }, READ_TIMEOUT);

/** Only JSON is taken: no form of a foreign page can send it. */
const JSON_TYPE = { 'content-type': 'application/json' };

function post<T>(
  expected: Expected<T>,
  path: string,
  body: object,
  timeout: number,
  headers: Record<string, string> = {},
): Promise<T> {
  const init = { method: 'POST', headers: { ...JSON_TYPE, ...headers }, body: JSON.stringify(body) };
  return request(expected, path, init, timeout);
}

export const sendSms = (body: SendRequest, idempotencyKey: string): Promise<Message> =>
  post(MESSAGE, '/send-sms', body, SINCH_TIMEOUT, { 'idempotency-key': idempotencyKey });

const pathOf = (id: string): string => `/api/messages/${encodeURIComponent(id)}`;
const pageQuery = (after: string | null, limit = 20): URLSearchParams =>
  new URLSearchParams({ limit: String(limit), ...(after !== null && { after }) });

const setFields = (filter: MessageFilter): [string, string][] =>
  Object.entries(filter).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));

export const getMessage = (id: string, signal: AbortSignal): Promise<Message> =>
  ask(MESSAGE, pathOf(id), signal);

const UNCHANGED = 304;

/** With only those recipients that changed after that version; null: nothing did. */
export async function getMessageSince(
  id: string,
  version: number,
  signal: AbortSignal,
): Promise<Message | null> {
  const headers = { 'if-none-match': `"${version}"` };
  const path = `${pathOf(id)}?since=${version}`;
  const answer = await exchangeWithin(path, { headers, signal }, READ_TIMEOUT);
  return answer[0].status === UNCHANGED ? null : judge(MESSAGE, answer);
}

export const cancelMessage = (id: string): Promise<Message> =>
  post(MESSAGE, `${pathOf(id)}/cancel`, {}, SINCH_TIMEOUT);

export function listMessages(
  filter: MessageFilter,
  { after, limit }: { after: string | null; limit?: number },
  signal: AbortSignal,
): Promise<MessagePage> {
  const query = new URLSearchParams([...pageQuery(after, limit), ...setFields(filter)]);
  return ask({ is: isMessagePage, complete: completeMessagePage }, `/api/messages?${query}`, signal);
}

/** Where the browser itself fetches all messages that fit. */
export function csvAddress(filter: MessageFilter): string {
  const query = new URLSearchParams(setFields(filter)).toString();
  return `${API_ORIGIN}/api/messages.csv${query && `?${query}`}`;
}

/** All that came from one number, whichever message it answers. */
export const listRepliesFrom = (number: string, signal: AbortSignal): Promise<ReplyPage> =>
  ask({ is: isReplyPage }, `/api/replies?${new URLSearchParams({ limit: '20', number })}`, signal);

export const listReplies = (id: string, after: string | null, signal: AbortSignal): Promise<ReplyPage> =>
  ask({ is: isReplyPage }, `${pathOf(id)}/replies?${pageQuery(after)}`, signal);

export const getSetup = (signal: AbortSignal): Promise<Setup> =>
  ask({ is: isSetup, complete: completeSetup }, '/api/setup', signal);

export const getCallbackHealth = (signal: AbortSignal): Promise<CallbackHealth> =>
  ask({ is: isCallbackHealth }, '/api/callbacks', signal);

export const getBudget = (signal: AbortSignal): Promise<Budget> =>
  ask({ is: isBudget }, '/api/budget', signal);

export const getSession = (signal: AbortSignal): Promise<Session> => ask(SESSION, '/api/session', signal);

export const logIn = (token: string): Promise<Session> =>
  post(SESSION, '/api/login', { token }, READ_TIMEOUT);

export const logOut = (): Promise<Session> => post(SESSION, '/api/logout', {}, READ_TIMEOUT);
