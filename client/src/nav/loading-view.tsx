import { Skeleton } from '@mantine/core';
import { Waiting } from '../ui/waiting.tsx';
import classes from './view.module.css';

export function LoadingView() {
  return (
    <Waiting className={classes.loading}>
      <Skeleton height={14} width="70%" />
      <Skeleton height={14} width="50%" />
    </Waiting>
  );
}
