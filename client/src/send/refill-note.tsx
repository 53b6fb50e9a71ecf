import { Button } from '@mantine/core';
import { REFILL } from '../texts/send.ts';
import { Note } from '../ui/note.tsx';
import type { Draft } from './draft.ts';
import classes from './send-form.module.css';

interface Props {
  id: string;
  /** What stood in the form before; null if nothing is lost. */
  replaced: Draft | null;
  onUndo: () => void;
}

/** Says that the form was filled, not sent. It describes the heading that takes the focus, so it is heard, too. */
export function RefillNote({ id, replaced, onUndo }: Props) {
  return (
    <Note tone="plain">
      <span id={id}>
        <strong>{REFILL.title}</strong> {REFILL.text}
      </span>
      {replaced && (
        <div className={classes.undo}>
          <Button size="xs" variant="default" onClick={onUndo}>
            {REFILL.undo}
          </Button>
        </div>
      )}
    </Note>
  );
}
