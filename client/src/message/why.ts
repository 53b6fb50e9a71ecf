import type { MessageState, Recipient, Source } from '@sinch-callback-app/server/contract';
import { explain, saysMore } from '@sinch-callback-app/server/meanings';
import { STATUS_VIEWS } from '../messages/status-view.ts';
import type { Tone } from '../messages/tone.ts';
import { isText } from '../parse-basics.ts';
import { codeText, RECIPIENTS, RETRY_TEXTS } from '../texts/message.ts';

type Explained = Pick<Recipient, 'status' | 'code' | 'reason' | 'final' | 'history'>;

/** What stands under a status. */
export interface Why {
  meaning: string | null;
  /** Whether sending again can help, and what to do; null where it is still on its way, or arrived. */
  advice: string | null;
  /** In Sinch's own words: its code or reason. And who said so, if not Sinch by itself. */
  smallPrint: string[];
}

/** Null before Sinch accepted the message: then the message itself says why. */
export function why(recipient: Explained, state: MessageState): Why | null {
  if (recipient.status === null && state !== 'accepted') return null;
  const source = sourceOf(recipient);
  const { meaning, retry, advice, final } = explain({ ...recipient, source });
  const tone = toneOf(recipient);
  const needsAdvice = tone === 'bad' || tone === 'unsure';
  return {
    meaning: tone === 'good' ? null : meaning,
    advice: needsAdvice ? (final ? `${RETRY_TEXTS[retry]} ${advice}` : advice) : null,
    smallPrint: [
      recipient.reason?.replace('/UNSPECIFIED_SUB_CODE', ''),
      recipient.code !== null && (needsAdvice || saysMore(recipient.code)) && codeText(recipient.code),
      source === 'poll' && RECIPIENTS.askedAtSinch,
    ].filter(isText),
  };
}

/** In an accepted message only a recipient whose own answer was lost has no status. */
const toneOf = ({ status }: Explained): Tone => (status === null ? 'unsure' : STATUS_VIEWS[status].tone);

/** Where the present status came from first; a callback counts before what we had to ask for. */
function sourceOf({ status, code, reason, history }: Explained): Source | undefined {
  const sources = history
    .filter(
      (entry) => entry.status.toUpperCase() === status && entry.code === code && entry.reason === reason,
    )
    .map(({ source }) => source);
  return sources.find((source) => source === 'callback') ?? sources[0];
}
