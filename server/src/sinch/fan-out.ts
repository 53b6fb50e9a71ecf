/** One call for each recipient: not too many at a time, not for ever, and none that is bound to fail. */
import pMap from 'p-map';
import type { Refusal, RefusalCode } from '../contract.ts';
import { refusal } from './refusal.ts';

/** How one recipient fared. `cause` is for the log only. */
export type Attempt =
  | { kind: 'accepted'; sinchId: string }
  | RefusedAttempt
  /** Perhaps sent: the answer was lost. */
  | { kind: 'unclear'; cause: string };

/** Certainly not sent. */
export interface RefusedAttempt {
  kind: 'refused';
  refusal: Refusal;
  /** In one word, Sinch's own where it said one. */
  reason: string;
  /** There was no token to ask with. */
  tokenless: boolean;
  /** How long Sinch wants us to wait, where it says so. */
  retryAfterMs: number | null;
  cause: string;
}

export interface Pace {
  now: () => number;
  pause: (ms: number) => Promise<void>;
  /** From 0 to 1. */
  random: () => number;
}

/** Far below the 800 requests a second that Sinch takes of a project (docs/sinch.md, "The Conversation API"). */
const AT_A_TIME = 20;
/** No call begins later than this after the first: somebody is waiting for the answer. */
export const WINDOW_MS = 60_000;
const MAX_TRIES = 4;
const FIRST_WAIT_MS = 500;

/** What stands in the way of one recipient stands in the way of all. */
const FOR_ALL: ReadonlySet<RefusalCode> = new Set([
  'wrong_credentials',
  'project_not_allowed',
  'wrong_configuration',
]);

const NOT_TRIED: RefusedAttempt = {
  kind: 'refused',
  refusal: refusal('sinch_busy'),
  reason: 'NOT_TRIED',
  tokenless: false,
  retryAfterMs: null,
  cause: `its turn did not come within ${WINDOW_MS} ms`,
};

const isBusy = (result: Attempt): result is RefusedAttempt =>
  result.kind === 'refused' && result.refusal.code === 'sinch_busy' && !result.tokenless;

/** Longer each time, and never the same for two, or those that were too many would meet again. */
function waitAfter(tries: number, { retryAfterMs }: RefusedAttempt, random: () => number): number {
  const step = FIRST_WAIT_MS * 2 ** (tries - 1);
  return (retryAfterMs ?? step) + random() * step;
}

/** Tells `note` of each recipient once. What Sinch is too busy for is tried again. */
export async function fanOut(
  recipients: readonly string[],
  attempt: (recipient: string) => Promise<Attempt>,
  note: (recipient: string, result: Attempt) => void,
  { now, pause, random }: Pace,
): Promise<void> {
  const end = now() + WINDOW_MS;
  let wall: RefusedAttempt | null = null;
  let isOneAccepted = false;

  const remember = (result: Attempt): void => {
    isOneAccepted ||= result.kind === 'accepted';
    if (result.kind !== 'refused') return;
    // Once one was accepted, a fault of configuration is none: only that one call was refused.
    if (result.tokenless || (FOR_ALL.has(result.refusal.code) && !isOneAccepted)) wall ??= result;
  };

  const patiently = async (recipient: string): Promise<Attempt> => {
    for (let tries = 1; ; tries += 1) {
      if (wall !== null) return wall;
      if (now() >= end) return NOT_TRIED;
      const result = await attempt(recipient);
      remember(result);
      if (!isBusy(result) || tries === MAX_TRIES) return result;
      const wait = waitAfter(tries, result, random);
      if (now() + wait >= end) return result;
      await pause(wait);
    }
  };

  await pMap(recipients, async (recipient) => note(recipient, await patiently(recipient)), {
    concurrency: AT_A_TIME,
  });
}
