import type { Batch, Recipient, State } from './batch.ts';
import type { Letter } from './callback.ts';
import type { Carrier } from './carrier.ts';
import { isFinished } from './batch.ts';
import { batchReport, batchStatements, recipientReport, recipientStatement } from './reports.ts';
import { recipientScenario } from './scenarios.ts';

export interface Outbox {
  /** Tells the receiver what the batch's `delivery_report` asks for; settles after the first attempts. */
  report(batch: Batch, recipient: Recipient, state: State): Promise<void>;
}

interface OutboxOptions {
  readonly carrier: Carrier;
  readonly secret: string;
  readonly defaultUrl: string | undefined;
}

export function createOutbox({ carrier, secret, defaultUrl }: OutboxOptions): Outbox {
  type Content = Pick<Letter, 'recipient' | 'status' | 'statements' | 'last'>;

  /** `number` chooses how it travels. */
  async function post(
    batch: Batch,
    number: string,
    owner: object,
    content: Content,
    body: Record<string, unknown>,
  ): Promise<void> {
    const url = batch.request.callback_url ?? defaultUrl;
    if (url === undefined) return;
    const letter: Letter = {
      ...content,
      messageId: batch.id,
      reference: batch.request.client_reference ?? null,
      url,
      secret,
      body: Buffer.from(JSON.stringify(body)),
    };
    await carrier.carry(letter, recipientScenario(number).delivery, owner);
  }

  async function reportRecipient(batch: Batch, recipient: Recipient, state: State): Promise<void> {
    const { number } = recipient;
    const statements = [recipientStatement(number, state)];
    const content = { recipient: number, status: state.status, statements, last: state.final };
    await post(batch, number, recipient, content, recipientReport(batch, number, state));
  }

  /** A batch report has no recipient of its own; it travels as the first one's callbacks would. */
  async function reportBatch(batch: Batch): Promise<void> {
    const full = batch.request.delivery_report === 'full';
    const statements = full ? batchStatements(batch) : [];
    const content = { recipient: null, status: null, statements, last: true };
    await post(batch, batch.request.to[0] ?? '', batch, content, batchReport(batch, { full }));
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
