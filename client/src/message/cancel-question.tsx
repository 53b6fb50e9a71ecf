import { Button } from '@mantine/core';
import type { Message } from '@sinch-callback-app/server/contract';
import { useId } from 'react';
import { CANCEL } from '../texts/message.ts';
import { Note } from '../ui/note.tsx';
import { Question } from '../ui/question.tsx';
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

export function CancelQuestion({ message, isCancelling, onYes, onNo }: Props) {
  const [question, consequence] = [useId(), useId()];
  const isScheduled = planOf(message, useNow())?.kind === 'scheduled';
  const late = useLate(isCancelling);
  const answer = (reply: () => void) => () => {
    if (!isCancelling) reply();
  };
  return (
    <Question
      labelledBy={question}
      describedBy={consequence}
      className={classes.question}
      onEscape={answer(onNo)}
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
    </Question>
  );
}
