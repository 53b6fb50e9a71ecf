import { Button } from '@mantine/core';
import { NUMBERS } from '../texts/send.ts';
import classes from './send-form.module.css';

/** The last two digits choose what happens (server/emulator/README.md lists them all). */
const ENDINGS = ['01', '02', '03', '07', '08', '13', '90'] as const;

/** Fills the form with a number that the emulator knows what to do with. */
export function NumbersToTry({ onPick }: { onPick: (number: string) => void }) {
  return (
    <fieldset className={classes.numbers}>
      <legend className={classes.hint}>{NUMBERS.legend}</legend>
      {ENDINGS.map((ending) => {
        const number = `+155501000${ending}`;
        return (
          <Button
            key={number}
            size="compact-xs"
            variant="default"
            title={number}
            onClick={() => onPick(number)}
          >
            {NUMBERS.button(ending)}
          </Button>
        );
      })}
    </fieldset>
  );
}
