/** Seeded messages as the rows that the store would have written, judged by the store's own rules. */
import { DAY } from '../../src/durations.ts';
import { fold } from '../../src/messages/fold.ts';
import type { MessageHead } from '../../src/messages/message.ts';
import { knownStatus, statementKey } from '../../src/messages/report.ts';
import { countSegments } from '../../src/segments.ts';
import { marksOf } from '../../src/store/marks.ts';
import { hourOf } from '../../src/store/outcomes.ts';
import { tookOf } from '../../src/store/took.ts';
import type { SeededMessage, SeededRecipient } from './messages.ts';

export type Row = Record<string, string | number | boolean | null>;

/** Sinch does not know these messages: what is open of them is not asked about. */
const NEVER_ASKED = 365 * DAY;

const byCallback = ({ history }: SeededRecipient) => history.filter(({ source }) => source === 'callback');

function recipientRow(
  recipient: SeededRecipient,
  position: number,
  version: number,
  sent: Pick<MessageHead, 'createdAt' | 'sendAt' | 'sentAt'>,
): Row {
  const state = fold(recipient.history);
  const callbacks = byCallback(recipient).reduce((sum, { repeats }) => sum + 1 + repeats, 0);
  return {
    position,
    recipient: recipient.number,
    sinch_id: recipient.sinchId,
    ...state,
    updated_at: recipient.history.at(-1)?.receivedAt ?? null,
    callback_count: callbacks,
    hour: hourOf(sent.createdAt),
    took: tookOf(sent, state, recipient.history),
    version,
  };
}

function countsOf(recipients: readonly Row[]): Pick<MessageHead, 'counts' | 'openCount'> {
  const counts: MessageHead['counts'] = {};
  let openCount = 0;
  for (const { status, final } of recipients) {
    const known = typeof status === 'string' ? knownStatus(status) : null;
    if (known !== null) counts[known] = (counts[known] ?? 0) + 1;
    if (final !== true) openCount += 1;
  }
  return { counts, openCount };
}

interface SeededRows {
  message: Row;
  /** Without the `seq` of their message. */
  recipients: Row[];
  reports: Row[];
  names: Row[];
}

/** What Sinch calls it, or each of its recipients. */
function namesOf({ transport, sinchId, recipients }: SeededMessage): Row[] {
  const names =
    transport === 'sms'
      ? [{ sinch_id: sinchId, position: null }]
      : recipients.map((recipient, position) => ({ sinch_id: recipient.sinchId, position }));
  return names.filter(({ sinch_id }) => sinch_id !== null);
}

export function rowsOf(message: SeededMessage, end: number): SeededRows {
  // One for the draft, one for Sinch's answer.
  let version = 2;
  const sentAt = message.recipients[0]?.history[0]?.receivedAt ?? null;
  const recipients = message.recipients.map((recipient, position) => {
    version += byCallback(recipient).length;
    return recipientRow(recipient, position, version, { ...message, sentAt });
  });
  const { counts, openCount } = countsOf(recipients);
  const { state, refusal, createdAt } = message;
  const isOpen = state === 'accepted' && openCount > 0;
  return {
    message: {
      id: message.id,
      transport: message.transport,
      sinch_id: message.sinchId,
      state,
      refusal_code: refusal?.code ?? null,
      refusal_detail: refusal?.detail ?? null,
      sender: '+12025550123',
      body: message.text,
      total_parts: countSegments(message.text).parts * recipients.length,
      idempotency_key: message.key,
      created_at: createdAt,
      sent_at: sentAt,
      send_at: message.sendAt,
      expire_at: sentAt === null ? null : (message.sendAt ?? sentAt) + 3 * DAY,
      canceled_at: message.canceledAt,
      resend_of: message.resendOf,
      version,
      recipient_count: recipients.length,
      open_count: openCount,
      counts: JSON.stringify(counts),
      due_at: isOpen ? end + NEVER_ASKED : null,
      tries: 0,
      absences: 0,
      marks: marksOf({ state, counts, openCount }),
    },
    recipients,
    reports: message.recipients.flatMap(({ history }, position) =>
      history.map((report) => ({
        position,
        key: statementKey(report),
        status: report.status,
        code: report.code,
        reason: report.reason,
        at: report.at,
        operator_at: report.operatorAt,
        signed_at: report.signedAt,
        received_at: report.receivedAt,
        source: report.source,
        repeats: report.repeats,
      })),
    ),
    names: namesOf(message),
  };
}
