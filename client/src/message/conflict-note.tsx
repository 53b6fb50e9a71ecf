import type { Recipient } from '@sinch-callback-app/server/contract';
import { STATUS_VIEWS, statusOf } from '../messages/status-view.ts';
import { conflictText } from '../texts/message.ts';
import { Note } from '../ui/note.tsx';
import { isVerdict } from './timeline.ts';

/** Why one thing is shown where Sinch said several. */
export function ConflictNote({ recipient: { conflict, status, history } }: { recipient: Recipient }) {
  if (!conflict || status === null) return null;
  const { label, tone } = STATUS_VIEWS[status];
  const words = new Set(history.filter(isVerdict).map((entry) => labelOf(entry.status)));
  return <Note tone="unsure">{conflictText([...words], label, tone === 'good')}</Note>;
}

function labelOf(word: string): string {
  const status = statusOf(word);
  return status === null ? word : STATUS_VIEWS[status].label;
}
