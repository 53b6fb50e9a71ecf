import type { MessageSummary } from '@sinch-callback-app/server/contract';
import { memo } from 'react';
import { Link } from 'wouter';
import { CopyId } from '../ui/copy-id.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import classes from './message-row.module.css';
import { Progress } from './progress.tsx';
import { idName } from './sinch-id.ts';
import { StatusIcon } from './status-word.tsx';
import { toWhom } from './summary.ts';

/** One line a message; all of it opens the message. */
export const MessageRow = memo(function MessageRow({ message }: { message: MessageSummary }) {
  return (
    <li className={classes.row}>
      <span className={classes.state}>
        <Progress message={message} counts={message.counts} total={message.recipientCount} />
      </span>
      <Link href={`/messages/${message.id}`} className={classes.to}>
        <Recipients message={message} />
      </Link>
      <span className={classes.text}>{message.message}</span>
      <span className={classes.batch}>
        {message.messageId !== null && <CopyId id={message.messageId} name={idName(message.transport)} />}
      </span>
      <span className={classes.age}>
        <RelativeTime at={message.createdAt} />
      </span>
    </li>
  );
});

/** Few recipients stand each with its status; of many, the first. */
function Recipients({ message: { recipients, recipientCount } }: { message: MessageSummary }) {
  if (recipientCount > recipients.length) {
    return toWhom(
      recipients.slice(0, 1).map(({ recipient }) => recipient),
      recipientCount,
    );
  }
  return recipients.map(({ recipient, status }) => (
    <span key={recipient} className={classes.recipient}>
      {recipientCount > 1 && status !== null && <StatusIcon status={status} />} {recipient}
    </span>
  ));
}
