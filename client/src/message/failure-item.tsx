import { VisuallyHidden } from '@mantine/core';
import { Link } from 'wouter';
import { isText } from '../parse-basics.ts';
import { codeText, FAILURES, RETRY_TEXTS, timesText } from '../texts/message.ts';
import classes from './failure-panel.module.css';
import type { Failure } from './failures.ts';

/** One cause: how often, what it means, whether sending again can help, and the way to whom it happened. */
export function FailureItem({ failure, href }: { failure: Failure; href: string }) {
  const { recipients, meaning, retry, advice, code, reason } = failure;
  const sinchsWords = [reason, code !== null && codeText(code)].filter(isText);
  return (
    <li className={classes.cause}>
      <span className={classes.times}>{timesText(recipients.length)}</span>
      <div>
        <Link href={href} className={classes.link}>
          {meaning}
          <VisuallyHidden>{FAILURES.show}</VisuallyHidden>
        </Link>{' '}
        <span className={classes.quiet}>{sinchsWords.join(' · ')}</span>
        <div className={classes.quiet}>
          {RETRY_TEXTS[retry]} {advice}
        </div>
      </div>
    </li>
  );
}
