import type { Message } from '@sinch-callback-app/server/contract';
import { Note } from '../ui/note.tsx';
import { UNCLEAR } from './state-text.ts';

/** What the reader should know, or do, about a message that Sinch has not simply accepted. */
export function OutcomeNote({ message }: { message: Message }) {
  if (message.state === 'accepted') return null;
  if (message.state === 'submitting') {
    return <Note tone="plain">Sinch is being asked. This takes a few seconds.</Note>;
  }
  if (message.state === 'unclear') return <Note tone="unsure">{UNCLEAR}</Note>;
  return (
    <Note tone="bad">
      <strong>Not sent.</strong> {message.refusal?.detail}
    </Note>
  );
}
