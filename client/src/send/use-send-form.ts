import type { Setup } from '@sinch-callback-app/server/contract';
import { useEffect, useState } from 'react';
import type { FormEvent, RefObject } from 'react';
import { NUMBERS } from '../texts/send.ts';
import { EMPTY, findFaults, isEqual } from './draft.ts';
import type { Draft, FieldErrors } from './draft.ts';
import { fieldErrors } from './field-errors.ts';
import type { Ended } from './outcome.ts';
import { addLines, splitRecipients } from './recipients/entries.ts';
import { NOBODY } from './recipients/readings.ts';
import { useRecipients } from './recipients/use-recipients.ts';
import { useMoveFocus } from './use-move-focus.ts';
import { useSend } from './use-send.ts';

/** The form holds a message that was sent before; `replaced` is what stood there before, if anything. */
interface Refill {
  replaced: Draft | null;
}

/** A press of Send: it waits for the numbers to be read, and before many people are written to, for a yes. */
type Press = 'reading' | 'confirming' | null;

/** The form's state and what happens to it; how it looks is send-form.tsx's. */
export function useSendForm(form: RefObject<HTMLFormElement | null>, setup: Setup | undefined) {
  const [draft, setDraft] = useState(EMPTY);
  const [faults, setFaults] = useState<FieldErrors>({});
  const [mended, setMended] = useState<ReadonlySet<string>>(new Set());
  const [outcome, setOutcome] = useState<Ended | null>(null);
  const [refill, setRefill] = useState<Refill | null>(null);
  const [press, setPress] = useState<Press>(null);
  const read = useRecipients(draft.to, setup?.allowedCountries ?? null);
  const moveFocus = useMoveFocus(form);

  const mark = (found: FieldErrors): void => {
    setFaults(found);
    setMended(new Set());
  };
  const { submit, sending, startAnew } = useSend((end) => {
    setOutcome(end);
    if (end.kind === 'sent') setDraft(EMPTY);
    if (end.kind === 'invalid') mark(fieldErrors(end.errors, end.to));
  });

  useEffect(() => {
    if (Object.keys(faults).length > 0)
      form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-fault]')?.focus();
  }, [faults, form]);

  // The heading: a field would open a phone's keyboard over the rest, and a key held down would press Send.
  useEffect(() => {
    if (refill !== null) form.current?.querySelector('h2')?.focus();
  }, [refill, form]);

  const touch = (fields: readonly string[]): void => {
    // How the last message ended is no news while the next is written; what is still to do is.
    setOutcome((known) => (known?.kind === 'sent' ? null : known));
    setMended((known) => new Set([...known, ...fields]));
    // What was asked is another question now.
    setPress(null);
  };
  const change = (part: Partial<Draft>): void => {
    setDraft((known) => ({ ...known, ...part }));
    touch(Object.keys(part));
  };
  const editTo = (edit: (to: string) => string): void => {
    setDraft((known) => ({ ...known, to: edit(known.to) }));
    touch(['to']);
  };
  const setCountry = (country: string | null): void => {
    read.setCountry(country);
    touch(['to']);
  };
  const { people } = read.roll ?? NOBODY;

  const dispatch = (): void => {
    setPress(null);
    setOutcome(null);
    setRefill(null);
    submit({ draft, to: people.map(({ number }) => number) });
  };
  const confirm = (): void => {
    // What was pressed makes way for the button that sends.
    moveFocus('send');
    dispatch();
  };
  const goBack = (): void => {
    moveFocus('send');
    setPress(null);
  };
  const judge = (): void => {
    const found = findFaults(draft, read.roll ?? NOBODY);
    mark(found);
    if (Object.keys(found).length > 0) setPress(null);
    else if (people.length > 1) setPress('confirming');
    else dispatch();
  };
  const onSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (sending || press !== null) return;
    if (read.isRead) judge();
    else setPress('reading');
  };
  const isDue = press === 'reading' && read.isRead;
  useEffect(() => {
    if (isDue) judge();
    // oxlint-disable-next-line react/exhaustive-deps -- of the moment when the numbers have been read
  }, [isDue]);

  /** Puts in a message to be sent as a new one: one that was refused, or one to be sent again. */
  const fill = (message: Draft): void => {
    startAnew();
    mark({});
    setPress(null);
    setOutcome(null);
    setRefill({ replaced: isEqual(draft, message) || isEqual(draft, EMPTY) ? null : draft });
    setDraft(message);
  };
  const undoFill = (): void => {
    setDraft((known) => refill?.replaced ?? known);
    setRefill(null);
    setPress(null);
    // The pressed button goes with its note.
    form.current?.querySelector('h2')?.focus();
  };
  const dropResend = (): void => {
    change({ resendOf: null });
    form.current?.querySelector('h2')?.focus();
  };
  const tryNumber = (number: string): void => {
    editTo((to) => (splitRecipients(to).includes(number) ? to : addLines(to, [number])));
    if (draft.message === '') change({ message: NUMBERS.message });
  };
  const errors = Object.fromEntries(Object.entries(faults).filter(([field]) => !mended.has(field)));
  return {
    draft,
    errors,
    outcome,
    sending,
    refill,
    recipients: { ...read, setCountry },
    people,
    press,
    change,
    editTo,
    onSubmit,
    confirm,
    goBack,
    moveFocus,
    tryNumber,
    fill,
    undoFill,
    dropResend,
  };
}
