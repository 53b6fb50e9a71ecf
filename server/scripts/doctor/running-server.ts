/** Who listens where this server is to listen. */
import { z } from 'zod';
import type { Config } from '../../src/config.ts';
import { callbackHealthSchema, setupSchema, type CallbackHealth, type Setup } from '../../src/contract.ts';
import { jsonOf, statusOf, type Ask } from './ask.ts';

export type Listener =
  /** Nothing does. */
  | { kind: 'none' }
  /** Something that is not this program, or another version of it. */
  | { kind: 'other' }
  /** This program, which cannot take callbacks now. */
  | { kind: 'not_ready'; phase: string }
  | { kind: 'running'; url: string; setup: Setup; health: CallbackHealth | null };

const statusSchema = z.object({ status: z.string() });

export const localUrl = ({ host, port }: Pick<Config, 'host' | 'port'>): string =>
  `http://${host.includes(':') ? `[${host}]` : host}:${port}`;

export const readHealth = async (ask: Ask, url: string): Promise<CallbackHealth | null> =>
  jsonOf(await ask(`${url}/api/callbacks`), callbackHealthSchema);

export async function lookAtPort(config: Pick<Config, 'host' | 'port'>, ask: Ask): Promise<Listener> {
  const url = localUrl(config);
  const up = await ask(`${url}/healthz`);
  if (up.kind === 'silence') return { kind: up.why === 'refused' ? 'none' : 'other' };
  if (jsonOf(up, statusSchema)?.status !== 'ok') return { kind: 'other' };
  const ready = await ask(`${url}/readyz`);
  const phase = jsonOf(ready, statusSchema)?.status;
  if (statusOf(ready) === 503 && phase !== undefined) return { kind: 'not_ready', phase };
  const setup = jsonOf(await ask(`${url}/api/setup`), setupSchema);
  if (setup === null) return { kind: 'other' };
  return { kind: 'running', url, setup, health: await readHealth(ask, url) };
}

/** Whether the server lets a page of this origin in, as a browser would ask. */
export async function allowsOrigin(ask: Ask, url: string, origin: string): Promise<boolean> {
  const headers = { origin, 'access-control-request-method': 'POST' };
  const reply = await ask(`${url}/send-sms`, { method: 'OPTIONS', headers });
  return reply.kind === 'answer' && reply.headers.get('access-control-allow-origin') === origin;
}
