import type { ReceivedCallback } from '@sinch-callback-app/server/contract';
import { Link } from 'wouter';
import { answerWords, CALLBACKS } from '../texts/callbacks.ts';
import { exactTime } from '../ui/exact-time.ts';
import { Fact } from '../ui/fact.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import classes from './callback-page.module.css';
import { NextAttempts } from './next-attempts.tsx';

export function CallbackFacts({ callback }: { callback: ReceivedCallback }) {
  const { receivedAt, type, message, answer } = callback;
  return (
    <dl className={classes.facts}>
      <Fact name={CALLBACKS.receivedAt}>
        <RelativeTime at={receivedAt} />
        <div className={classes.dimmed}>{exactTime(new Date(receivedAt))}</div>
      </Fact>
      <Fact name={CALLBACKS.type}>{type ?? CALLBACKS.noType}</Fact>
      <Fact name={CALLBACKS.message}>
        {message === null ? (
          CALLBACKS.noMessage
        ) : (
          <Link href={`/messages/${encodeURIComponent(message)}`} className="mono">
            {message}
          </Link>
        )}
      </Fact>
      <Fact name={CALLBACKS.answer}>{answerWords(answer)}</Fact>
      <div className={classes.next}>
        <dt>{CALLBACKS.next}</dt>
        <dd>
          <NextAttempts callback={callback} />
        </dd>
      </div>
    </dl>
  );
}
