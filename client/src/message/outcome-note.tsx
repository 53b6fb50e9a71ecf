import type { Message } from '@sinch-callback-app/server/contract';
import { MESSAGE } from '../texts/message.ts';
import { Note } from '../ui/note.tsx';
import { SendAgain } from './send-again.tsx';
import { unclearText } from '../messages/state-text.ts';

interface Props {
  message: Message;
  onSendAgain: () => void;
}

/** What the reader should know, or do, about a message that Sinch has not simply accepted. */
export function OutcomeNote({ message, onSendAgain }: Props) {
  if (message.state === 'accepted') return null;
  if (message.state === 'submitting') {
    return <Note tone="plain">{MESSAGE.sinchIsAsked}</Note>;
  }
  if (message.state === 'unclear') return <Note tone="unsure">{unclearText(message.transport)}</Note>;
  return (
    <Note tone="bad">
      <strong>{MESSAGE.notSent}</strong> {message.refusal?.detail}
      <SendAgain code={message.refusal?.code} onPress={onSendAgain} />
    </Note>
  );
}
