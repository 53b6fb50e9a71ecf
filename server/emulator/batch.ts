import type { SendRequest } from './send-request.ts';

export type Status =
  | 'Queued'
  | 'Dispatched'
  | 'Delivered'
  | 'Failed'
  | 'Expired'
  | 'Rejected'
  | 'Aborted'
  | 'Cancelled'
  | 'Unknown';

export interface State {
  readonly status: Status;
  readonly code: number;
  readonly at: number;
  readonly final: boolean;
}

export interface Recipient {
  /** Without `+`: Sinch's answers never carry one (docs/sinch.md, "Sending"). */
  readonly number: string;
  /** Null until Sinch has queued it. */
  state: State | null;
}

export interface Batch {
  readonly id: string;
  /** The project or service plan that sent it: another one does not see it. */
  readonly account: string;
  readonly request: SendRequest;
  readonly recipients: ReadonlyMap<string, Recipient>;
  readonly createdAt: number;
  readonly sendAt: number;
  readonly expireAt: number;
  /** Set by the scenarios in which only the list and the reports know of the batch. */
  readonly silent: boolean;
  modifiedAt: number;
  canceled: boolean;
}

export function isFinished(batch: Batch): boolean {
  for (const recipient of batch.recipients.values()) if (!recipient.state?.final) return false;
  return true;
}

/** The batch as Sinch answers it: the request's own fields echoed, numbers without `+`, times in UTC. */
export function batchJson(batch: Batch): Record<string, unknown> {
  const { request } = batch;
  return {
    ...request,
    id: batch.id,
    canceled: batch.canceled,
    created_at: new Date(batch.createdAt).toISOString(),
    modified_at: new Date(batch.modifiedAt).toISOString(),
    ...(request.send_at === undefined ? {} : { send_at: new Date(batch.sendAt).toISOString() }),
    expire_at: new Date(batch.expireAt).toISOString(),
  };
}
