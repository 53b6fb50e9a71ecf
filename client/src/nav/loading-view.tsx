import { Skeleton } from '@mantine/core';
import { useLate } from '../ui/use-late.ts';
import classes from './view.module.css';

/** Nothing at first: most views are there before one could read it. */
export function LoadingView() {
  const late = useLate(true);
  return (
    <div className={classes.loading} aria-hidden>
      {late && (
        <>
          <Skeleton height={14} width="70%" />
          <Skeleton height={14} width="50%" />
        </>
      )}
    </div>
  );
}
