import { Skeleton } from '@mantine/core';
import { useState } from 'react';
import { Refused } from '../api-errors.ts';
import { CALLBACKS } from '../texts/callbacks.ts';
import { Note } from '../ui/note.tsx';
import { useLate } from '../ui/use-late.ts';
import { CallbackDetail } from './callback-detail.tsx';
import classes from './callback-page.module.css';
import { useReceived } from './use-received.ts';

/** One callback: what came, how it was judged, what it did and what Sinch does next. */
export function CallbackPage({ id }: { id: string }) {
  const [reveal, setReveal] = useState(false);
  const { data: callback, error, isPending } = useReceived(id, reveal);
  const slow = useLate(isPending);
  if (callback !== undefined) return <CallbackDetail callback={callback} onReveal={setReveal} />;
  if (error !== null) {
    const isMissing = error instanceof Refused && error.problem.status === 404;
    return (
      <div className={classes.page}>
        <Note tone="unsure">
          {isMissing ? `${CALLBACKS.missing} ${CALLBACKS.missingAdvice}` : CALLBACKS.failed}
        </Note>
      </div>
    );
  }
  return (
    <div className={classes.page} aria-hidden>
      {slow && (
        <>
          <Skeleton height={14} width="60%" />
          <Skeleton height={120} />
        </>
      )}
    </div>
  );
}
