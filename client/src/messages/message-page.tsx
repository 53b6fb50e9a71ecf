import { Skeleton } from '@mantine/core';
import IconArrowLeft from '@tabler/icons-react/dist/esm/icons/IconArrowLeft.mjs';
import { Link } from 'wouter';
import { Refused } from '../api-errors.ts';
import { useLate } from '../ui/use-late.ts';
import { MessageDetail } from './message-detail.tsx';
import classes from './message-page.module.css';
import { useMessage } from './queries.ts';

export function MessagePage({ id }: { id: string }) {
  const query = useMessage(id);
  const slow = useLate(query.isPending);
  const missing = query.error instanceof Refused && query.error.problem.status === 404;
  return (
    <section aria-labelledby="message" className={classes.page}>
      <Link href="/" className={classes.back}>
        <IconArrowLeft size={16} aria-hidden /> All messages
      </Link>
      {query.data !== undefined && <MessageDetail message={query.data} />}
      {query.data === undefined && (
        <h2 id="message" tabIndex={-1} className={classes.heading}>
          {missing ? 'There is no such message' : 'Message'}
        </h2>
      )}
      {missing && <p className={classes.line}>Check the address, or pick the message from the list.</p>}
      {slow && <Skeleton height={14} width="60%" className={classes.line} />}
    </section>
  );
}
