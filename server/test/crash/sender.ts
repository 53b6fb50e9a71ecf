/** Posts callbacks as Sinch does: the same bytes, nonce and signature again until somebody says 200. */
import { Agent, request } from 'node:http';
import type { Callback } from './load.ts';

export const CONNECTIONS = 24;
/** Sinch's first retry, a hundred times faster. */
const RETRY_AFTER_MS = 50;
const ANSWER_TIMEOUT_MS = 15_000;

/** What became of a callback so far. */
export interface Posted {
  readonly callback: Callback;
  attempts: number;
  acknowledged: boolean;
}

export interface Sender {
  readonly posted: readonly Posted[];
  /** How often which answer came; `lost` where the connection broke. */
  readonly answers: ReadonlyMap<number | 'lost', number>;
  add(callbacks: readonly Callback[]): void;
  acknowledged(): number;
  /** Resolves as soon as so many are acknowledged; rejects at an answer after which Sinch would never retry. */
  reaches(count: number): Promise<void>;
  close(): void;
}

const isTemporary = (answer: number | 'lost'): boolean =>
  answer === 'lost' || answer === 429 || answer >= 500;

export function createSender(url: string): Sender {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const posted: Posted[] = [];
  const answers = new Map<number | 'lost', number>();
  const waiting: { count: number; resolve: () => void; reject: (error: Error) => void }[] = [];
  let queue: Posted[] = [];
  let underWay = 0;
  let acknowledged = 0;
  let closed = false;

  function post({ callback }: Posted): Promise<number | 'lost'> {
    return new Promise((resolve) => {
      const { body, headers } = callback;
      const outgoing = request(`${url}/webhooks/sinch/delivery`, {
        method: 'POST',
        agent,
        headers: { ...headers, 'content-length': body.length },
        timeout: ANSWER_TIMEOUT_MS,
      });
      outgoing.on('timeout', () => outgoing.destroy());
      outgoing.on('error', () => resolve('lost'));
      outgoing.on('response', (response) => {
        response.resume();
        // An answer counts once it is whole.
        response.on('end', () => resolve(response.statusCode ?? 'lost'));
        response.on('error', () => resolve('lost'));
      });
      outgoing.end(body);
    });
  }

  function tell(): void {
    for (const one of waiting.filter(({ count }) => acknowledged >= count)) {
      waiting.splice(waiting.indexOf(one), 1);
      one.resolve();
    }
  }

  async function work(one: Posted): Promise<void> {
    one.attempts += 1;
    const answer = await post(one);
    answers.set(answer, (answers.get(answer) ?? 0) + 1);
    if (answer === 200) {
      if (!one.acknowledged) acknowledged += 1;
      one.acknowledged = true;
      tell();
    } else if (isTemporary(answer)) {
      setTimeout(() => {
        queue.push(one);
        pump();
      }, RETRY_AFTER_MS);
    } else {
      for (const { reject } of waiting.splice(0)) reject(new Error(`a callback was answered ${answer}`));
    }
  }

  function pump(): void {
    while (underWay < CONNECTIONS) {
      const one = closed ? undefined : queue.shift();
      if (one === undefined) return;
      underWay += 1;
      void work(one).finally(() => {
        underWay -= 1;
        pump();
      });
    }
  }

  return {
    posted,
    answers,
    add: (callbacks) => {
      const more = callbacks.map((callback) => ({ callback, attempts: 0, acknowledged: false }));
      posted.push(...more);
      queue = [...queue, ...more];
      pump();
    },
    acknowledged: () => acknowledged,
    reaches: (count) =>
      new Promise((resolve, reject) => {
        waiting.push({ count, resolve, reject });
        tell();
      }),
    close: () => {
      closed = true;
      queue = [];
      agent.destroy();
    },
  };
}
