import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { FILTERS } from '../texts/messages.ts';
import { asDay } from '../ui/days.ts';
import classes from './filter-bar.module.css';
import type { ListView } from './list-view.ts';
import { firstDay, lastDay, withFirstDay, withLastDay } from './time-choice.ts';

interface Props {
  view: ListView;
  onChange: (part: Partial<ListView>) => void;
}

export function RangeFields({ view, onChange }: Props) {
  const [first, last] = [firstDay(view), lastDay(view)];
  return (
    <>
      <DayField
        label={FILTERS.firstDay}
        day={first}
        faultOf={(day) => day !== '' && last !== '' && day > last}
        onChange={(day) => onChange(withFirstDay(day))}
      />
      <DayField
        label={FILTERS.lastDay}
        day={last}
        faultOf={(day) => day !== '' && first !== '' && day < first}
        onChange={(day) => onChange(withLastDay(day))}
      />
    </>
  );
}

interface DayProps {
  label: string;
  day: string;
  faultOf: (day: string) => boolean;
  onChange: (day: string) => void;
}

/** Keeps what makes no sense yet, such as a year that is still being typed, to itself. */
function DayField({ label, day, faultOf, onChange }: DayProps) {
  const [text, setText] = useState(day);
  const [known, setKnown] = useState(day);
  if (day !== known) {
    setKnown(day);
    setText(day);
  }
  const change = (next: string): void => {
    setText(next);
    if ((next === '' || asDay(next) !== null) && !faultOf(next)) onChange(next);
  };
  return (
    <TextInput
      type="date"
      size="xs"
      label={label}
      value={text}
      error={faultOf(text) ? FILTERS.dayOrder : undefined}
      className={classes.day}
      onChange={(event) => change(event.currentTarget.value)}
    />
  );
}
