import type { Batch, State, Status } from './batch.ts';
import { partsOf } from './parts.ts';

/** Statuses that the carrier has had a part in; only they carry its time (docs/sinch.md, "Delivery reports"). */
const FROM_CARRIER: ReadonlySet<Status> = new Set(['Dispatched', 'Delivered', 'Failed', 'Rejected']);
const MINUTE = 60_000;

/** `recipient_delivery_report_sms`, its keys in the alphabetical order of Sinch's published example. */
export function recipientReport(batch: Batch, number: string, state: State): Record<string, unknown> {
  const { request } = batch;
  return {
    at: new Date(state.at).toISOString(),
    batch_id: batch.id,
    ...(request.client_reference === undefined ? {} : { client_reference: request.client_reference }),
    code: state.code,
    ...(request.max_number_of_message_parts === undefined
      ? {}
      : { number_of_message_parts: partsOf(request.body) }),
    ...(FROM_CARRIER.has(state.status) ? { operator_status_at: minuteOf(state.at) } : {}),
    recipient: number,
    status: state.status,
    type: 'recipient_delivery_report_sms',
  };
}

/** Sinch cuts it to the minute, so it can even lie before the batch's creation. */
function minuteOf(at: number): string {
  return new Date(at - (at % MINUTE)).toISOString().replace('.000Z', 'Z');
}

export interface ReportFilter {
  readonly full: boolean;
  readonly statuses?: ReadonlySet<string>;
  readonly codes?: ReadonlySet<string>;
}

interface StatusGroup {
  code: number;
  status: Status;
  count: number;
  recipients?: string[];
}

/** `delivery_report_sms`: how many recipients have which status; which ones, in a full report. */
export function batchReport(batch: Batch, filter: ReportFilter): Record<string, unknown> {
  const groups = new Map<string, StatusGroup>();
  for (const { number, state } of batch.recipients.values()) {
    if (!state || !passes(filter, state)) continue;
    const key = `${state.status} ${state.code}`;
    const group = groups.get(key) ?? newGroup(state, filter.full);
    groups.set(key, group);
    group.count += 1;
    group.recipients?.push(number);
  }
  const { client_reference } = batch.request;
  return {
    batch_id: batch.id,
    ...(client_reference === undefined ? {} : { client_reference }),
    statuses: [...groups.values()],
    total_message_count: batch.recipients.size,
    type: 'delivery_report_sms',
  };
}

function newGroup({ code, status }: State, full: boolean): StatusGroup {
  return { code, status, count: 0, ...(full ? { recipients: [] } : {}) };
}

function passes({ statuses, codes }: ReportFilter, state: State): boolean {
  return (statuses?.has(state.status) ?? true) && (codes?.has(String(state.code)) ?? true);
}
