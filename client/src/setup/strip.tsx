import { ActionIcon } from '@mantine/core';
import IconX from '@tabler/icons-react/dist/esm/icons/IconX.mjs';
import type { TablerIcon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { SETUP } from '../texts/setup.tsx';
import classes from './strip.module.css';

interface Props {
  Icon: TablerIcon;
  tone?: 'plain' | 'warning';
  onDismiss?: () => void;
  children: ReactNode;
}

/** A line across the page, above all that it is about. */
export function Strip({ Icon, tone = 'plain', onDismiss, children }: Props) {
  return (
    <div className={classes.strip} data-tone={tone}>
      <Icon size={16} aria-hidden className={classes.icon} />
      <div className={classes.text}>{children}</div>
      {onDismiss && (
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={SETUP.putAway}
          title={SETUP.putAway}
          onClick={onDismiss}
        >
          <IconX size={14} aria-hidden />
        </ActionIcon>
      )}
    </div>
  );
}
