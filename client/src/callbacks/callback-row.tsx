import type { CallbackSummary } from '@sinch-callback-app/server/contract';
import { memo } from 'react';
import { Link } from 'wouter';
import { StatusWord } from '../messages/status-word.tsx';
import { answered, CALLBACKS, messageLink, VERDICT_WORDS } from '../texts/callbacks.ts';
import line from '../ui/line-link.module.css';
import { RelativeTime } from '../ui/relative-time.tsx';
import { shortenMiddle } from '../ui/shorten.ts';
import classes from './callback-row.module.css';
import { VERDICT_VIEWS } from './verdict-view.ts';

/** One line: what became of it, what it was, what it is about, and when it came. */
export const CallbackRow = memo(function CallbackRow({ callback }: { callback: CallbackSummary }) {
  const { id, verdict, type, message, answer, receivedAt } = callback;
  const { Icon, tone } = VERDICT_VIEWS[verdict];
  return (
    <li className={classes.row}>
      <Link href={`/callbacks/${encodeURIComponent(id)}`} className={`${line.link} ${classes.verdict}`}>
        <StatusWord Icon={Icon} tone={tone}>
          {VERDICT_WORDS[verdict]}
        </StatusWord>
      </Link>
      <span className={classes.type} data-unread={type === null || undefined}>
        {type ?? CALLBACKS.noType}
      </span>
      <span className={classes.message}>
        {message !== null && (
          <Link href={`/messages/${encodeURIComponent(message)}`} aria-label={messageLink(message)}>
            <span className="mono">{shortenMiddle(message)}</span>
          </Link>
        )}
      </span>
      <span className={classes.answer}>{answered(answer)}</span>
      <span className={classes.age}>
        <RelativeTime at={receivedAt} />
      </span>
    </li>
  );
});
