import type { TablerIcon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Tone } from './tone.ts';
import classes from './status-word.module.css';

interface Props {
  Icon: TablerIcon;
  tone: Tone;
  /** May take two lines where there is no room. */
  wraps?: boolean;
  children: ReactNode;
}

/** Word and icon: the colour only repeats them. */
export function StatusWord({ Icon, tone, wraps = false, children }: Props) {
  return (
    <span className={classes.word} data-tone={tone} data-wraps={wraps || undefined}>
      <Icon size={16} aria-hidden className={classes.icon} />
      {children}
    </span>
  );
}
