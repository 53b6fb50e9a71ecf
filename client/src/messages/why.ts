import type { Recipient } from '@sinch-callback-app/server/contract';
import { saysMore, textOfCode } from './code-texts.ts';
import { STATUS_VIEWS } from './status-view.ts';

/** One line under a status: what its code or reason means, else what the status itself means. */
export function why({ status, code, reason }: Pick<Recipient, 'status' | 'code' | 'reason'>): string | null {
  const meaning = status && STATUS_VIEWS[status].meaning;
  if (reason !== null) return `${meaning ?? ''} (${reason})`.trim();
  if (code === null || !saysMore(code)) return meaning;
  return `${textOfCode(code) ?? meaning ?? ''} (code ${code})`.trim();
}
