import { Button } from '@mantine/core';
import type { Message } from '@sinch-callback-app/server/contract';
import { useIsMutating } from '@tanstack/react-query';
import { useMemo } from 'react';
import { againToAll, againToSome, failedText, FAILURES } from '../texts/message.ts';
import { FailureItem } from './failure-item.tsx';
import classes from './failure-panel.module.css';
import { failuresOf, whomAgain } from './failures.ts';
import { useSelection } from './use-selection.ts';

interface Props {
  message: Message;
  /** Puts those numbers, with this message, into the form. */
  onSendAgain: (numbers: readonly string[]) => void;
}

/** What failed, by cause, with what can be done about it. */
export function FailurePanel({ message: { recipients }, onSendAgain }: Props) {
  const failures = useMemo(() => failuresOf(recipients), [recipients]);
  const { all, some } = useMemo(() => whomAgain(recipients, failures), [recipients, failures]);
  const { hrefTo } = useSelection();
  if (all.length === 0) return null;
  const isOnly = recipients.length === 1;
  return (
    <section aria-labelledby="failures" className={classes.panel}>
      <h3 id="failures" className={classes.heading}>
        {failedText(all.length, recipients.length)}
      </h3>
      {!isOnly && (
        <ul className={classes.causes}>
          {failures.map((failure) => (
            <FailureItem
              key={failure.cause}
              failure={failure}
              href={hrefTo({ show: 'failed', cause: failure.cause, find: '' })}
            />
          ))}
        </ul>
      )}
      <Again all={all} some={some} total={recipients.length} onPress={onSendAgain} />
    </section>
  );
}

interface AgainProps {
  all: readonly string[];
  some: readonly string[];
  total: number;
  onPress: (numbers: readonly string[]) => void;
}

/** Where sending again can help some but not others, the reader chooses. */
function Again({ all, some, total, onPress }: AgainProps) {
  const isSending = useIsMutating() > 0;
  const isMixed = some.length > 0 && some.length < all.length;
  return (
    <div className={classes.again}>
      {some.length === 0 && <p className={classes.hint}>{FAILURES.hopeless}</p>}
      {isMixed && (
        <Button size="xs" disabled={isSending} onClick={() => onPress(some)}>
          {againToSome(some.length)}
        </Button>
      )}
      <Button size="xs" variant="default" disabled={isSending} onClick={() => onPress(all)}>
        {againToAll(all.length, total)}
      </Button>
    </div>
  );
}
