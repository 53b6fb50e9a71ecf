import { VisuallyHidden } from '@mantine/core';
import type { MessageSummary } from '@sinch-callback-app/server/contract';
import { memo } from 'react';
import { Link } from 'wouter';
import { ID_NAMES } from '../texts/messages.ts';
import { CopyId } from '../ui/copy-id.tsx';
import line from '../ui/line-link.module.css';
import { RelativeTime } from '../ui/relative-time.tsx';
import classes from './message-row.module.css';
import { moveAmongRows } from './move-among-rows.ts';
import { noteOpened } from './opened-row.ts';
import { RowProgress, RowState } from './row-state.tsx';
import { toWhom } from './summary.ts';

/** One line a message; all of it opens the message. */
export const MessageRow = memo(function MessageRow({ message }: { message: MessageSummary }) {
  const { id, messageId } = message;
  return (
    <li className={classes.row}>
      <span className={classes.state}>
        <RowState message={message} /> <RowProgress message={message} />
      </span>{' '}
      <Link
        href={`/messages/${id}`}
        className={`${line.link} ${classes.to}`}
        data-message={id}
        onClick={() => noteOpened(id)}
        onKeyDown={moveAmongRows}
      >
        <Recipients message={message} />
      </Link>{' '}
      <span className={classes.text}>{message.message}</span>{' '}
      <span className={classes.age}>
        <RelativeTime at={message.createdAt} />
      </span>
      <span className={classes.batch}>
        {messageId !== null && <CopyId id={messageId} name={ID_NAMES[message.transport]} bare />}
      </span>
    </li>
  );
});

/** Seen, the first of them; heard and found, each of a few. */
function Recipients({ message: { recipients, recipientCount } }: { message: MessageSummary }) {
  const numbers = recipients.map(({ recipient }) => recipient);
  const short = toWhom(numbers.slice(0, 1), recipientCount);
  if (recipientCount === 1 || recipientCount > numbers.length) return short;
  return (
    <>
      <VisuallyHidden>{toWhom(numbers, recipientCount)}</VisuallyHidden>
      <span aria-hidden>{short}</span>
    </>
  );
}
