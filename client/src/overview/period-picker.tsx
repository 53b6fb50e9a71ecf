import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useId } from 'react';
import { Link } from 'wouter';
import { LENGTH_WORDS, OVERVIEW } from '../texts/overview.ts';
import { DaysForm } from './days-form.tsx';
import { LENGTHS } from './period.ts';
import type { Period } from './period.ts';
import classes from './period-picker.module.css';

export function PeriodPicker({ period }: { period: Period }) {
  const isRange = period.kind !== 'last';
  const [opened, { toggle }] = useDisclosure(isRange);
  const form = useId();
  return (
    <div className={classes.picker}>
      <nav aria-label={OVERVIEW.period} className={classes.lengths}>
        {LENGTHS.map((length) => (
          <Link
            key={length}
            href={`/overview?last=${length}`}
            className={classes.length}
            aria-current={(period.kind === 'last' && period.length === length) || undefined}
          >
            {LENGTH_WORDS[length]}
          </Link>
        ))}
        <Button
          variant={isRange ? 'light' : 'subtle'}
          fw={isRange ? 600 : 400}
          size="compact-sm"
          aria-expanded={opened}
          aria-controls={form}
          onClick={toggle}
        >
          {OVERVIEW.other}
        </Button>
      </nav>
      <div id={form} hidden={!opened}>
        <DaysForm key={period.kind === 'range' ? `${period.from}/${period.to}` : ''} period={period} />
      </div>
    </div>
  );
}
