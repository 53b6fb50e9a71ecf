import type { Scheduler } from './scheduler.ts';

/** Takes each step at its time, counted from `since`, until `take` says no. The returned function ends the walk. */
export function walk<Step extends { readonly at: number }>(
  scheduler: Scheduler,
  [step, ...rest]: readonly Step[],
  since: number,
  take: (step: Step) => boolean,
): () => void {
  if (!step) return () => undefined;
  let stop = scheduler.after(step.at - since, () => {
    if (take(step)) stop = walk(scheduler, rest, step.at, take);
  });
  return () => stop();
}
