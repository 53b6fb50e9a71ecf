import type { FieldError, Message, Problem, SendRequest } from '@sinch-callback-app/server/contract';
import { sendSms } from '../api.ts';
import { isUnauthorized, Refused, Unreachable, Unreadable } from '../api-errors.ts';
import type { Draft } from './draft.ts';

export type Outcome =
  /** Sinch has it, or may have it: the message's state tells. */
  | { kind: 'sent'; message: Message }
  | { kind: 'invalid'; errors: FieldError[] }
  | { kind: 'refused'; problem: Problem; retryAfter: number | null }
  /** The session is over; nothing was sent. */
  | { kind: 'locked' }
  /** No answer: whether it was sent is not known here, so it must be sent again under the same key. */
  | { kind: 'lost' };

/** An outcome, what stood in the form when Send was pressed, and to whom it went: the server's faults count them. */
export type Ended = Outcome & { draft: Draft; to: readonly string[] };

export async function send(request: SendRequest, idempotencyKey: string): Promise<Outcome> {
  try {
    return { kind: 'sent', message: await sendSms(request, idempotencyKey) };
  } catch (error) {
    if (error instanceof Refused) return verdict(error);
    if (error instanceof Unreachable || error instanceof Unreadable) return { kind: 'lost' };
    throw error;
  }
}

function verdict({ problem, retryAfter }: Refused): Outcome {
  if (isUnauthorized(problem)) return { kind: 'locked' };
  if (problem.errors !== undefined && problem.errors.length > 0)
    return { kind: 'invalid', errors: problem.errors };
  // The server failed in the middle of it: it knows no more than we do.
  if (problem.id === undefined && problem.status === 500) return { kind: 'lost' };
  return { kind: 'refused', problem, retryAfter };
}

/** Whether the key is used up: the server stored how this send ended, and would only repeat it. */
export const isSettled = (outcome: Outcome): boolean =>
  outcome.kind === 'sent' || (outcome.kind === 'refused' && outcome.problem.id !== undefined);
