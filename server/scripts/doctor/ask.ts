/** One HTTP request: what came back, or in which way nothing did. Never rejects, and never waits longer than it may. */
import type { z } from 'zod';
import { codeOf } from '../../src/thrown.ts';

/** Why there is no answer. */
type SilenceKind = 'dns' | 'unreachable' | 'refused' | 'timeout' | 'tls' | 'broken';

export interface Answer {
  kind: 'answer';
  status: number;
  headers: Headers;
  /** Its beginning. */
  body: string;
  /** By our clock, halfway between question and answer; milliseconds since 1970. */
  at: number;
}

export interface Silence {
  kind: 'silence';
  why: SilenceKind;
  /** The system's own word for it, such as `ECONNREFUSED`. */
  code: string;
}

export type Reply = Answer | Silence;

export interface Question {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
}

export type Ask = (url: string, question?: Question) => Promise<Reply>;

const MOST_READ = 64 * 1024;

const KINDS: readonly [pattern: RegExp, kind: SilenceKind][] = [
  [/^(ENOTFOUND|EAI_[A-Z]+)$/, 'dns'],
  [/^ECONNREFUSED$/, 'refused'],
  [/^(ENETUNREACH|EHOSTUNREACH|ENETDOWN|EADDRNOTAVAIL)$/, 'unreachable'],
  [/^(TimeoutError|ETIMEDOUT|UND_ERR_[A-Z]+_TIMEOUT)$/, 'timeout'],
  [/CERT|SELF_SIGNED|UNABLE_TO_|^(ERR_TLS_|ERR_SSL_|EPROTO$)/, 'tls'],
];

/** `fetch` hides the reason in the cause of its error; a host with several addresses has one for each. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  if (error.name === 'TimeoutError') return error.name;
  if (error instanceof AggregateError) return reasonOf(error.errors[0]);
  return codeOf(error) ?? (error.cause === undefined ? error.name : reasonOf(error.cause));
}

export function toSilence(error: unknown): Silence {
  const code = reasonOf(error);
  const [, why] = KINDS.find(([pattern]) => pattern.test(code)) ?? [null, 'broken' as const];
  return { kind: 'silence', why, code };
}

async function readBeginning(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= MOST_READ) break;
  }
  return Buffer.concat(chunks).subarray(0, MOST_READ).toString('utf8');
}

export function createAsk(deadlineMs: number, now: () => number, fetcher = fetch): Ask {
  return async (url, { method = 'GET', headers = {}, body = null } = {}) => {
    const askedAt = now();
    try {
      const signal = AbortSignal.timeout(deadlineMs);
      // A redirect is an answer: Sinch need not follow it.
      const response = await fetcher(url, { method, headers, body, signal, redirect: 'manual' });
      const at = (askedAt + now()) / 2;
      const { status } = response;
      return { kind: 'answer', status, headers: response.headers, body: await readBeginning(response), at };
    } catch (error) {
      return toSilence(error);
    }
  };
}

/** What the body says, where it is the JSON that was expected. */
export function jsonOf<T>(reply: Reply | null, schema: z.ZodType<T>): T | null {
  if (reply?.kind !== 'answer') return null;
  try {
    return schema.safeParse(JSON.parse(reply.body)).data ?? null;
  } catch {
    return null;
  }
}

export const statusOf = (reply: Reply | null): number | null =>
  reply?.kind === 'answer' ? reply.status : null;

const SILENCES: Record<SilenceKind, string> = {
  dns: 'its name cannot be looked up: there is no such name, or no network here',
  unreachable: 'there is no way to it from this network',
  refused: 'nothing listens there',
  timeout: 'it does not answer in time',
  tls: 'no secure connection can be made',
  broken: 'the connection breaks off',
};

/** Such as `auth.sinch.com: nothing listens there (ECONNREFUSED)`. */
export const describeSilence = (url: string, { why, code }: Silence): string =>
  `${new URL(url).host}: ${SILENCES[why]} (${code})`;
