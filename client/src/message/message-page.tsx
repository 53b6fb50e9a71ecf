import { Skeleton } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import type { Message } from '@sinch-callback-app/server/contract';
import IconArrowLeft from '@tabler/icons-react/dist/esm/icons/IconArrowLeft.mjs';
import { Link } from 'wouter';
import { Refused } from '../api-errors.ts';
import { useLate } from '../ui/use-late.ts';
import { MessageDetail } from './message-detail.tsx';
import classes from './message-page.module.css';
import { useMessage } from '../messages/queries.ts';
import { toWhom } from '../messages/summary.ts';

interface Props {
  id: string;
  onSendAgain: (message: Message) => void;
}

export function MessagePage({ id, onSendAgain }: Props) {
  const query = useMessage(id);
  const message = query.data;
  const title = message === undefined ? 'Message' : titleOf(message);
  useDocumentTitle(`${title} · Sinch callbacks`);
  const slow = useLate(query.isPending);
  const missing = query.error instanceof Refused && query.error.problem.status === 404;
  return (
    <section aria-labelledby="message" className={classes.page}>
      <Link href="/" className={classes.back}>
        <IconArrowLeft size={16} aria-hidden /> All messages
      </Link>
      {/* One heading from first to last: it has the focus while the message is still on its way. */}
      <h2 id="message" tabIndex={-1} className={classes.heading}>
        {missing ? 'There is no such message' : title}
      </h2>
      {message !== undefined && <MessageDetail message={message} onSendAgain={onSendAgain} />}
      {missing && <p className={classes.line}>Check the address, or pick the message from the list.</p>}
      {slow && <Skeleton height={14} width="60%" className={classes.line} />}
    </section>
  );
}

const titleOf = ({ recipients }: Message): string => {
  const [first] = recipients.map(({ recipient }) => recipient);
  return `Message to ${toWhom(first === undefined ? [] : [first], recipients.length)}`;
};
