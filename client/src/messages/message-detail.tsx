import type { Message } from '@sinch-callback-app/server/contract';
import { CopyId } from '../ui/copy-id.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { AnnounceChanges } from './announce-changes.tsx';
import classes from './message-detail.module.css';
import { OutcomeNote } from './outcome-note.tsx';
import { Progress } from './progress.tsx';
import { RecipientTable } from './recipient-table.tsx';
import { countStatuses, toWhom } from './summary.ts';

export function MessageDetail({ message }: { message: Message }) {
  const { recipients } = message;
  const total = recipients.length;
  const counts = countStatuses(recipients);
  const title = `Message to ${toWhom(
    recipients.slice(0, 1).map(({ recipient }) => recipient),
    total,
  )}`;
  return (
    <>
      <title>{`${title} · Sinch callbacks`}</title>
      <h2 id="message" tabIndex={-1} className={classes.heading}>
        {title}
      </h2>
      <p className={classes.progress}>
        <Progress state={message.state} counts={counts} total={total} />
      </p>
      <OutcomeNote message={message} />
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
        <dt>Composed</dt>
        <dd>
          <RelativeTime at={message.createdAt} />
        </dd>
      </div>
    </dl>
  );
}
