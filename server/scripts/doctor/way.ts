/** Sends canaries the way that Sinch's callbacks take, and notes what became of them. */
import { WEBHOOK_PATH, type Config } from '../../src/config.ts';
import type { Diagnosis } from '../../src/contract.ts';
import type { Ask, Reply } from './ask.ts';
import { signedCanary, unsignedCanary, type Canary } from './canary.ts';
import { listenForCanaries, type Arrival, type CanaryPost } from './canary-post.ts';
import { isSince, readHealth, type Listener } from './running-server.ts';

/** What became of one canary. */
export interface Trial {
  canary: Canary;
  reply: Reply;
  /** What arrived, where the doctor itself listened. */
  arrival: Arrival | null;
  /** Whether the running server verified it; null where it does not tell. */
  seen: boolean | null;
  /** What the running server holds against a signature that failed just now. */
  diagnosis: Diagnosis['code'] | null;
}

export interface Way {
  url: string;
  /** Who was there to receive. */
  receiver: 'server' | 'doctor';
  /** What the running server said to a canary that took no way at all. */
  direct: Reply | null;
  trials: readonly Trial[];
  /** What was said to one without a signature; null where nothing good came before. */
  forgery: Reply | null;
}

export type Running = Extract<Listener, { kind: 'running' }>;

/** Enough to meet each of two servers that take turns. */
const TRIALS = 4;

const post = (ask: Ask, url: string, { headers, body }: Canary): Promise<Reply> =>
  ask(url, { method: 'POST', headers: { ...headers }, body: new Uint8Array(body) });

export interface WayDeps {
  config: Config;
  ask: Ask;
  now: () => number;
  pause: (milliseconds: number) => Promise<unknown>;
}

type Send = (canary: Canary) => Promise<Trial>;

async function sendAll(deps: WayDeps, send: Send): Promise<Pick<Way, 'trials' | 'forgery'>> {
  const [secret = ''] = deps.config.webhook.secrets;
  const trials: Trial[] = [];
  while (trials.length < TRIALS) {
    const trial = await send(signedCanary(secret, deps.now()));
    trials.push(trial);
    if (trial.reply.kind === 'silence') break;
  }
  const anyTaken = trials.some(({ reply }) => reply.kind === 'answer' && reply.status === 200);
  return { trials, forgery: anyTaken ? (await send(unsignedCanary())).reply : null };
}

/** To the server that runs, which tells by itself when it last verified a callback. */
export async function walkToServer(url: string, { url: own }: Running, deps: WayDeps): Promise<Way> {
  const { ask, now, config, pause } = deps;
  const direct = await post(ask, own + WEBHOOK_PATH, signedCanary(config.webhook.secrets[0] ?? '', now()));
  const send: Send = async (canary) => {
    // The server's instants are in milliseconds, and the one before must not pass for this one.
    await pause(5);
    const askedAt = Math.floor(now());
    const reply = await post(ask, url, canary);
    const health = await readHealth(ask, own);
    const current = health?.secrets.find(({ name }) => name === 'current');
    const seen = health === null ? null : isSince(current?.lastMatchedAt, askedAt);
    const failed = isSince(health?.diagnosis?.at, askedAt) ? health?.diagnosis?.code : null;
    return { canary, reply, arrival: null, seen, diagnosis: failed ?? null };
  };
  // A server that takes none even so would take none on the long way either.
  const isTaken = direct.kind === 'answer' && direct.status === 200;
  const results = isTaken ? await sendAll(deps, send) : { trials: [], forgery: null };
  return { url, receiver: 'server', direct, ...results };
}

async function walkToPost(url: string, canaries: CanaryPost, deps: WayDeps): Promise<Way> {
  const send: Send = async (canary) => {
    canaries.expect(canary);
    const reply = await post(deps.ask, url, canary);
    const arrival = canaries.arrivals.find((one) => one.canary === canary) ?? null;
    return { canary, reply, arrival, seen: null, diagnosis: null };
  };
  return { url, receiver: 'doctor', direct: null, ...(await sendAll(deps, send)) };
}

/** Where no server runs, the doctor listens in its place meanwhile. Null when it cannot. */
export async function walkToDoctor(url: string, deps: WayDeps): Promise<Way | null> {
  const canaries = await listenForCanaries(deps.config, deps.now);
  if (canaries === null) return null;
  try {
    return await walkToPost(url, canaries, deps);
  } finally {
    await canaries.close();
  }
}
