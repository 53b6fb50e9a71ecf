import { Anchor, FileButton, Textarea } from '@mantine/core';
import { useRef, useState } from 'react';
import type { ClipboardEvent, DragEvent } from 'react';
import { RECIPIENTS } from '../../texts/send.ts';
import { BELOW, faultLines } from '../field-layout.tsx';
import { LINK_BUTTON } from '../link-button.ts';
import { CountrySelect } from './country-select.tsx';
import { ImportNote } from './import-note.tsx';
import classes from './recipients.module.css';
import { RollView } from './roll-view.tsx';
import { looksTabular } from './table.ts';
import { useImport } from './use-import.ts';
import type { Recipients } from './use-recipients.ts';
import { useTyping } from './use-typing.ts';

interface Props {
  text: string;
  recipients: Recipients;
  faults: readonly string[] | undefined;
  readOnly: boolean;
  onEdit: (change: (text: string) => string) => void;
}

const FILES = '.csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain';

/** A browser that types in as many lines itself, so that it could undo them, stands still over it. */
const LONG = 20_000;

/** Takes numbers in whatever form they come, and says at once whom they make. */
export function RecipientsField({ text, recipients, faults, readOnly, onEdit }: Props) {
  const { caret, onTyped } = useTyping();
  const brought = useImport(recipients.country, onEdit);
  const [isOver, setOver] = useState(false);
  const forgetFile = useRef<() => void>(null);
  const takeFile = (file: File | null | undefined): void => {
    if (file && !readOnly) brought.takeFile(file);
    // Or the same one could not be chosen again.
    forgetFile.current?.();
  };
  const onPaste = (event: ClipboardEvent<HTMLTextAreaElement>): void => {
    const pasted = event.clipboardData.getData('text/plain');
    if (readOnly) return;
    if (looksTabular(pasted)) {
      event.preventDefault();
      brought.takeTable(pasted);
    } else if (pasted.length > LONG) {
      event.preventDefault();
      const { selectionStart, selectionEnd } = event.currentTarget;
      onEdit((known) => known.slice(0, selectionStart) + pasted + known.slice(selectionEnd));
    }
  };
  const onDragOver = (event: DragEvent): void => {
    if (!event.dataTransfer.types.includes('Files')) return;
    // Else the browser would leave the page for the file.
    event.preventDefault();
    setOver(true);
  };
  const onDrop = (event: DragEvent): void => {
    setOver(false);
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    takeFile(event.dataTransfer.files[0]);
  };
  return (
    <div
      className={classes.field}
      data-over={isOver || undefined}
      onDragOver={onDragOver}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <div className={classes.file}>
        <FileButton accept={FILES} onChange={takeFile} resetRef={forgetFile} disabled={readOnly}>
          {({ onClick }) => (
            <Anchor {...LINK_BUTTON} disabled={readOnly} onClick={onClick}>
              {RECIPIENTS.file}
            </Anchor>
          )}
        </FileButton>
      </div>
      <Textarea
        label={RECIPIENTS.label}
        name="to"
        rows={rowsOf(text)}
        inputMode="tel"
        required
        withAsterisk={false}
        description={RECIPIENTS.hint}
        inputWrapperOrder={BELOW}
        readOnly={readOnly}
        value={text}
        onFocus={recipients.retry}
        onPaste={onPaste}
        onChange={(event) => {
          onTyped(event);
          const { value } = event.currentTarget;
          onEdit(() => value);
        }}
        error={faultLines(faults)}
      />
      <CountrySelect {...recipients} disabled={readOnly} />
      <ImportNote {...brought} readOnly={readOnly} />
      <RollView text={text} caret={caret} recipients={recipients} readOnly={readOnly} onEdit={onEdit} />
    </div>
  );
}

/** As many as there are lines, within bounds: to measure ten thousand of them at each keystroke takes too long. */
const rowsOf = (text: string): number => Math.min(8, Math.max(2, text.slice(0, 1000).split('\n').length));
