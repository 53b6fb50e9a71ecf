import type { Callback, Mishap } from './callback.ts';
import type { Ledger } from './ledger.ts';
import type { Post } from './post.ts';
import type { Outcome } from './retries.ts';
import type { Scheduler } from './scheduler.ts';
import { createGate } from './gate.ts';
import { retryDelay } from './retries.ts';
import { pushBounded } from './ring.ts';
import { signatureHeaders } from './signature.ts';

const MAX_ATTEMPTS_KEPT = 5_000;
const CONNECTIONS = 20;

/** One callback attempt, and what the receiver made of it. Times are milliseconds since 1970. */
export interface Attempt {
  readonly callback: Callback;
  readonly attempt: number;
  readonly sentAt: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly mishap: Mishap['kind'] | null;
  readonly outcome: Outcome;
  readonly nextRetryAt: number | null;
}

interface CourierOptions {
  readonly post: Post;
  readonly scheduler: Scheduler;
  readonly ledger: Ledger;
  readonly resignRetries: boolean;
  readonly random?: (() => number) | undefined;
}

export interface Courier {
  /** Settles with the outcome of the first attempt; retries go on behind it. */
  deliver(callback: Callback, repeats?: number): Promise<void>;
}

export function createCourier(options: CourierOptions): Courier & { readonly attempts: readonly Attempt[] } {
  const { scheduler, ledger } = options;
  const attempts: Attempt[] = [];
  const gate = createGate(CONNECTIONS);

  function headersOf({ body, secret, signed }: Callback): Record<string, string> {
    if (signed === 'not') return {};
    const key = signed === 'right' ? secret : `not ${secret}`;
    return signatureHeaders(body, key, scheduler.now(), options.random);
  }

  async function travel(callback: Callback, headers: Attempt['headers'], mishap?: Mishap): Promise<Outcome> {
    const { url, body } = callback;
    const manner = mishap?.kind === 'cut' ? 'cut' : 'whole';
    const changed = mishap?.kind === 'tampered' ? tamper(body, mishap.at) : body;
    const outcome = await options.post({ url, headers, body: changed, manner });
    if (manner === 'whole' && changed === body) {
      ledger.note(callback, outcome.kind === 'answered' ? outcome.status : null);
    }
    return mishap?.kind === 'deaf' ? { kind: 'lost', error: 'the answer was lost on its way' } : outcome;
  }

  async function attemptOnce(callback: Callback, attempt: number, before?: Attempt): Promise<Attempt> {
    const headers =
      before && !options.resignRetries
        ? before.headers
        : { 'content-type': 'application/json', ...headersOf(callback) };
    const mishap = callback.mishaps[attempt - 1];
    const sentAt = scheduler.now();
    const outcome = await travel(callback, headers, mishap);
    // What befell it on the way is no refusal, whatever the receiver said of a changed body.
    const delay = retryDelay(mishap ? { kind: 'lost', error: mishap.kind } : outcome, attempt);
    const nextRetryAt = delay === null ? null : scheduler.now() + scheduler.scaled(delay);
    const made = { callback, attempt, sentAt, headers, mishap: mishap?.kind ?? null, outcome, nextRetryAt };
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
    for (let repeat = 0; repeat < repeats; repeat += 1) void send({ ...callback, mishaps: [] }, 1, first);
  }

  return { attempts, deliver };
}

function tamper(body: Buffer, at: number): Buffer {
  const changed = Buffer.from(body);
  const index = Math.floor(at * body.byteLength);
  changed[index] = (changed[index] ?? 0) ^ 1;
  return changed;
}
