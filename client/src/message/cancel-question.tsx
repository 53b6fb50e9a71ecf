import { Button } from '@mantine/core';
import type { Message } from '@sinch-callback-app/server/contract';
import { useEffect, useId, useRef } from 'react';
import type { KeyboardEvent } from 'react';
import { CANCEL } from '../texts/message.ts';
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
        <strong id={question}>{CANCEL.question}</strong>{' '}
        <span id={consequence}>{isScheduled ? CANCEL.nobodyGetsIt : CANCEL.stopsTheRest}</span>
        <div className={classes.answers}>
          <Button size="xs" aria-disabled={isCancelling} onClick={answer(onYes)}>
            {late ? CANCEL.underWay : CANCEL.yes}
          </Button>
          <Button size="xs" variant="default" aria-disabled={isCancelling} onClick={answer(onNo)}>
            {CANCEL.keep}
          </Button>
        </div>
      </Note>
    </fieldset>
  );
}
