import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { SubmitEvent } from 'react';
import { useLocation } from 'wouter';
import { FAULT_WORDS, OVERVIEW } from '../texts/overview.ts';
import { dayOf, faultOf } from './period.ts';
import type { Fault, Period } from './period.ts';
import classes from './period-picker.module.css';

/** The first and the last day of a period of one's own. */
export function DaysForm({ period }: { period: Period }) {
  const [today] = useState(() => dayOf(Date.now()));
  const [days, setDays] = useState(period.kind === 'range' ? period : { from: '', to: today });
  const [fault, setFault] = useState<Fault | null>(null);
  const [, navigate] = useLocation();
  const change = (part: { from?: string; to?: string }): void => {
    setDays({ ...days, ...part });
    setFault(null);
  };
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const found = faultOf(days, Date.now());
    setFault(found);
    if (found === null) navigate(`/overview?${new URLSearchParams({ from: days.from, to: days.to })}`);
  };
  const shared = { type: 'date', size: 'xs', max: today } as const;
  return (
    <form noValidate className={classes.days} onSubmit={submit}>
      <TextInput
        {...shared}
        label={OVERVIEW.first}
        value={days.from}
        onChange={(event) => change({ from: event.currentTarget.value })}
        error={fault !== null && FAULT_WORDS[fault]}
      />
      <TextInput
        {...shared}
        label={OVERVIEW.last}
        value={days.to}
        onChange={(event) => change({ to: event.currentTarget.value })}
      />
      <Button type="submit" size="xs" variant="default">
        {OVERVIEW.show}
      </Button>
      <p className={classes.utc}>{OVERVIEW.utc}</p>
    </form>
  );
}
