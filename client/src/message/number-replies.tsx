import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { listRepliesFrom } from '../api.ts';
import { STEPS } from '../texts/message.ts';
import { RelativeTime } from '../ui/relative-time.tsx';
import classes from './recipient-detail.module.css';

/** Replies come slowly, and the message itself shows them at once: this is looked up when one opens it. */
const FRESH = 15_000;

/** What one number has written, newest first, whichever message it answered. */
export function NumberReplies({ number }: { number: string }) {
  const heading = useId();
  const { data, error } = useQuery({
    queryKey: ['replies-from', number],
    queryFn: ({ signal }) => listRepliesFrom(number, signal),
    staleTime: FRESH,
    refetchInterval: ({ state }) => (state.error === null ? FRESH : false),
  });
  return (
    <div>
      <h4 id={heading} className={classes.heading}>
        {STEPS.replies}
      </h4>
      {data === undefined && <p className="quiet">{error === null ? '…' : STEPS.repliesUnread}</p>}
      {data?.items.length === 0 && <p className="quiet">{STEPS.noReplies}</p>}
      {data !== undefined && data.items.length > 0 && (
        <ul aria-labelledby={heading} className={classes.replies}>
          {data.items.map(({ id, body, at, receivedAt }) => (
            <li key={id}>
              <span dir="auto" className={classes.reply}>
                {body}
              </span>{' '}
              <span className="quiet">
                <RelativeTime at={at ?? receivedAt} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
