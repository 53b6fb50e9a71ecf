import { Anchor, NativeSelect, TextInput } from '@mantine/core';
import IconChevronDown from '@tabler/icons-react/dist/esm/icons/IconChevronDown.mjs';
import { WHEN } from '../texts/send.ts';
import { useNow } from '../ui/use-now.ts';
import type { Draft, FieldErrors } from './draft.ts';
import { BELOW, faultLines } from './field-layout.tsx';
import { LINK_BUTTON } from './link-button.ts';
import classes from './send-form.module.css';
import { EXPIRIES, expiryNamed, expiryText, LONGEST, sendAtText } from './times.ts';
import { hasExpiry } from './when-options.tsx';

interface Props {
  draft: Draft;
  errors: FieldErrors;
  readOnly: boolean;
  onChange: (part: Partial<Draft>) => void;
  onNow: () => void;
}

/** When to send, and when to give up, as far as somebody wants to say so. */
export function WhenFields({ draft, errors, readOnly, onChange, onNow }: Props) {
  return (
    <>
      {draft.sendAt !== null && (
        <SendAtField
          value={draft.sendAt}
          faults={errors.sendAt}
          readOnly={readOnly}
          onChange={(sendAt) => onChange({ sendAt })}
          onNow={onNow}
        />
      )}
      {hasExpiry(draft, errors) && (
        <NativeSelect
          label={WHEN.expiry}
          name="expiry"
          description={WHEN.expiryHint}
          inputWrapperOrder={BELOW}
          rightSection={<IconChevronDown size={16} aria-hidden />}
          disabled={readOnly}
          data={EXPIRIES.map(({ value }) => ({ value, label: expiryText(value) }))}
          value={draft.expiry ?? LONGEST}
          onChange={(event) => onChange({ expiry: expiryNamed(event.currentTarget.value) })}
          error={faultLines(errors.expiry)}
        />
      )}
    </>
  );
}

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
        label={WHEN.sendAt}
        name="sendAt"
        description={sendAtText(value, now)}
        inputWrapperOrder={BELOW}
        readOnly={readOnly}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        error={faultLines(faults)}
      />
      <Anchor {...LINK_BUTTON} className={classes.now} disabled={readOnly} onClick={onNow}>
        {WHEN.now}
      </Anchor>
    </div>
  );
}
