import { exactTime } from './exact-time.ts';
import { relativeTime } from './relative.ts';
import { useNow } from './use-now.ts';

/** How long ago, with the exact instant at hand. */
export function RelativeTime({ at }: { at: string }) {
  const now = useNow();
  const instant = new Date(at);
  return (
    <time dateTime={at} title={exactTime(instant)}>
      {relativeTime(instant.getTime(), now)}
    </time>
  );
}
