/** Messages sent for real, and the callbacks that a busy and disorderly Sinch would make of them. */
import type { Batch } from '../../emulator/batch.ts';
import type { Statement } from '../../src/messages/report.ts';
import { recipientReport, signedHeaders } from '../sinch-callback.ts';
import type { Random } from './random.ts';

/** One callback, signed once for all its attempts. */
export interface Callback {
  readonly body: Buffer;
  readonly headers: Record<string, string>;
  /** Our id of its message. */
  readonly reference: string;
  readonly recipient: string;
  readonly statement: Statement;
}

const FINALS = [
  { status: 'Delivered', code: 0 },
  { status: 'Delivered', code: 0 },
  { status: 'Failed', code: 150 },
  { status: 'Expired', code: 406 },
  { status: 'Rejected', code: 61 },
  { status: 'Unknown', code: 399 },
] as const;

/** The emulator makes no callbacks for numbers that end in 11: the test makes them. */
export const silentNumbers = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `+1202${20_000 + index}11`);

/** Queued, Dispatched and an end for each recipient of a batch, in any order. */
export function callbacksOf({ id, request, recipients }: Batch, random: Random): Callback[] {
  const reference = request.client_reference ?? '';
  const callbacks = [...recipients.keys()].flatMap((number) => {
    const start = Date.UTC(2026, 10, 23, 8) + random.below(1000);
    const steps = [{ status: 'Queued', code: 400 }, { status: 'Dispatched', code: 401 }, random.pick(FINALS)];
    return steps.map(({ status, code }, step): Callback => {
      const at = start + step * 1000;
      const fields = { batch_id: id, client_reference: reference, recipient: number, status, code };
      const body = Buffer.from(recipientReport({ ...fields, at: new Date(at).toISOString() }));
      const statement = { status: status.toUpperCase(), code, reason: null, at };
      return { body, headers: signedHeaders(body), reference, recipient: `+${number}`, statement };
    });
  });
  return random.shuffled(callbacks);
}
