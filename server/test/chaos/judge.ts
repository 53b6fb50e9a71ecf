/** What must be known after a run, worked out from what the emulator says that it sent and how that was answered. */
import { isDeepStrictEqual } from 'node:util';
import type { Batch } from '../../emulator/batch.ts';
import type { SentReport } from '../../emulator/ledger.ts';
import type { Recipient } from '../../src/contract.ts';
import { fold } from '../../src/messages/fold.ts';
import type { Statement } from '../../src/messages/report.ts';
import type { AccountKind } from '../accounts.ts';
import type { Remains, Sent } from './run.ts';

const QUEUED: Statement = { status: 'QUEUED', code: null, reason: null, at: null };

/** A callback that the server may believe. */
const isGenuine = ({ auth }: AccountKind, { signed }: SentReport): boolean =>
  signed === 'right' || (signed === 'not' && auth === 'signature-or-token');

const acknowledged = ({ answers }: SentReport): number => answers.filter((answer) => answer === 200).length;

const toStatement = ({ status, code, reason, at }: SentReport): Statement => ({
  status: status.toUpperCase(),
  code,
  reason: reasonOf(reason),
  at: at === null ? null : Date.parse(at),
});

/** What the history says that a source told, each statement once and in no order. */
const toldBy = (source: string, { history }: Recipient): Statement[] =>
  history
    .filter((entry) => entry.source === source)
    .map(({ status, code, reason, at }) => ({
      status,
      code,
      reason,
      at: at === null ? null : Date.parse(at),
    }));

const inOrder = (statements: readonly Statement[]): string[] =>
  statements.map((statement) => JSON.stringify(Object.values(statement))).toSorted();

/** Whether Sinch has taken the message, for all that the server can know of it. */
const expectedState = ({ status }: Sent, isReported: boolean): string => {
  if (status === 201 || isReported) return 'accepted';
  return status === 202 ? 'unclear' : 'refused';
};

type Fault = [what: string, found: unknown, expected: unknown];

function* recipientFaults(
  one: Recipient,
  genuine: readonly SentReport[],
  bySend: readonly Statement[],
): Generator<Fault> {
  const statements = genuine.map(toStatement);
  yield ['callbacks', inOrder(toldBy('callback', one)), inOrder(statements)];
  yield ['said by the send', inOrder(toldBy('send', one)), inOrder(bySend)];
  const { at: _, ...state } = fold([...bySend, ...statements]);
  const { status, code, reason, final, conflict } = one;
  yield ['state', { status, code, reason, final, conflict }, state];
  yield ['callbackCount', one.callbackCount, genuine.reduce((sum, report) => sum + acknowledged(report), 0)];
}

const batchOf = ({ emulator }: Remains, id: string): Batch | undefined =>
  emulator.batches.find(({ request }) => request.client_reference === id);

const reasonOf = (reason: SentReport['reason'] | undefined): string | null =>
  reason ? `${reason.code}/${reason.sub_code}` : null;

/** What became of the recipient by Sinch's own book. */
function endAtSinch(remains: Remains, id: string, recipient: string) {
  const number = recipient.slice(1);
  const state = batchOf(remains, id)?.recipients.get(number)?.state;
  if (state) return { status: state.status.toUpperCase(), code: state.code, reason: null };
  const message = remains.emulator.messages.find(
    ({ request }) => request.message_metadata === id && request.number === number,
  );
  if (!message?.state) return null;
  return { status: message.state.status, code: null, reason: reasonOf(message.state.reason) };
}

/** What a send that goes to each recipient by itself is answered for a number with these last digits. */
const REFUSED_ALONE: Readonly<Record<string, string>> = {
  '90': 'INVALID_ARGUMENT',
  '91': 'UNAUTHENTICATED',
  '92': 'PERMISSION_DENIED',
};
const LOST_ALONE = ['94', '96'];

/** What the send itself told of a recipient of an accepted message. */
function expectedBySend({ transport }: AccountKind, recipient: string, isReported: boolean): Statement[] {
  if (transport === 'sms') return [QUEUED];
  const ending = recipient.slice(-2);
  const reason = REFUSED_ALONE[ending];
  if (reason !== undefined) return [{ status: 'REJECTED', code: null, reason, at: null }];
  return LOST_ALONE.includes(ending) && !isReported ? [] : [QUEUED];
}

function* messageFaults(account: AccountKind, remains: Remains, sent: Sent): Generator<Fault> {
  const { message } = sent;
  const about = remains.emulator.sentReports.filter(({ reference }) => reference === message.id);
  const isReported = about.some((report) => isGenuine(account, report));
  const state = expectedState(sent, isReported);
  yield ['state', message.state, state];
  const isOver =
    state === 'refused' || (state === 'accepted' && message.recipients.every((one) => one.final));
  yield ['final', message.final, isOver];
  yield ['cancelled', message.canceledAt !== null, batchOf(remains, message.id)?.canceled ?? false];
  for (const one of message.recipients) {
    const reports = about.filter(({ recipient }) => `+${recipient}` === one.recipient);
    const genuine = reports.filter((report) => isGenuine(account, report));
    const bySend = state === 'accepted' ? expectedBySend(account, one.recipient, genuine.length > 0) : [];
    for (const [what, ...rest] of recipientFaults(one, genuine, bySend)) {
      yield [`${one.recipient} ${what}`, ...rest];
    }
    const end = endAtSinch(remains, message.id, one.recipient);
    const { status, code, reason } = one;
    if (end !== null && genuine.some((report) => report.status.toUpperCase() === end.status)) {
      yield [`${one.recipient} by Sinch's own book`, { status, code, reason }, end];
    }
  }
}

function* wireFaults(account: AccountKind, { emulator }: Remains): Generator<Fault> {
  for (const report of emulator.sentReports) {
    const name = `${report.recipient} ${report.status}`;
    const isAcknowledged = acknowledged(report) > 0;
    yield [`acknowledged: ${name}`, isAcknowledged, isGenuine(account, report)];
  }
  for (const { mishap, outcome, callback } of emulator.attempts) {
    if (mishap !== 'tampered') continue;
    const answer = outcome.kind === 'answered' ? outcome.status : outcome.error;
    yield [`answer to tampered: ${callback.recipient} ${callback.status}`, answer, 401];
  }
}

/** Every way in which the server is not as it must be. */
export function faultsOf(account: AccountKind, remains: Remains): string[] {
  const found = [...wireFaults(account, remains)];
  found.push(['read anew from the callbacks', remains.differences.map(({ what }) => what), []]);
  for (const [index, sent] of remains.sent.entries()) {
    for (const [what, ...rest] of messageFaults(account, remains, sent)) {
      found.push([`message ${index + 1}: ${what}`, ...rest]);
    }
  }
  return found
    .filter(([, is, should]) => !isDeepStrictEqual(is, should))
    .map(([what, is, should]) => `${what}: ${JSON.stringify(is)}, not ${JSON.stringify(should)}`);
}
