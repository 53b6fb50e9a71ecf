import { Button, Textarea, TextInput } from '@mantine/core';
import type { Setup } from '@sinch-callback-app/server/contract';
import { useId, useImperativeHandle, useRef } from 'react';
import type { Ref } from 'react';
import { useLate } from '../ui/use-late.ts';
import { BudgetNote } from './budget-note.tsx';
import type { Draft } from './draft.ts';
import { BELOW, faultLines } from './field-layout.tsx';
import { NumbersToTry } from './numbers-to-try.tsx';
import { OutcomeNotice } from './outcome-notice.tsx';
import { RefillNote } from './refill-note.tsx';
import { segmentsText } from './segments-text.ts';
import classes from './send-form.module.css';
import { splitRecipients } from './split-recipients.ts';
import { useBudget } from './use-budget.ts';
import { useMoveFocus } from './use-move-focus.ts';
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
  const form = useSendForm(element);
  const { fill } = form;
  useImperativeHandle(ref, () => ({ fill }));
  const [heading, refilled] = [useId(), useId()];
  const late = useLate(form.sending);
  const budget = useBudget();
  const { draft, errors } = form;
  const moveFocus = useMoveFocus(element);
  const show = (name: string, part: Partial<Draft>): void => {
    moveFocus(name);
    form.change(part);
  };
  const count = splitRecipients(draft.to).length;
  return (
    <form
      ref={element}
      aria-labelledby={heading}
      noValidate
      className={classes.form}
      onSubmit={form.onSubmit}
    >
      <h2 id={heading} tabIndex={-1} aria-describedby={refilled}>
        Send an SMS
      </h2>
      {form.refill && <RefillNote id={refilled} {...form.refill} onUndo={form.undoFill} />}
      <Textarea
        label={count > 1 ? `To (${count} recipients)` : 'To'}
        name="to"
        autosize
        minRows={2}
        maxRows={8}
        inputMode="tel"
        required
        withAsterisk={false}
        description="With country code, like +15550100001; one a line, or with commas."
        inputWrapperOrder={BELOW}
        readOnly={form.sending}
        value={draft.to}
        onChange={(event) => form.change({ to: event.currentTarget.value })}
        error={faultLines(errors.to)}
      />
      {setup?.sinch === 'local' && <NumbersToTry onPick={form.tryNumber} />}
      <Textarea
        label="Message"
        name="message"
        rows={4}
        resize="vertical"
        required
        withAsterisk={false}
        description={segmentsText(draft.message)}
        inputWrapperOrder={BELOW}
        readOnly={form.sending}
        value={draft.message}
        onChange={(event) => form.change({ message: event.currentTarget.value })}
        error={faultLines(errors.message)}
      />
      <TextInput
        label="From (optional)"
        name="from"
        description="A number, short code or name of yours."
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
      <Button type="submit" aria-disabled={form.sending} data-sending={form.sending || undefined}>
        {pressText(draft, late)}
      </Button>
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

const pressText = ({ sendAt }: Draft, late: boolean): string => {
  if (sendAt === null) return late ? 'Sending…' : 'Send';
  return late ? 'Scheduling…' : 'Schedule';
};
