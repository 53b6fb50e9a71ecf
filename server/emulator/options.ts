import type { Account } from './admission.ts';
import type { ChaosOptions } from './chaos.ts';
import type { Clock } from './scheduler.ts';

export interface EmulatorOptions extends Account {
  /** 0 takes any free port. */
  readonly port?: number | undefined;
  readonly webhookSecret: string;
  /** 1000 makes every delay of Sinch's a thousand times shorter. */
  readonly speed?: number | undefined;
  /** Whether a retry gets a nonce, time and signature of its own; Sinch does not say. */
  readonly resignRetries?: boolean | undefined;
  /** The plan's, or the app's, own callback URL: for sends that bring none, and for replies. */
  readonly defaultCallbackUrl?: string | undefined;
  /** What the app signs callbacks to a send's own `callback_url` with; the webhook secret where it is not given. */
  readonly overriddenUrlSecret?: string | undefined;
  /** How many messages a second each service plan (project, app) may send on; the others wait. No limit by default. */
  readonly messagesPerSecond?: number | undefined;
  /** Disorder on the way of the callbacks; the same seed makes the same one. */
  readonly chaos?: ChaosOptions | undefined;
  /** In real milliseconds: `speed` does not shorten it, since the receiver does not get faster. */
  readonly answerTimeoutMs?: number | undefined;
  readonly random?: (() => number) | undefined;
  readonly clock?: Clock | undefined;
}
