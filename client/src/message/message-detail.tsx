import type { Message } from '@sinch-callback-app/server/contract';
import type { PropsWithChildren } from 'react';
import { Replies } from '../replies/replies.tsx';
import { CopyId } from '../ui/copy-id.tsx';
import { PlannedTime, PlannedTimeAndWait } from '../ui/planned-time.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { AnnounceChanges } from '../messages/announce-changes.tsx';
import { CancelMessage } from './cancel-message.tsx';
import classes from './message-detail.module.css';
import { OutcomeNote } from './outcome-note.tsx';
import { Tally } from '../messages/progress.tsx';
import { RecipientTable } from './recipient-table.tsx';
import { idName } from '../messages/sinch-id.ts';
import { countStatuses } from '../messages/summary.ts';

interface Props {
  message: Message;
  onSendAgain: (message: Message) => void;
}

export function MessageDetail({ message, onSendAgain }: Props) {
  const { recipients } = message;
  const total = recipients.length;
  const counts = countStatuses(recipients);
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
      <Facts message={message} />
      <RecipientTable message={message} />
      {message.state === 'accepted' && <Replies id={message.id} />}
      <AnnounceChanges messages={[{ ...message, counts, recipientCount: total }]} />
    </>
  );
}

function Facts({ message }: { message: Message }) {
  const { id, messageId, from, createdAt, sentAt, sendAt, expireAt, canceledAt, sentBy, canceledBy } =
    message;
  const name = idName(message.transport);
  return (
    <dl className={classes.facts}>
      {messageId !== null && (
        <Fact name={capitalised(name)}>
          <CopyId id={messageId} name={name} whole />
        </Fact>
      )}
      <Fact name="Our id">
        <CopyId id={id} name="our id" whole />
      </Fact>
      <Fact name="From">{from ?? 'Your account’s default'}</Fact>
      {sentBy !== null && <Fact name="Sent by">{sentBy}</Fact>}
      <Fact name={handover(message)}>
        <RelativeTime at={sentAt ?? createdAt} />
      </Fact>
      {sendAt !== null && (
        <Fact name="Scheduled for">
          <PlannedTimeAndWait at={sendAt} />
        </Fact>
      )}
      {expireAt !== null && (
        <Fact name="Valid until">
          <PlannedTime at={expireAt} />
        </Fact>
      )}
      {canceledAt !== null && (
        <Fact name={`Cancelled by ${canceledBy ?? 'you'}`}>
          <RelativeTime at={canceledAt} />
        </Fact>
      )}
    </dl>
  );
}

function Fact({ name, children }: PropsWithChildren<{ name: string }>) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function handover({ sentAt, sendAt }: Message): string {
  if (sentAt === null) return 'Composed';
  return sendAt === null ? 'Sent' : 'Handed to Sinch';
}

const capitalised = (words: string): string => words.slice(0, 1).toUpperCase() + words.slice(1);
