import type { Gateway, PollOutcome, SearchOutcome } from '../sinch/gateway.ts';
import type { Refusal } from '../contract.ts';
import { DAY, HOUR, MINUTE } from '../durations.ts';
import type { OverdueMessage, Store } from '../store/store.ts';

export interface FollowUpDeps {
  store: Pick<Store, 'claimOverdue' | 'settleSend' | 'noteAbsence' | 'recordPoll' | 'expire'>;
  gateway: Pick<Gateway, 'transport' | 'find' | 'poll'>;
  /** What a message is refused with that Sinch never got. */
  neverArrived: Refusal;
  now: () => number;
}

/** What was learnt of one message, for the log. */
export interface FollowUpResult {
  id: string;
  verdict: (SearchOutcome | PollOutcome)['kind'] | 'expired';
  cause?: string;
}

/** Clocks differ, and Sinch lists by its own. */
const CLOCK_MARGIN = HOUR;
/** Sinch lists the batches of 14 days (docs/sinch.md, "Sending"): of an older one its silence says nothing. */
const LISTED = 13 * DAY;

/** A send that was interrupted; one to many recipients may still be under way before that. */
const INTERRUPTED_AFTER = 2 * MINUTE;

const NOT_ASKABLE = { kind: 'not_askable' } as const;

/** What went through the other API, before the configuration was changed, is not to be asked about through this one. */
const isOurs = ({ gateway }: FollowUpDeps, { transport }: OverdueMessage): boolean =>
  transport === gateway.transport;

async function search(deps: FollowUpDeps, message: OverdueMessage): Promise<FollowUpResult> {
  const { store, gateway, neverArrived, now } = deps;
  const { id, state, createdAt } = message;
  const outcome: SearchOutcome = isOurs(deps, message)
    ? await gateway.find(id, createdAt - CLOCK_MARGIN)
    : NOT_ASKABLE;
  const age = now() - createdAt;
  switch (outcome.kind) {
    case 'found': {
      const { sinchId, expireAt } = outcome;
      await store.settleSend(id, { state: 'accepted', sinchId, expireAt, at: now() });
      break;
    }
    case 'absent':
      if (age > LISTED) return { id, verdict: 'no_answer', cause: 'it is too old to be listed' };
      await store.noteAbsence(id, neverArrived, now());
      break;
    case 'not_askable':
      // Nobody can tell whether it was sent, but a callback.
      if (state === 'submitting' && age >= INTERRUPTED_AFTER) {
        await store.settleSend(id, { state: 'unclear', at: now() });
      }
      break;
    case 'no_answer':
      return { id, verdict: outcome.kind, cause: outcome.cause };
  }
  return { id, verdict: outcome.kind };
}

async function poll(deps: FollowUpDeps, message: OverdueMessage): Promise<FollowUpResult> {
  const { store, gateway, now } = deps;
  const { id, sinchId, expired, abandoned } = message;
  const outcome: PollOutcome =
    isOurs(deps, message) && sinchId !== null ? await gateway.poll(sinchId) : NOT_ASKABLE;
  if (outcome.kind === 'reports') await store.recordPoll(id, outcome.reports, now());
  // Who does not answer now may answer later; but at some time we stop waiting for it.
  const isOver = outcome.kind === 'no_answer' ? abandoned : expired;
  if (isOver) await store.expire(id, now());
  const cause = outcome.kind === 'no_answer' ? { cause: outcome.cause } : {};
  return { id, verdict: isOver ? 'expired' : outcome.kind, ...cause };
}

/**
 * Asks Sinch about messages that are due: whether it has those whose answer was lost, and how those fare of which no
 * callback came. At most `limit` at a time; each is claimed first, so that several servers share the work. Rejects when
 * the store fails, after all have been asked; what could not be kept is asked for again.
 */
export async function followUp(deps: FollowUpDeps, limit: number): Promise<FollowUpResult[]> {
  const overdue = await deps.store.claimOverdue(deps.now(), limit);
  // All at once: one after the other, the last would be asked about when its claim is over.
  const settled = await Promise.allSettled(
    overdue.map((message) => (message.state === 'accepted' ? poll(deps, message) : search(deps, message))),
  );
  const failed = settled.find((one) => one.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
  return settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
}
