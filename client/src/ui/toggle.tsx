import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './toggle.module.css';

interface Props {
  pressed: boolean;
  onChange: (pressed: boolean) => void;
  children: ReactNode;
}

/** A small button that stays pressed. */
export function Toggle({ pressed, onChange, children }: Props) {
  return (
    <Button
      variant="default"
      size="compact-xs"
      className={classes.toggle}
      aria-pressed={pressed}
      onClick={() => onChange(!pressed)}
    >
      {children}
    </Button>
  );
}
