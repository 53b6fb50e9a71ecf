import type { Message } from '@sinch-callback-app/server/contract';
import { CopyId } from '../ui/copy-id.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { AnnounceChanges } from './announce-changes.tsx';
import classes from './message-detail.module.css';
import { OutcomeNote } from './outcome-note.tsx';
import { Tally } from './progress.tsx';
import { RecipientTable } from './recipient-table.tsx';
import { countStatuses } from './summary.ts';

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
      <p className={classes.progress}>
        <Tally state={message.state} counts={counts} total={total} />
      </p>
      <div className={classes.note}>
        <OutcomeNote message={message} onSendAgain={() => onSendAgain(message)} />
      </div>
      <p className={classes.text}>{message.message}</p>
      <Facts message={message} />
      <RecipientTable recipients={recipients} state={message.state} />
      <AnnounceChanges messages={[{ ...message, counts, recipientCount: total }]} />
    </>
  );
}

function Facts({ message }: { message: Message }) {
  return (
    <dl className={classes.facts}>
      {message.messageId !== null && (
        <div>
          <dt>Batch id</dt>
          <dd>
            <CopyId id={message.messageId} name="batch id" whole />
          </dd>
        </div>
      )}
      <div>
        <dt>Our id</dt>
        <dd>
          <CopyId id={message.id} name="our id" whole />
        </dd>
      </div>
      <div>
        <dt>From</dt>
        <dd>{message.from ?? 'Your account’s default'}</dd>
      </div>
      <div>
        <dt>{message.sentAt === null ? 'Composed' : 'Sent'}</dt>
        <dd>
          <RelativeTime at={message.sentAt ?? message.createdAt} />
        </dd>
      </div>
    </dl>
  );
}
