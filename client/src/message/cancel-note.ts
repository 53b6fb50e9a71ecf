import type { Message } from '@sinch-callback-app/server/contract';
import { cancelConfirmed, cancelInPart, cancelledBy, cancelWaits } from '../texts/message.ts';
import type { NoteTone } from '../ui/note.tsx';
import type { CancelOutcome } from './use-cancel.ts';

interface CancelNote {
  tone: NoteTone;
  text: string;
}

/** What became of a cancel: Sinch's word for it, recipient by recipient, comes later than its yes. */
export function cancelNote(message: Message, outcome: CancelOutcome | undefined): CancelNote | null {
  if (message.state === 'accepted' && message.canceledAt !== null) return confirmation(message);
  if (outcome === undefined || outcome.kind === 'cancelled') return null;
  return { tone: 'unsure', text: outcome.text };
}

function confirmation({ final, recipients, canceledBy }: Message): CancelNote {
  const who = cancelledBy(canceledBy);
  if (!final) return { tone: 'plain', text: cancelWaits(who) };
  const isStopped = recipients.every(({ status }) => status === 'CANCELLED' || status === 'ABORTED');
  return isStopped
    ? { tone: 'plain', text: cancelConfirmed(who) }
    : { tone: 'unsure', text: cancelInPart(who) };
}
