/** What Sinch would post: three reports for every recipient of every message. All of it follows from two numbers. */

export const SECRET = 'a webhook secret that only the benchmark knows';
export const RECIPIENTS_PER_MESSAGE = 100;

const STEPS = [
  { status: 'Queued', code: 400 },
  { status: 'Dispatched', code: 401 },
  { status: 'Delivered', code: 0 },
];
export const CALLBACKS_PER_RECIPIENT = STEPS.length;
export const CALLBACKS_PER_MESSAGE = RECIPIENTS_PER_MESSAGE * CALLBACKS_PER_RECIPIENT;

/** As long as a ULID, and sorted as ULIDs are. */
const idOf = (prefix: string, index: number): string =>
  prefix + String(index).padStart(26 - prefix.length, '0');
export const messageId = (message: number): string => idOf('01KAMESSAGE', message);
export const batchId = (message: number): string => idOf('01KABATCH', message);

export const recipientOf = (message: number, position: number): string =>
  `+447${String(message * 1000 + position).padStart(9, '0')}`;

export const recipientsOf = (message: number, count: number): string[] =>
  Array.from({ length: count }, (_, position) => recipientOf(message, position));

const EPOCH = Date.UTC(2026, 0, 1);
const SECOND = 1000;

/** When a step of a recipient happened; the steps are seconds apart and no two recipients share an instant. */
export const instantOf = (message: number, position: number, step: number): number =>
  EPOCH + message * 60 * SECOND + step * 5 * SECOND + position;

function bodyOf(message: number, position: number, step: number): Buffer {
  const { status, code } = STEPS[step]!;
  const at = new Date(instantOf(message, position, step)).toISOString();
  return Buffer.from(
    JSON.stringify({
      at,
      batch_id: batchId(message),
      client_reference: messageId(message),
      code,
      operator_status_at: at,
      recipient: recipientOf(message, position).slice(1),
      status,
      type: 'recipient_delivery_report_sms',
    }),
  );
}

/** The callbacks of a message, in the order in which they come: all queued, then all dispatched, then all delivered. */
export function callbackBodies(message: number, recipients: number): Buffer[] {
  return STEPS.flatMap((_, step) =>
    Array.from({ length: recipients }, (__, position) => bodyOf(message, position, step)),
  );
}
