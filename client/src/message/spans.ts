import type { HistoryEntry, Message } from '@sinch-callback-app/server/contract';
import { instantOf } from './instant.ts';

/** At Sinch, at the operator, or at both, where nothing tells them apart. */
type Place = 'sinch' | 'operator' | 'both';

/**
 * Where time went, in milliseconds and never less than none. `answer`: until Sinch answered the send · `back`: of what
 * came before, at least, from the operator back to Sinch · `held`: until Sinch told us · `way`: on its way to us ·
 * `asked`: until we asked · `early`: it happened before Sinch's answer was here · `ahead`, `behind`: none, for Sinch's
 * clock is at least so far ahead of ours, or behind.
 */
export interface Span {
  where: 'answer' | Place | 'back' | 'held' | 'way' | 'asked' | 'early' | 'ahead' | 'behind';
  ms: number;
}

/** The operator's time is cut to whole minutes, that of the signature to whole seconds (docs/sinch.md). */
const MINUTE = 60_000;
const SECOND = 1_000;

/** When a message was made, taken and due. */
export type MessageTimes = Pick<Message, 'createdAt' | 'sentAt' | 'sendAt'>;

/** What Sinch said before, and when, by its clock. */
export interface Told {
  at: number;
  status: string;
}

/** `accepted`: when Sinch's answer was here, by our clock. */
export function spansOf(
  entry: HistoryEntry,
  before: Told | null,
  accepted: number | null,
  times: MessageTimes,
): Span[] {
  const receivedAt = instantOf(entry.receivedAt);
  if (entry.source === 'send') return toAnswer(instantOf(times.createdAt), receivedAt);
  const at = instantOf(entry.at);
  if (at === null || entry.source === 'expiry') return [];
  const where = placeOf(entry.status.toUpperCase(), before?.status.toUpperCase());
  return [
    ...(before === null
      ? sinceAcceptance(at, accepted ?? instantOf(times.sentAt), times, where)
      : [{ where, ms: Math.max(at - before.at, 0) }]),
    ...backFromOperator(at, instantOf(entry.operatorAt)),
    ...(receivedAt === null ? [] : toUs(entry, at, receivedAt)),
  ];
}

const toAnswer = (created: number | null, answered: number | null): Span[] =>
  created === null || answered === null || answered < created
    ? []
    : [{ where: 'answer', ms: answered - created }];

/** Until these, the operator had not had it (docs/sinch.md, "Statuses"). */
const BEFORE_OPERATOR: ReadonlySet<string> = new Set(['QUEUED', 'DISPATCHED', 'ABORTED', 'CANCELLED']);

function placeOf(word: string, before: string | undefined): Place {
  if (BEFORE_OPERATOR.has(word)) return 'sinch';
  return before === 'DISPATCHED' ? 'operator' : 'both';
}

/** From our clock to Sinch's: what comes out as less than none says something about the clocks. */
function sinceAcceptance(at: number, accepted: number | null, times: MessageTimes, where: Place): Span[] {
  const due = instantOf(times.sendAt);
  if (due !== null && at >= due && due > (accepted ?? due)) return [{ where, ms: at - due }];
  if (accepted === null) return [];
  if (at >= accepted) return [{ where, ms: at - accepted }];
  const created = instantOf(times.createdAt);
  if (created === null || at >= created) return [{ where: 'early', ms: 0 }];
  return [{ where: 'behind', ms: created - at }];
}

/** Only what is certain: the operator's time lies anywhere in its minute. */
function backFromOperator(at: number, operatorAt: number | null): Span[] {
  const ms = operatorAt === null ? 0 : at - operatorAt - MINUTE;
  return ms > 0 ? [{ where: 'back', ms }] : [];
}

function toUs({ source, signedAt }: HistoryEntry, at: number, receivedAt: number): Span[] {
  if (receivedAt < at) return [{ where: 'ahead', ms: at - receivedAt }];
  if (source === 'poll') return [{ where: 'asked', ms: receivedAt - at }];
  const signed = instantOf(signedAt);
  // Signed at once, as far as whole seconds can tell.
  if (signed === null || signed - at < SECOND) return [{ where: 'way', ms: receivedAt - at }];
  const held: Span = { where: 'held', ms: signed - at };
  return receivedAt < signed
    ? [held, { where: 'ahead', ms: signed - receivedAt }]
    : [held, { where: 'way', ms: receivedAt - signed }];
}
