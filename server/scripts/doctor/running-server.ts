/** Who listens where this server is to listen. */
import { z } from 'zod';
import type { Config } from '../../src/config.ts';
import {
  callbackHealthSchema,
  problemSchema,
  setupSchema,
  type CallbackHealth,
  type Setup,
} from '../../src/contract.ts';
import { jsonOf, statusOf, type Ask } from './ask.ts';

export type Listener =
  /** Nothing does. */
  | { kind: 'none' }
  /** Something that is not this program, or another version of it. */
  | { kind: 'other' }
  /** This program, which cannot take callbacks now. */
  | { kind: 'not_ready'; phase: string }
  /** This program, started with other access tokens than are set now. */
  | { kind: 'locked' }
  | { kind: 'running'; url: string; setup: Setup; health: CallbackHealth | null };

const statusSchema = z.object({ status: z.string() });

/** Where a server that listens on every address is reached from its own machine. */
const OWN_ADDRESS: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' };

export function localUrl({ host, port }: Pick<Config, 'host' | 'port'>): string {
  const own = OWN_ADDRESS[host] ?? host;
  return `http://${own.includes(':') ? `[${own}]` : own}:${port}`;
}

/** Shows the first access token to the API of this machine's server, and to nobody else. */
export function withAccess(ask: Ask, config: Pick<Config, 'host' | 'port' | 'access'>): Ask {
  const [first] = config.access.tokens;
  if (first === undefined) return ask;
  const own = localUrl(config);
  const isOurs = (url: string): boolean => url === `${own}/send-sms` || url.startsWith(`${own}/api/`);
  const authorization = `Bearer ${first.token}`;
  return (url, question = {}) =>
    ask(url, isOurs(url) ? { ...question, headers: { ...question.headers, authorization } } : question);
}

export const readHealth = async (ask: Ask, url: string): Promise<CallbackHealth | null> =>
  jsonOf(await ask(`${url}/api/callbacks`), callbackHealthSchema);

/** Whether an instant of the health is not before `at`. */
export const isSince = (instant: string | null | undefined, at: number): boolean =>
  typeof instant === 'string' && Date.parse(instant) >= at;

export async function lookAtPort(config: Pick<Config, 'host' | 'port'>, ask: Ask): Promise<Listener> {
  const url = localUrl(config);
  const up = await ask(`${url}/healthz`);
  if (up.kind === 'silence') return { kind: up.why === 'refused' ? 'none' : 'other' };
  if (jsonOf(up, statusSchema)?.status !== 'ok') return { kind: 'other' };
  const ready = await ask(`${url}/readyz`);
  const phase = jsonOf(ready, statusSchema)?.status;
  if (statusOf(ready) === 503 && phase !== undefined) return { kind: 'not_ready', phase };
  const answer = await ask(`${url}/api/setup`);
  if (jsonOf(answer, problemSchema)?.code === 'unauthorized') return { kind: 'locked' };
  const setup = jsonOf(answer, setupSchema);
  if (setup === null) return { kind: 'other' };
  return { kind: 'running', url, setup, health: await readHealth(ask, url) };
}

/** Whether the server lets a page of this origin in, as a browser would ask. */
export async function allowsOrigin(ask: Ask, url: string, origin: string): Promise<boolean> {
  const headers = { origin, 'access-control-request-method': 'POST' };
  const reply = await ask(`${url}/send-sms`, { method: 'OPTIONS', headers });
  return reply.kind === 'answer' && reply.headers.get('access-control-allow-origin') === origin;
}
