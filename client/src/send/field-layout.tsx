import type { InputWrapperProps } from '@mantine/core';
import classes from './send-form.module.css';

/** What explains a field stands under it, and what is wrong with it before that. */
export const BELOW: NonNullable<InputWrapperProps['inputWrapperOrder']> = [
  'label',
  'input',
  'error',
  'description',
];

export const faultLines = (faults: readonly string[] | undefined) =>
  faults?.map((fault) => (
    <span key={fault} className={classes.fault}>
      {fault}
    </span>
  ));
