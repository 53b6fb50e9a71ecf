import { Anchor, NativeSelect, TextInput } from '@mantine/core';
import type { Transport } from '@sinch-callback-app/server/contract';
import IconChevronDown from '@tabler/icons-react/dist/esm/icons/IconChevronDown.mjs';
import { useEffect, useRef } from 'react';
import { useNow } from '../ui/use-now.ts';
import type { Draft, FieldErrors } from './draft.ts';
import { BELOW, faultLines } from './field-layout.tsx';
import classes from './send-form.module.css';
import { EXPIRIES, expiryNamed, LONGEST, sendAtText, suggestedTime } from './times.ts';

interface Props {
  draft: Draft;
  errors: FieldErrors;
  transport: Transport | undefined;
  readOnly: boolean;
  onChange: (part: Partial<Draft>) => void;
}

/** When to send, and when to give up: two words to press until somebody wants to say so. */
export function WhenFields({ draft, errors, transport, readOnly, onChange }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const next = useRef<string | null>(null);
  // What was pressed makes way for what it brought.
  useEffect(() => {
    if (next.current !== null) place.current?.querySelector<HTMLElement>(`[name="${next.current}"]`)?.focus();
    next.current = null;
  });
  const show = (name: string, part: Partial<Draft>): void => {
    next.current = name;
    onChange(part);
  };
  const hasSendAt = draft.sendAt !== null;
  const hasExpiry = draft.expiry !== null || errors.expiry !== undefined;
  return (
    <div ref={place} className={classes.when}>
      {draft.sendAt !== null && (
        <SendAtField
          value={draft.sendAt}
          faults={errors.sendAt}
          readOnly={readOnly}
          onChange={(sendAt) => onChange({ sendAt })}
          onNow={() => show('later', { sendAt: null })}
        />
      )}
      {hasExpiry && (
        <NativeSelect
          label="Give up after"
          name="expiry"
          description="Counted from when it is sent. What Sinch has not delivered by then expires."
          inputWrapperOrder={BELOW}
          rightSection={<IconChevronDown size={16} aria-hidden />}
          disabled={readOnly}
          data={EXPIRIES.map(({ value, label }) => ({ value, label }))}
          value={draft.expiry ?? LONGEST}
          onChange={(event) => onChange({ expiry: expiryNamed(event.currentTarget.value) })}
          error={faultLines(errors.expiry)}
        />
      )}
      <div className={classes.options}>
        {transport === 'sms' && !hasSendAt && (
          <Anchor
            {...QUIET}
            name="later"
            disabled={readOnly}
            onClick={() => show('sendAt', { sendAt: suggestedTime(Date.now()) })}
          >
            Send later
          </Anchor>
        )}
        {!hasExpiry && (
          <Anchor {...QUIET} disabled={readOnly} onClick={() => show('expiry', { expiry: LONGEST })}>
            Give up earlier
          </Anchor>
        )}
      </div>
      {transport === 'conversation' && (
        <p className={classes.hint}>It is sent at once: Sinch’s Conversation API cannot send later.</p>
      )}
    </div>
  );
}

const QUIET = { component: 'button', type: 'button', size: 'sm', underline: 'hover' } as const;

interface SendAtProps {
  value: string;
  faults: readonly string[] | undefined;
  readOnly: boolean;
  onChange: (value: string) => void;
  onNow: () => void;
}

function SendAtField({ value, faults, readOnly, onChange, onNow }: SendAtProps) {
  const now = useNow();
  return (
    <div>
      <TextInput
        type="datetime-local"
        label="Send at"
        name="sendAt"
        description={sendAtText(value, now)}
        inputWrapperOrder={BELOW}
        readOnly={readOnly}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        error={faultLines(faults)}
      />
      <Anchor {...QUIET} disabled={readOnly} onClick={onNow}>
        Send now instead
      </Anchor>
    </div>
  );
}
