import { Refused, Unreadable } from '../api-errors.ts';
import { serverTrouble, TROUBLES } from '../texts/connection.ts';
import type { TroubleText } from '../texts/connection.ts';

/** What is wrong, and what to do about it. */
export function describeTrouble(error: Error, online: boolean): TroubleText {
  if (error instanceof Refused) return describeRefused(error);
  if (error instanceof Unreadable) return TROUBLES.unreadable;
  return online ? TROUBLES.away : TROUBLES.offline;
}

function describeRefused({ problem, message }: Refused): TroubleText {
  if (problem.status === 403) return { title: TROUBLES.forbidden, advice: message };
  return problem.status === 429 ? TROUBLES.tooOften : serverTrouble(message, problem.requestId);
}
