import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs';
import IconCircleX from '@tabler/icons-react/dist/esm/icons/IconCircleX.mjs';
import IconInfoCircle from '@tabler/icons-react/dist/esm/icons/IconInfoCircle.mjs';
import type { ReactNode } from 'react';
import classes from './note.module.css';

export type NoteTone = 'plain' | 'unsure' | 'bad';

const ICONS = { plain: IconInfoCircle, unsure: IconAlertTriangle, bad: IconCircleX };

/** A few words that stand apart from what surrounds them. */
export function Note({ tone, children }: { tone: NoteTone; children: ReactNode }) {
  const Icon = ICONS[tone];
  return (
    <div className={classes.note} data-tone={tone}>
      <Icon size={16} aria-hidden className={classes.icon} />
      <div>{children}</div>
    </div>
  );
}
