/** Sinch's retry table (docs/sinch.md, "Retries"): 5 s after the first failure, doubling, 15 retries, the last delay 81,920 s. */
const MAX_RETRIES = 15;
const FIRST_DELAY_MS = 5_000;

/** What became of one attempt: the receiver's answer, or why there was none. */
export type Outcome =
  | { readonly kind: 'answered'; readonly status: number; readonly body: string }
  | { readonly kind: 'lost'; readonly error: string };

/**
 * A 4xx other than 429 ends the callback for ever. A lost connection counts as temporary, and a 3xx is treated as
 * permanent: Sinch documents neither (docs/sinch.md, "What is not documented").
 */
export function isTemporary(outcome: Outcome): boolean {
  return outcome.kind === 'lost' || outcome.status === 429 || outcome.status >= 500;
}

/** Milliseconds until the next attempt after the `attempt`th one (counted from 1), or null when there is none. */
export function retryDelay(outcome: Outcome, attempt: number): number | null {
  if (!isTemporary(outcome) || attempt > MAX_RETRIES) return null;
  return FIRST_DELAY_MS * 2 ** (attempt - 1);
}
