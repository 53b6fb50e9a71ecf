import { Skeleton } from '@mantine/core';
import { useState } from 'react';
import { isNotFound } from '../api-errors.ts';
import { CALLBACKS } from '../texts/callbacks.ts';
import { Note } from '../ui/note.tsx';
import { Waiting } from '../ui/waiting.tsx';
import { CallbackDetail } from './callback-detail.tsx';
import classes from './callback-page.module.css';
import { useReceived } from './use-received.ts';

/** One callback: what came, how it was judged, what it did and what Sinch does next. */
export function CallbackPage({ id }: { id: string }) {
  const [reveal, setReveal] = useState(false);
  const { data: callback, error } = useReceived(id, reveal);
  if (callback !== undefined) return <CallbackDetail callback={callback} onReveal={setReveal} />;
  if (error !== null) {
    return (
      <div className={classes.page}>
        <Note tone="unsure">
          {isNotFound(error) ? `${CALLBACKS.missing} ${CALLBACKS.missingAdvice}` : CALLBACKS.failed}
        </Note>
      </div>
    );
  }
  return (
    <Waiting className={classes.page}>
      <Skeleton height={14} width="60%" />
      <Skeleton height={120} />
    </Waiting>
  );
}
