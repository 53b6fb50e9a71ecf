import { useEffect, useState } from 'react';
import type { FormEvent, RefObject } from 'react';
import { EXAMPLE_MESSAGE } from '../setup/numbers-to-try.ts';
import { EMPTY, isEqual, missingFields } from './draft.ts';
import type { Draft, FieldErrors } from './draft.ts';
import { fieldErrors } from './field-errors.ts';
import type { Ended } from './outcome.ts';
import { splitRecipients } from './split-recipients.ts';
import { useSend } from './use-send.ts';

/** The form holds a message that was refused; `replaced` is what stood there before, if anything. */
interface Refill {
  replaced: Draft | null;
}

/** The form's state and what happens to it; how it looks is send-form.tsx's. */
export function useSendForm(form: RefObject<HTMLFormElement | null>) {
  const [draft, setDraft] = useState(EMPTY);
  const [faults, setFaults] = useState<FieldErrors>({});
  const [mended, setMended] = useState<ReadonlySet<string>>(new Set());
  const [outcome, setOutcome] = useState<Ended | null>(null);
  const [refill, setRefill] = useState<Refill | null>(null);

  const mark = (found: FieldErrors): void => {
    setFaults(found);
    setMended(new Set());
  };
  const { submit, sending, startAnew } = useSend((end) => {
    setOutcome(end);
    if (end.kind === 'sent') setDraft(EMPTY);
    if (end.kind === 'invalid') mark(fieldErrors(end.errors, splitRecipients(end.draft.to)));
  });

  useEffect(() => {
    if (Object.keys(faults).length > 0)
      form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [faults, form]);

  // The heading: a field would open a phone's keyboard over the rest, and a key held down would press Send.
  useEffect(() => {
    if (refill !== null) form.current?.querySelector('h2')?.focus();
  }, [refill, form]);

  const change = (part: Partial<Draft>): void => {
    setDraft((known) => ({ ...known, ...part }));
    // How the last message ended is no news while the next is written; what is still to do is.
    setOutcome((known) => (known?.kind === 'sent' ? null : known));
    setMended((known) => new Set([...known, ...Object.keys(part)]));
  };
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (sending) return;
    const missing = missingFields(draft);
    mark(missing);
    if (Object.keys(missing).length > 0) return;
    setOutcome(null);
    setRefill(null);
    submit(draft);
  };
  /** Puts in a message that was refused, to be sent as a new one. */
  const fill = (message: Draft): void => {
    startAnew();
    mark({});
    setOutcome(null);
    setRefill({ replaced: isEqual(draft, message) || isEqual(draft, EMPTY) ? null : draft });
    setDraft(message);
  };
  const undoFill = (): void => {
    setDraft((known) => refill?.replaced ?? known);
    setRefill(null);
    // The pressed button goes with its note.
    form.current?.querySelector('h2')?.focus();
  };
  const tryNumber = (number: string): void => {
    const numbers = splitRecipients(draft.to);
    change({
      to: numbers.includes(number) ? draft.to : [...numbers, number].join('\n'),
      ...(draft.message === '' && { message: EXAMPLE_MESSAGE }),
    });
  };
  const errors = Object.fromEntries(Object.entries(faults).filter(([field]) => !mended.has(field)));
  return { draft, errors, outcome, sending, refill, change, onSubmit, tryNumber, fill, undoFill };
}
