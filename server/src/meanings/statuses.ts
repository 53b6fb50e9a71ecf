/** What each status means (docs/sinch.md, "Statuses" and "The Conversation API"). */
import type { Meaning, Status, StatusMeaning } from '../contract.ts';
import {
  ASK_FIRST,
  CHECK_ALL,
  helps,
  IF_WANTED,
  mayHelp,
  MORE_TIME,
  no,
  NOTHING,
  SUPPORT_IF_AGAIN,
  WAIT,
} from './row.ts';

const open = (meaning: string, advice = WAIT): StatusMeaning => ({ ...no(meaning, advice), final: false });
const ended = (meaning: Meaning): StatusMeaning => ({ ...meaning, final: true });

export const STATUS_MEANINGS: Readonly<Record<Status, StatusMeaning>> = {
  QUEUED: open('Sinch has it and will pass it on.'),
  DISPATCHED: open('The carrier has it.'),
  QUEUED_ON_CHANNEL: open('Sinch has handed it on for delivery.'),
  SWITCHING_CHANNEL: open('It failed one way; Sinch tries another.'),
  UNKNOWN: ended(mayHelp('The carrier has it, but sent no receipt. It may have arrived.', ASK_FIRST)),
  FAILED: ended(mayHelp('It could not be delivered.', `Check the number. ${SUPPORT_IF_AGAIN}`)),
  EXPIRED: ended(mayHelp('Its time was up before it could be delivered.', MORE_TIME)),
  REJECTED: ended(no('It was turned down before it reached the phone.', CHECK_ALL)),
  ABORTED: ended(mayHelp('Sinch stopped it before the carrier had it.', `${CHECK_ALL} ${SUPPORT_IF_AGAIN}`)),
  CANCELLED: ended(helps('It was cancelled before it was sent.', IF_WANTED)),
  DELETED: ended(
    no(
      'The carrier deleted it: the number is wrong, or its owner opted out.',
      'Check the number. Do not write to someone who opted out.',
    ),
  ),
  DELIVERED: ended(no('It arrived.', NOTHING)),
  READ: ended(no('It was read.', NOTHING)),
};

/** What a status leaves open: none yet, a word that we do not know, and an UNKNOWN that we concluded ourselves. */
export const SPECIAL_MEANINGS: Readonly<Record<'none' | 'otherWord' | 'noReport', StatusMeaning>> = {
  none: open('Sinch has not said yet whether it took it.', 'Wait. Sent once more, it may arrive twice.'),
  otherWord: open(
    'Sinch uses a word for it that is not known here. More may come.',
    'Wait. If it stays so, look the word up in Sinch’s documentation.',
  ),
  noReport: ended(
    mayHelp(
      'No report came in time. It may have arrived.',
      `${ASK_FIRST} If no report ever comes, check that Sinch’s callbacks reach this server.`,
    ),
  ),
};
