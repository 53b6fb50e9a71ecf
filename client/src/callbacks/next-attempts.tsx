import type { ReceivedCallback } from '@sinch-callback-app/server/contract';
import { againWords, CALLBACKS, givesUpWords } from '../texts/callbacks.ts';
import { PlannedTimeAndWait } from '../ui/planned-time.tsx';
import { timeUntil } from '../ui/planned.ts';
import { useNow } from '../ui/use-now.ts';
import { attemptsOf } from './attempts.ts';

const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });

interface Props {
  callback: Pick<ReceivedCallback, 'next' | 'receivedAt'>;
}

export function NextAttempts({ callback: { next, receivedAt } }: Props) {
  const now = useNow();
  if (next.kind !== 'again') return CALLBACKS[next.kind];
  const attempts = attemptsOf(next, receivedAt, now);
  if (attempts === null) return CALLBACKS.againOver;
  const { named, more, givesUpAt, after } = attempts;
  const words = named.map((at) => ({ at: clock.format(at), wait: timeUntil(at, now) }));
  return (
    <>
      {againWords(words, more)} {givesUpWords(after)}{' '}
      <PlannedTimeAndWait at={new Date(givesUpAt).toISOString()} />. {CALLBACKS.ifFirst}
    </>
  );
}
