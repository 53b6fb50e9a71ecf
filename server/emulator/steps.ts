import type { Batch, Status } from './batch.ts';
import { partsOf } from './parts.ts';
import { bareNumber } from './send-request.ts';
import { recipientScenario } from './scenarios.ts';

export interface Step {
  readonly status: Status;
  readonly code: number;
  /** Milliseconds after the batch's start, at speed 1. */
  readonly at: number;
  readonly final: boolean;
}

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
export function stepsOf(batch: Batch, number: string, random: () => number): Step[] {
  const scenario = recipientScenario(number);
  const { status, code } = contentFault(batch, number) ?? scenario;
  const stretch = scenario.pace * (1 + JITTER * random());
  const steps: Step[] = [{ status: 'Queued', code: 400, at: QUEUED_AT * stretch, final: false }];
  if (AFTER_DISPATCH.has(status)) {
    steps.push({ status: 'Dispatched', code: 401, at: DISPATCHED_AT * stretch, final: false });
  }
  steps.push({ status, code, at: FINAL_AT * stretch, final: true });
  return steps;
}

/** What Sinch aborts for its content, whatever the number (docs/sinch.md, "Codes"). */
function contentFault({ request }: Batch, number: string): { status: Status; code: number } | null {
  if (lacksParameter(request, number)) return { status: 'Aborted', code: 405 };
  const limit = request.max_number_of_message_parts ?? Infinity;
  if (!request.truncate_concat && partsOf(request.body) > limit) return { status: 'Aborted', code: 411 };
  return null;
}

/** `${name}` in any body asks for a parameter. */
function lacksParameter({ body, parameters = {} }: Batch['request'], number: string): boolean {
  for (const [, name = ''] of body.matchAll(/\$\{([^}]*)\}/g)) {
    const values = Object.entries(parameters[name] ?? {});
    if (!values.some(([key]) => key === 'default' || bareNumber(key) === number)) return true;
  }
  return false;
}
