import { UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useId } from 'react';
import { Link } from 'wouter';
import { LENGTH_WORDS, OVERVIEW } from '../texts/overview.ts';
import choice from '../ui/choice.module.css';
import { DaysForm } from './days-form.tsx';
import { LENGTHS } from './period.ts';
import type { Period } from './period.ts';

export function PeriodPicker({ period }: { period: Period }) {
  const isRange = period.kind !== 'last';
  const [opened, { toggle }] = useDisclosure(isRange);
  const form = useId();
  return (
    <div>
      <nav aria-label={OVERVIEW.period} className={choice.choices}>
        {LENGTHS.map((length) => (
          <Link
            key={length}
            href={`/overview?last=${length}`}
            className={choice.choice}
            aria-current={(period.kind === 'last' && period.length === length) || undefined}
          >
            {LENGTH_WORDS[length]}
          </Link>
        ))}
        <UnstyledButton
          className={choice.choice}
          data-current={isRange || undefined}
          aria-expanded={opened}
          aria-controls={form}
          onClick={toggle}
        >
          {OVERVIEW.other}
        </UnstyledButton>
      </nav>
      <div id={form} hidden={!opened}>
        <DaysForm key={period.kind === 'range' ? `${period.from}/${period.to}` : ''} period={period} />
      </div>
    </div>
  );
}
