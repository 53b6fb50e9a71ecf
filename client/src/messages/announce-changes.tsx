import { VisuallyHidden } from '@mantine/core';
import { useAnnounced } from '../ui/use-announced.ts';
import { describeChanges } from './changes.ts';
import type { Spoken } from './changes.ts';

/** However much happens: whoever listens wants to do something else, too. */
const PACE = { pause: 2_000, quiet: 10_000 };

const describe = (before: readonly Spoken[], now: readonly Spoken[]): string | null =>
  describeChanges(before, now, Date.now());

/** Tells those who hear the page what changed in it, politely. */
export function AnnounceChanges({ messages }: { messages: readonly Spoken[] }) {
  const sentence = useAnnounced(messages, describe, PACE);
  return <VisuallyHidden aria-live="polite">{sentence}</VisuallyHidden>;
}
