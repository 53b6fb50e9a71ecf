import { exactTime } from './exact-time.ts';
import { plannedTime, timeUntil } from './planned.ts';
import { useNow } from './use-now.ts';

/** A time to come, by day and clock, with the exact instant at hand. */
export function PlannedTime({ at }: { at: string }) {
  const now = useNow();
  const instant = new Date(at);
  return (
    <time dateTime={at} title={`${exactTime(instant)}, ${timeUntil(instant.getTime(), now)}`}>
      {plannedTime(instant.getTime(), now)}
    </time>
  );
}

/** The same, and how long it is until then. */
export function PlannedTimeAndWait({ at }: { at: string }) {
  const now = useNow();
  return (
    <>
      <PlannedTime at={at} /> ({timeUntil(Date.parse(at), now)})
    </>
  );
}
