import type { Batch, Recipient, State } from './batch.ts';
import type { Callback, Courier } from './courier.ts';
import type { Delivery } from './scenarios.ts';
import { isFinished } from './batch.ts';
import { batchReport, recipientReport } from './reports.ts';
import { recipientScenario } from './scenarios.ts';

export interface Outbox {
  /** Tells the receiver what the batch's `delivery_report` asks for; settles after the first attempts. */
  report(batch: Batch, recipient: Recipient, state: State): Promise<void>;
}

export function callbackUrl(
  batch: Pick<Batch, 'request'>,
  defaultUrl: string | undefined,
): string | undefined {
  return batch.request.callback_url ?? defaultUrl;
}

export function createOutbox(courier: Courier, defaultUrl: string | undefined): Outbox {
  const held = new WeakMap<Recipient, Callback[]>();

  async function deliver(callback: Callback, delivery: Delivery): Promise<void> {
    if (delivery === 'silent') return;
    await courier.deliver(callback, delivery === 'twice' ? 1 : 0);
  }

  /** Each waits for the one before it, so that the order is certain at any speed. */
  async function deliverReversed(recipient: Recipient, callback: Callback, final: boolean): Promise<void> {
    const earlier = held.get(recipient) ?? [];
    const callbacks = [callback, ...earlier];
    held.set(recipient, callbacks);
    if (!final) return;
    held.delete(recipient);
    // oxlint-disable-next-line no-await-in-loop -- one after the other is the point
    for (const next of callbacks) await courier.deliver(next);
  }

  async function reportRecipient(batch: Batch, { number }: Recipient, state: State): Promise<void> {
    const { delivery } = recipientScenario(number);
    const callback = callbackOf(batch, number, recipientReport(batch, number, state), delivery, defaultUrl);
    if (!callback) return;
    const recipient = batch.recipients.get(number);
    if (delivery === 'reversed' && recipient) await deliverReversed(recipient, callback, state.final);
    else await deliver(callback, delivery);
  }

  /** A batch report has no recipient of its own; it travels as the first one's callbacks would. */
  async function reportBatch(batch: Batch): Promise<void> {
    const { delivery } = recipientScenario(batch.request.to[0] ?? '');
    const body = batchReport(batch, { full: batch.request.delivery_report === 'full' });
    const callback = callbackOf(batch, null, body, delivery, defaultUrl);
    if (callback) await deliver(callback, delivery);
  }

  async function report(batch: Batch, recipient: Recipient, state: State): Promise<void> {
    if (batch.silent) return;
    switch (batch.request.delivery_report) {
      case 'none':
        return;
      case 'per_recipient':
        return reportRecipient(batch, recipient, state);
      case 'per_recipient_final':
        return state.final ? reportRecipient(batch, recipient, state) : undefined;
      case 'summary':
      case 'full':
        return isFinished(batch) ? reportBatch(batch) : undefined;
    }
  }

  return { report };
}

function callbackOf(
  batch: Batch,
  recipient: string | null,
  report: Record<string, unknown>,
  delivery: Delivery,
  defaultUrl: string | undefined,
): Callback | null {
  const url = batch.request.callback_url ?? defaultUrl;
  if (url === undefined) return null;
  return {
    batchId: batch.id,
    recipient,
    status: typeof report['status'] === 'string' ? report['status'] : null,
    url,
    body: Buffer.from(JSON.stringify(report)),
    signed: delivery === 'forged' ? 'wrong' : delivery === 'unsigned' ? 'not' : 'right',
    firstLost: delivery === 'firstLost',
  };
}
