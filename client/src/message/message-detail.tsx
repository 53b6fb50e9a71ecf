import type { Message } from '@sinch-callback-app/server/contract';
import { useMemo } from 'react';
import { AnnounceChanges } from '../messages/announce-changes.tsx';
import { Tally } from '../messages/progress.tsx';
import { countStatuses } from '../messages/summary.ts';
import { Replies } from '../replies/replies.tsx';
import { CancelMessage } from './cancel-message.tsx';
import { FailurePanel } from './failure-panel.tsx';
import classes from './message-detail.module.css';
import { MessageFacts } from './message-facts.tsx';
import { OutcomeNote } from './outcome-note.tsx';
import { Recipients } from './recipients.tsx';

export interface MessageDetailProps {
  message: Message;
  /** Without numbers: to all of its recipients. */
  onSendAgain: (message: Message, numbers?: readonly string[]) => void;
}

export function MessageDetail({ message, onSendAgain }: MessageDetailProps) {
  const { recipients } = message;
  const total = recipients.length;
  const counts = useMemo(() => countStatuses(recipients), [recipients]);
  return (
    <>
      <CancelMessage message={message}>
        <p>
          <Tally message={message} counts={counts} total={total} />
        </p>
      </CancelMessage>
      <div className={classes.note}>
        <OutcomeNote message={message} onSendAgain={() => onSendAgain(message)} />
      </div>
      <p className={classes.text}>{message.message}</p>
      <MessageFacts message={message} />
      <FailurePanel message={message} onSendAgain={(numbers) => onSendAgain(message, numbers)} />
      <Recipients message={message} />
      {message.state === 'accepted' && <Replies id={message.id} />}
      <AnnounceChanges messages={[{ ...message, counts, recipientCount: total }]} />
    </>
  );
}
