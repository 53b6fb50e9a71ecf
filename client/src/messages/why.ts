import type { Recipient, Source } from '@sinch-callback-app/server/contract';
import { saysMore, textOfCode } from './code-texts.ts';
import { STATUS_VIEWS } from './status-view.ts';

type Explained = Pick<Recipient, 'status' | 'code' | 'reason' | 'final' | 'history'>;

/** Under a status: what its code or reason means, else what the status itself means; and who said so, if not Sinch by itself. */
export function why(recipient: Explained): string | null {
  const words = [meaningOf(recipient), sourceOf(recipient) === 'poll' ? 'Asked at Sinch.' : null];
  return words.filter((text) => text !== null).join(' ') || null;
}

function meaningOf(recipient: Explained): string | null {
  const { code, reason } = recipient;
  const meaning = statusMeaning(recipient);
  if (reason !== null) return `${meaning ?? ''} (${reason})`.trim();
  if (code === null || !saysMore(code)) return meaning;
  return `${textOfCode(code) ?? meaning ?? ''} (code ${code})`.trim();
}

function statusMeaning(recipient: Explained): string | null {
  const { status, final } = recipient;
  if (status === null) return null;
  if (status === 'UNKNOWN' && !final) return 'Sinch uses a word that is not known here. More may come.';
  if (status === 'UNKNOWN' && sourceOf(recipient) === 'expiry')
    return 'No report came in time. It may have arrived.';
  return STATUS_VIEWS[status].meaning;
}

/** Where the present status came from first; a callback counts before what we had to ask for. */
function sourceOf({ status, code, reason, history }: Explained): Source | undefined {
  const sources = history
    .filter(
      (entry) => entry.status.toUpperCase() === status && entry.code === code && entry.reason === reason,
    )
    .map(({ source }) => source);
  return sources.find((source) => source === 'callback') ?? sources[0];
}
