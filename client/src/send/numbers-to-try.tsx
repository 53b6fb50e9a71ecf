import { Button } from '@mantine/core';
import { NUMBERS_TO_TRY } from '../setup/numbers-to-try.ts';
import { NUMBERS } from '../texts/send.ts';
import classes from './send-form.module.css';

/** Fills the form with a number that the emulator knows what to do with. */
export function NumbersToTry({ onPick }: { onPick: (number: string) => void }) {
  return (
    <fieldset className={classes.numbers}>
      <legend className={classes.hint}>{NUMBERS.legend}</legend>
      {NUMBERS_TO_TRY.map(({ number, does }) => (
        <Button
          key={number}
          size="compact-xs"
          variant="default"
          title={number}
          onClick={() => onPick(number)}
        >
          {NUMBERS.button(number, does)}
        </Button>
      ))}
    </fieldset>
  );
}
