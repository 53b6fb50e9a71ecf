import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './toggle.module.css';

interface Props {
  pressed: boolean;
  /** Where what stands in it is not enough for those who only hear it; begins with the same words. */
  label?: string;
  onChange: (pressed: boolean) => void;
  children: ReactNode;
}

/** A small button that stays pressed. */
export function Toggle({ pressed, label, onChange, children }: Props) {
  return (
    <Button
      variant="default"
      size="compact-xs"
      className={classes.toggle}
      aria-label={label}
      aria-pressed={pressed}
      onClick={() => onChange(!pressed)}
    >
      {children}
    </Button>
  );
}
