import { VisuallyHidden } from '@mantine/core';
import type { CallbackSummary } from '@sinch-callback-app/server/contract';
import { cameNow } from '../texts/callbacks.ts';
import { useAnnounced } from '../ui/use-announced.ts';
import { heldBack } from './held-back.ts';

type Callbacks = readonly CallbackSummary[];

/** At most one sentence in this time: callbacks may come by the hundred. */
const PACE = { pause: 10_000 };

function describe(before: Callbacks, now: Callbacks): string | null {
  const { newer } = heldBack(before, now);
  return newer > 0 ? cameNow(newer) : null;
}

/** Tells those who hear the page how many came, politely. */
export function AnnounceCallbacks({ callbacks }: { callbacks: Callbacks }) {
  const sentence = useAnnounced(callbacks, describe, PACE);
  return <VisuallyHidden aria-live="polite">{sentence}</VisuallyHidden>;
}
