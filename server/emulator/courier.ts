import type { Post, PostManner } from './post.ts';
import type { Outcome } from './retries.ts';
import type { Scheduler } from './scheduler.ts';
import { createGate } from './gate.ts';
import { retryDelay } from './retries.ts';
import { pushBounded } from './ring.ts';
import { signatureHeaders } from './signature.ts';

const MAX_ATTEMPTS_KEPT = 5_000;
const CONNECTIONS = 20;

export interface Callback {
  readonly batchId: string;
  readonly recipient: string | null;
  readonly status: string | null;
  readonly url: string;
  readonly body: Buffer;
  readonly signed: 'right' | 'wrong' | 'not';
  readonly firstLost: boolean;
}

/** One callback attempt, and what the receiver made of it. Times are milliseconds since 1970. */
export interface Attempt {
  readonly callback: Callback;
  readonly attempt: number;
  readonly sentAt: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly outcome: Outcome;
  readonly nextRetryAt: number | null;
}

export interface CourierOptions {
  readonly post: Post;
  readonly scheduler: Scheduler;
  readonly secret: string;
  readonly resignRetries: boolean;
  readonly random?: (() => number) | undefined;
}

export interface Courier {
  readonly attempts: readonly Attempt[];
  /** Settles with the outcome of the first attempt; retries go on behind it. */
  deliver(callback: Callback, repeats?: number): Promise<void>;
}

export function createCourier(options: CourierOptions): Courier {
  const { scheduler } = options;
  const attempts: Attempt[] = [];
  const gate = createGate(CONNECTIONS);

  function headersOf({ body, signed }: Callback): Record<string, string> {
    if (signed === 'not') return {};
    const secret = signed === 'right' ? options.secret : `not ${options.secret}`;
    return signatureHeaders(body, secret, scheduler.now(), options.random);
  }

  async function attemptOnce(callback: Callback, attempt: number, before?: Attempt): Promise<Attempt> {
    const headers =
      before && !options.resignRetries
        ? before.headers
        : { 'content-type': 'application/json', ...headersOf(callback) };
    const manner: PostManner = callback.firstLost && attempt === 1 ? 'cut' : 'whole';
    const sentAt = scheduler.now();
    const outcome = await options.post({ url: callback.url, headers, body: callback.body, manner });
    const delay = retryDelay(outcome, attempt);
    const nextRetryAt = delay === null ? null : scheduler.now() + scheduler.scaled(delay);
    const made = { callback, attempt, sentAt, headers, outcome, nextRetryAt };
    pushBounded(attempts, made, MAX_ATTEMPTS_KEPT);
    if (delay !== null) scheduler.after(delay, () => void send(callback, attempt + 1, made));
    return made;
  }

  function send(callback: Callback, attempt: number, before?: Attempt): Promise<Attempt> {
    return scheduler.track(gate(() => attemptOnce(callback, attempt, before)));
  }

  /** A repeat is what a lost answer looks like to the receiver, so it is signed as a retry would be. */
  async function deliver(callback: Callback, repeats = 0): Promise<void> {
    const first = await send(callback, 1);
    for (let repeat = 0; repeat < repeats; repeat += 1) void send(callback, 1, first);
  }

  return { attempts, deliver };
}
