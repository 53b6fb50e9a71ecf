import type { Batch, Status } from './batch.ts';
import { substitute } from './parameters.ts';
import { partsOf } from './parts.ts';
import { recipientScenario } from './scenarios.ts';

export interface Step {
  readonly status: Status;
  readonly code: number;
  /** Milliseconds after the batch's start, at speed 1. */
  readonly at: number;
  readonly final: boolean;
}

/** Every life begins in the queue. */
export type Steps = [queued: Step, ...rest: Step[]];

const QUEUED_AT = 300;
const DISPATCHED_AT = 1_000;
const FINAL_AT = 2_500;
/** Recipients of a batch do not move in step. */
const JITTER = 0.2;

export const EXPIRED = { status: 'Expired', code: 406 } as const;
export const CANCELLED = { status: 'Cancelled', code: 407 } as const;

/** These were accepted by the carrier first, so they have been Dispatched (docs/sinch.md, "Statuses"). */
const AFTER_DISPATCH: ReadonlySet<Status> = new Set(['Delivered', 'Failed', 'Unknown']);

/** The life of one recipient, from queued to final. */
export function stepsOf(batch: Batch, number: string, random: () => number): Steps {
  const scenario = recipientScenario(number);
  const { status, code } = contentFault(batch, number) ?? scenario;
  const stretch = scenario.pace * (1 + JITTER * random());
  const steps: Steps = [{ status: 'Queued', code: 400, at: QUEUED_AT * stretch, final: false }];
  if (AFTER_DISPATCH.has(status)) {
    steps.push({ status: 'Dispatched', code: 401, at: DISPATCHED_AT * stretch, final: false });
  }
  steps.push({ status, code, at: FINAL_AT * stretch, final: true });
  return steps;
}

/** What Sinch aborts for its content, whatever the number (docs/sinch.md, "Codes"). */
function contentFault({ request }: Batch, number: string): { status: Status; code: number } | null {
  const text = substitute(request, number);
  if (text === null) return { status: 'Aborted', code: 405 };
  const limit = request.max_number_of_message_parts ?? Infinity;
  if (!request.truncate_concat && partsOf(text) > limit) return { status: 'Aborted', code: 411 };
  return null;
}
