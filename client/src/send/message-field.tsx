import { Anchor, Textarea } from '@mantine/core';
import { useMemo, useRef } from 'react';
import { FORM, replaceText, totalText, UNICODE } from '../texts/send.ts';
import { BELOW, faultLines } from './field-layout.tsx';
import { LINK_BUTTON } from './link-button.ts';
import { sizeOf } from './segments-text.ts';
import classes from './send-form.module.css';

interface Props {
  message: string;
  people: number;
  faults: readonly string[] | undefined;
  readOnly: boolean;
  onChange: (message: string) => void;
}

/** The text, how it will be cut, and what makes it dearer than it need be. */
export function MessageField({ message, people, faults, readOnly, onChange }: Props) {
  const field = useRef<HTMLTextAreaElement>(null);
  const { parts, text, culprit, plain } = useMemo(() => sizeOf(message), [message]);
  const find = (): void => {
    field.current?.focus();
    if (culprit) field.current?.setSelectionRange(culprit.start, culprit.end);
  };
  const replace = (): void => {
    if (plain) onChange(plain.message);
    // The pressed button goes with what it was for.
    field.current?.focus();
  };
  return (
    <div className={classes.message}>
      <Textarea
        ref={field}
        label={FORM.message}
        name="message"
        rows={4}
        resize="vertical"
        required
        withAsterisk={false}
        description={text}
        inputWrapperOrder={BELOW}
        readOnly={readOnly}
        value={message}
        onChange={(event) => onChange(event.currentTarget.value)}
        error={faultLines(faults)}
      />
      {culprit && (
        <div className={classes.options}>
          <Anchor {...LINK_BUTTON} onClick={find}>
            {UNICODE.find}
          </Anchor>
          {plain && (
            <Anchor {...LINK_BUTTON} disabled={readOnly} onClick={replace}>
              {replaceText(plain.characters, plain.replacements)}
            </Anchor>
          )}
        </div>
      )}
      {people > 1 && parts > 0 && <p className="quiet">{totalText(people, parts)}</p>}
    </div>
  );
}
