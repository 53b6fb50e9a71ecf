import type { Batch, State, Status } from './batch.ts';
import type { Statement } from './callback.ts';
import { substitute } from './parameters.ts';
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
      : { number_of_message_parts: partsOf(substitute(request, number) ?? request.body) }),
    ...(FROM_CARRIER.has(state.status) ? { operator_status_at: minuteOf(state.at) } : {}),
    recipient: number,
    status: state.status,
    type: 'recipient_delivery_report_sms',
  };
}

export function recipientStatement(recipient: string, { status, code, at }: State): Statement {
  return { recipient, status, code, reason: null, at: new Date(at).toISOString() };
}

/** What a full report says of each: it names no instant. */
export function batchStatements(batch: Batch): Statement[] {
  return [...batch.recipients.values()].flatMap(({ number, state }) =>
    state ? [{ ...recipientStatement(number, state), at: null }] : [],
  );
}

/** Sinch cuts it to the minute, so it can even lie before the batch's creation. */
function minuteOf(at: number): string {
  return new Date(at - (at % MINUTE)).toISOString().replace('.000Z', 'Z');
}

interface StateFilter {
  readonly statuses?: ReadonlySet<string> | undefined;
  readonly codes?: ReadonlySet<string> | undefined;
}

export interface ReportFilter extends StateFilter {
  readonly full: boolean;
}

export interface ReportQuery extends StateFilter {
  readonly startDate: number;
  readonly endDate: number;
  readonly clientReference?: string | undefined;
}

/** The reports of all recipients that are done, newest first. */
export function listReports(batches: readonly Batch[], query: ReportQuery): Record<string, unknown>[] {
  const { startDate, endDate, clientReference } = query;
  const asked = batches.filter(
    ({ request }) => clientReference === undefined || request.client_reference === clientReference,
  );
  return asked
    .flatMap((batch) => [...batch.recipients.values()].map(({ number, state }) => ({ batch, number, state })))
    .flatMap(({ batch, number, state }) => (state?.final ? [{ batch, number, state }] : []))
    .filter(({ state }) => state.at >= startDate && state.at < endDate && passes(query, state))
    .toSorted((one, other) => other.state.at - one.state.at)
    .map(({ batch, number, state }) => recipientReport(batch, number, state));
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

function passes({ statuses, codes }: StateFilter, state: State): boolean {
  return (statuses?.has(state.status) ?? true) && (codes?.has(String(state.code)) ?? true);
}
