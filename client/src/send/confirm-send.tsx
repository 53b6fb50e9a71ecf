import { Button } from '@mantine/core';
import { useEffect, useId, useRef } from 'react';
import type { KeyboardEvent } from 'react';
import { CONFIRM, confirmButton, confirmHeading, confirmParts, firstOf, WHEN } from '../texts/send.ts';
import { PlannedTimeAndWait } from '../ui/planned-time.tsx';
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

/** What is about to happen to how many. Takes the focus as a whole, so that a key held down answers nothing. */
export function ConfirmSend({ draft, people, parts, defaultFrom, onYes, onBack }: Props) {
  const group = useRef<HTMLFieldSetElement>(null);
  const [question, facts] = [useId(), useId()];
  useEffect(() => {
    group.current?.focus({ preventScroll: true });
    // At once: there is no motion that one could want less of.
    group.current?.scrollIntoView?.({ block: 'nearest', behavior: 'instant' });
  }, []);
  const isLater = draft.sendAt !== null;
  const { sendAt } = requestedTimes(draft, 0);
  const first = people.slice(0, NAMED).map(({ number }) => number);
  const onKeyDown = ({ key }: KeyboardEvent): void => {
    if (key === 'Escape') onBack();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape is but a second way to go back
    <fieldset
      ref={group}
      tabIndex={-1}
      aria-labelledby={question}
      aria-describedby={facts}
      className={classes.question}
      onKeyDown={onKeyDown}
    >
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
    </fieldset>
  );
}
