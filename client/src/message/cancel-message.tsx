import { Button } from '@mantine/core';
import type { Message } from '@sinch-callback-app/server/contract';
import { useRef, useState } from 'react';
import type { PropsWithChildren } from 'react';
import { CANCEL } from '../texts/message.ts';
import { Note } from '../ui/note.tsx';
import { useFocusKept } from '../ui/use-focus-kept.ts';
import classes from './cancel-message.module.css';
import { cancelNote } from './cancel-note.ts';
import { CancelQuestion } from './cancel-question.tsx';
import { canBeCancelled } from '../messages/plan.ts';
import { useCancel } from './use-cancel.ts';

/** A line about the message, and at its end the way to stop it: asked for twice, so that no slip of a finger does. */
export function CancelMessage({ message, children }: PropsWithChildren<{ message: Message }>) {
  const place = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const [isAsked, setAsked] = useState(false);
  const { start, isCancelling, outcome } = useCancel(message, ({ kind }) => setAsked(kind === 'failed'));
  const isOffered = canBeCancelled(message) && outcome?.kind !== 'too_late';
  const note = cancelNote(message, outcome);
  const keep = (): void => {
    setAsked(false);
    button.current?.focus();
  };
  return (
    <div ref={place} {...useFocusKept(place)}>
      <div className={classes.line}>
        {children}
        {isOffered && (
          <Button
            ref={button}
            size="xs"
            variant="default"
            className={classes.button}
            aria-expanded={isAsked}
            onClick={() => setAsked(!isAsked || isCancelling)}
          >
            {CANCEL.button}
          </Button>
        )}
      </div>
      {isOffered && isAsked && (
        <CancelQuestion message={message} isCancelling={isCancelling} onYes={start} onNo={keep} />
      )}
      <div aria-live="polite" className={classes.note}>
        {note && <Note tone={note.tone}>{note.text}</Note>}
      </div>
    </div>
  );
}
