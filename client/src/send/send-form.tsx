import { Button, TextInput } from '@mantine/core';
import type { Setup } from '@sinch-callback-app/server/contract';
import { useId, useImperativeHandle, useRef } from 'react';
import type { Ref } from 'react';
import { FORM } from '../texts/send.ts';
import { useLate } from '../ui/use-late.ts';
import { BudgetNote } from './budget-note.tsx';
import { ConfirmSend } from './confirm-send.tsx';
import type { Draft } from './draft.ts';
import { BELOW, faultLines } from './field-layout.tsx';
import { MessageField } from './message-field.tsx';
import { NumbersToTry } from './numbers-to-try.tsx';
import { OutcomeNotice } from './outcome-notice.tsx';
import { RecipientsField } from './recipients/recipients-field.tsx';
import { RefillNote } from './refill-note.tsx';
import { ResendNote } from './resend-note.tsx';
import { partsOf } from './segments-text.ts';
import classes from './send-form.module.css';
import { useBudget } from './use-budget.ts';
import { useSendForm } from './use-send-form.ts';
import { WhenFields } from './when-fields.tsx';
import { WhenOptions } from './when-options.tsx';

export interface SendFormHandle {
  /** Puts a message in, to be sent as a new one, and takes the focus. */
  fill(message: Draft): void;
}

interface Props {
  ref: Ref<SendFormHandle>;
  setup: Setup | undefined;
}

export function SendForm({ ref, setup }: Props) {
  const element = useRef<HTMLFormElement>(null);
  const form = useSendForm(element, setup);
  const { fill } = form;
  useImperativeHandle(ref, () => ({ fill }));
  const [heading, refilled] = [useId(), useId()];
  const budget = useBudget();
  const { draft, errors } = form;
  const show = (name: string, part: Partial<Draft>): void => {
    form.moveFocus(name);
    form.change(part);
  };
  return (
    <form
      ref={element}
      aria-labelledby={heading}
      noValidate
      className={classes.form}
      onSubmit={form.onSubmit}
    >
      <h2 id={heading} tabIndex={-1} aria-describedby={refilled}>
        {FORM.heading}
      </h2>
      {form.refill && <RefillNote id={refilled} {...form.refill} onUndo={form.undoFill} />}
      {draft.resendOf !== null && (
        <ResendNote
          id={draft.resendOf}
          people={form.people.length}
          faults={errors.resendOf}
          disabled={form.sending}
          onDrop={form.dropResend}
        />
      )}
      <RecipientsField
        text={draft.to}
        recipients={form.recipients}
        faults={errors.to}
        readOnly={form.sending}
        onEdit={form.editTo}
      />
      {setup?.sinch === 'local' && <NumbersToTry onPick={form.tryNumber} />}
      <MessageField
        message={draft.message}
        people={form.people.length}
        faults={errors.message}
        readOnly={form.sending}
        onChange={(message) => form.change({ message })}
      />
      <TextInput
        label={FORM.from}
        name="from"
        description={FORM.fromHint}
        placeholder={setup?.defaultFrom ?? undefined}
        inputWrapperOrder={BELOW}
        readOnly={form.sending}
        value={draft.from}
        onChange={(event) => form.change({ from: event.currentTarget.value })}
        error={faultLines(errors.from)}
      />
      <WhenFields
        draft={draft}
        errors={errors}
        readOnly={form.sending}
        onChange={form.change}
        onNow={() => show('later', { sendAt: null })}
      />
      {form.press === 'confirming' ? (
        <ConfirmSend
          draft={draft}
          people={form.people}
          parts={partsOf(draft.message)}
          defaultFrom={setup?.defaultFrom}
          onYes={form.confirm}
          onBack={form.goBack}
        />
      ) : (
        <SendButton
          isLater={draft.sendAt !== null}
          sending={form.sending}
          reading={form.press === 'reading'}
        />
      )}
      <BudgetNote budget={budget} />
      <WhenOptions
        draft={draft}
        errors={errors}
        transport={setup?.transport}
        disabled={form.sending}
        onShow={show}
      />
      <OutcomeNotice outcome={form.outcome} onSendAgain={fill} />
    </form>
  );
}

function SendButton({ isLater, sending, reading }: { isLater: boolean; sending: boolean; reading: boolean }) {
  const late = useLate(sending || reading);
  const waiting = isLater ? FORM.scheduling : FORM.sending;
  const ready = isLater ? FORM.schedule : FORM.send;
  return (
    <Button type="submit" name="send" aria-disabled={sending || reading} data-sending={sending || undefined}>
      {late ? (reading ? FORM.checking : waiting) : ready}
    </Button>
  );
}
