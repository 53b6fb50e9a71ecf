import { Button } from '@mantine/core';
import type { Message } from '@sinch-callback-app/server/contract';
import { useEffect, useId, useRef } from 'react';
import type { KeyboardEvent } from 'react';
import { Note } from '../ui/note.tsx';
import { useLate } from '../ui/use-late.ts';
import { useNow } from '../ui/use-now.ts';
import classes from './cancel-message.module.css';
import { planOf } from '../messages/plan.ts';

interface Props {
  message: Message;
  isCancelling: boolean;
  onYes: () => void;
  onNo: () => void;
}

/** Takes the focus as a whole, so that a key held down answers nothing. */
export function CancelQuestion({ message, isCancelling, onYes, onNo }: Props) {
  const group = useRef<HTMLFieldSetElement>(null);
  const [question, consequence] = [useId(), useId()];
  const isScheduled = planOf(message, useNow())?.kind === 'scheduled';
  const late = useLate(isCancelling);
  useEffect(() => group.current?.focus(), []);
  const answer = (reply: () => void) => () => {
    if (!isCancelling) reply();
  };
  const onKeyDown = ({ key }: KeyboardEvent): void => {
    if (key === 'Escape') answer(onNo)();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape is but a second way to "Keep it"
    <fieldset
      ref={group}
      tabIndex={-1}
      aria-labelledby={question}
      aria-describedby={consequence}
      className={classes.question}
      onKeyDown={onKeyDown}
    >
      <Note tone="unsure">
        <strong id={question}>Cancel this message?</strong>{' '}
        <span id={consequence}>
          {isScheduled
            ? 'Then nobody receives it.'
            : 'Sinch stops what it has not passed on to the carrier yet.'}
        </span>
        <div className={classes.answers}>
          <Button size="xs" aria-disabled={isCancelling} onClick={answer(onYes)}>
            {late ? 'Cancelling…' : 'Yes, cancel it'}
          </Button>
          <Button size="xs" variant="default" aria-disabled={isCancelling} onClick={answer(onNo)}>
            Keep it
          </Button>
        </div>
      </Note>
    </fieldset>
  );
}
