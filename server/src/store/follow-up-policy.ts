/** When a message that is not final is asked about at Sinch, and when we stop asking. Pure; all in milliseconds. */
import { DAY, HOUR, MINUTE, SECOND } from '../durations.ts';
import type { MessageHead } from '../messages/message.ts';

export interface FollowUp {
  /** Null: nothing more is expected. */
  dueAt: number | null;
  /** How often it was followed up in its present state. */
  tries: number;
  /** How often Sinch did not know it, and since when. */
  absences: number;
  absentSince: number | null;
}

/** Longer than any send may take: what is `submitting` by then was interrupted. */
const SUBMITTING_PATIENCE = MINUTE;
/** Longer than one question to Sinch may take, since the next due time is also the claim on the present one. */
const FIRST_LOOK = 30 * SECOND;
const LAST_LOOK_DISTANCE = HOUR;
/** Callbacks are expected by themselves at first. */
const FIRST_POLL = 10 * MINUTE;
const LAST_POLL_DISTANCE = 6 * HOUR;
/** Sinch's default and greatest validity (docs/sinch.md, "Sending"). */
const GREATEST_VALIDITY = 3 * DAY;
/** For reports that are on their way while the validity ends. */
const EXPIRY_GRACE = HOUR;
/** How much longer we wait for a Sinch that does not answer. */
const PATIENCE_WITH_SINCH = 3 * DAY;
/** Sinch lists the batches of 14 days (docs/sinch.md, "Sending"): of an older one nobody can tell whether it was sent. */
const PATIENCE_WITH_LOST_ANSWERS = 14 * DAY;
const ABSENCES_TO_REFUSE = 3;
const ABSENCE_TO_REFUSE = 10 * MINUTE;

export const NO_FOLLOW_UP: FollowUp = { dueAt: null, tries: 0, absences: 0, absentSince: null };

export const followUpOfDraft = (createdAt: number): FollowUp => ({
  ...NO_FOLLOW_UP,
  dueAt: createdAt + SUBMITTING_PATIENCE,
});

const backOff = (first: number, most: number, tries: number): number => Math.min(most, first * 2 ** tries);

type Times = Pick<MessageHead, 'createdAt' | 'sentAt' | 'sendAt' | 'expireAt'>;

/** When Sinch sends the message, as far as we know. */
const startOf = ({ createdAt, sentAt, sendAt }: Times): number => Math.max(sentAt ?? createdAt, sendAt ?? 0);

/** After this instant a recipient that is still open will not be reported any more. */
const endOfValidity = (head: Times): number =>
  (head.expireAt ?? startOf(head) + GREATEST_VALIDITY) + EXPIRY_GRACE;

/** Whether a message is over, and whether even a Sinch that cannot be asked is waited for no longer. */
export function overdueOf(head: Times & Pick<MessageHead, 'state'>, now: number) {
  const late = now - endOfValidity(head);
  const isOpen = head.state === 'accepted';
  return { expired: isOpen && late >= 0, abandoned: isOpen && late >= PATIENCE_WITH_SINCH };
}

type Head = MessageHead & { followUp: FollowUp };

const unlessTooOld = ({ createdAt }: Head, dueAt: number): number | null =>
  dueAt < createdAt + PATIENCE_WITH_LOST_ANSWERS ? dueAt : null;

/** Of a message that waits for its time nothing is reported, unless it is cancelled. */
const firstPoll = ({ sendAt, canceledAt }: Head, now: number): number =>
  Math.max(now, canceledAt === null ? (sendAt ?? now) : now) + FIRST_POLL;

/** The follow-up of a message that has just come into its present state, or is final now. */
export function enteredState(head: Head, now: number): FollowUp {
  switch (head.state) {
    case 'refused':
      return NO_FOLLOW_UP;
    case 'submitting':
      return { ...NO_FOLLOW_UP, dueAt: now + FIRST_LOOK };
    case 'unclear':
      return { ...NO_FOLLOW_UP, dueAt: unlessTooOld(head, now + FIRST_LOOK) };
    case 'accepted':
      if (head.openCount === 0) return NO_FOLLOW_UP;
      return { ...NO_FOLLOW_UP, dueAt: Math.min(firstPoll(head, now), endOfValidity(head)) };
  }
}

/** The follow-up of a message that is being followed up now: its next time, should this one bring nothing. */
export function claimed(head: Head, now: number): FollowUp {
  const { followUp } = head;
  const tries = followUp.tries + 1;
  if (head.state !== 'accepted') {
    const next = now + backOff(FIRST_LOOK, LAST_LOOK_DISTANCE, followUp.tries);
    return { ...followUp, tries, dueAt: head.state === 'unclear' ? unlessTooOld(head, next) : next };
  }
  const next = now + backOff(FIRST_POLL, LAST_POLL_DISTANCE, followUp.tries);
  const end = endOfValidity(head);
  return { ...followUp, tries, dueAt: now < end ? Math.min(next, end) : next };
}

/** Sinch does not know the message. Once or soon after the send that says nothing: it may not be listed yet. */
export const absent = (followUp: FollowUp, now: number): FollowUp => ({
  ...followUp,
  absences: followUp.absences + 1,
  absentSince: followUp.absentSince ?? now,
});

/** Absent so often and for so long that it never arrived. */
export const neverArrived = ({ absences, absentSince }: FollowUp, now: number): boolean =>
  absences >= ABSENCES_TO_REFUSE && absentSince !== null && now - absentSince >= ABSENCE_TO_REFUSE;
