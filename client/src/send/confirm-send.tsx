import { Button } from '@mantine/core';
import { useId } from 'react';
import { CONFIRM, confirmButton, confirmHeading, confirmParts, firstOf, WHEN } from '../texts/send.ts';
import { PlannedTimeAndWait } from '../ui/planned-time.tsx';
import { Question } from '../ui/question.tsx';
import classes from './confirm-send.module.css';
import type { Draft } from './draft.ts';
import type { Person } from './recipients/readings.ts';
import { expiryText, requestedTimes } from './times.ts';

interface Props {
  draft: Draft;
  people: readonly Person[];
  /** Of the text, for each of them. */
  parts: number;
  defaultFrom: string | null | undefined;
  onYes: () => void;
  onBack: () => void;
}

const NAMED = 3;

/** What is about to happen to how many. */
export function ConfirmSend({ draft, people, parts, defaultFrom, onYes, onBack }: Props) {
  const [question, facts] = [useId(), useId()];
  const isLater = draft.sendAt !== null;
  const { sendAt } = requestedTimes(draft, 0);
  const first = people.slice(0, NAMED).map(({ number }) => number);
  return (
    <Question labelledBy={question} describedBy={facts} className={classes.question} onEscape={onBack}>
      <h3 id={question}>{confirmHeading(people.length, isLater)}</h3>
      <dl id={facts} className={classes.facts}>
        <dt>{CONFIRM.people}</dt>
        <dd>{firstOf(first, people.length - first.length)}</dd>
        <dt>{CONFIRM.parts}</dt>
        <dd>{confirmParts(people.length, parts)}</dd>
        <dt>{CONFIRM.from}</dt>
        <dd>{draft.from.trim() || (defaultFrom ?? CONFIRM.anySender)}</dd>
        <dt>{CONFIRM.when}</dt>
        <dd>{sendAt === undefined ? CONFIRM.now : <PlannedTimeAndWait at={sendAt} />}</dd>
        {draft.expiry !== null && (
          <>
            <dt>{WHEN.expiry}</dt>
            <dd>{expiryText(draft.expiry)}</dd>
          </>
        )}
      </dl>
      <div className={classes.answers}>
        <Button onClick={onYes}>{confirmButton(people.length, isLater)}</Button>
        <Button variant="default" onClick={onBack}>
          {CONFIRM.back}
        </Button>
      </div>
    </Question>
  );
}
