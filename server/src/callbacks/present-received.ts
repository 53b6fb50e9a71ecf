/** Kept callbacks as the API shows them. */
import type { CallbackSummary, ReceivedCallback } from '../contract.ts';
import { iso } from '../instants.ts';
import { maskNumbers, maskPhone } from '../messages/phone.ts';
import type { ListedCallback, StoredCallback } from '../store/inbox.ts';
import type { CallbackPlace } from '../store/store.ts';
import { toArrived } from './arrived.ts';
import { presentBody } from './body-text.ts';
import { nextAttempts } from './next-attempts.ts';
import { findCause } from './proof.ts';
import { namedHeaders } from './signature.ts';
import type { SignatureHeaders, SignaturePolicy } from './signature.ts';
import { judgeSteps } from './steps.ts';
import { STATUS_OF, readVerdict } from './verdict.ts';

const PLACE = /^([ar])(\d{1,15})$/;

const idOf = ({ kept, seq }: CallbackPlace): string => `${kept === 'accepted' ? 'a' : 'r'}${seq}`;

export function placeOf(id: string): CallbackPlace | null {
  const [, kind, seq] = PLACE.exec(id) ?? [];
  return kind === undefined ? null : { kept: kind === 'a' ? 'accepted' : 'rejected', seq: Number(seq) };
}

/** Strangers can name a type as they like. */
export function presentSummary(listed: ListedCallback): CallbackSummary {
  const isAccepted = listed.kept === 'accepted';
  const verdict = readVerdict(isAccepted ? listed.verdict : listed.reason, listed.kept);
  return {
    id: idOf(listed),
    receivedAt: iso(listed.receivedAt),
    accepted: isAccepted,
    verdict,
    type: isAccepted ? maskNumbers(listed.type) : null,
    message: isAccepted ? listed.messageId : null,
    answer: STATUS_OF[verdict],
  };
}

const presentHeaders = (headers: SignatureHeaders): ReceivedCallback['headers'] =>
  namedHeaders(headers).flatMap(({ name, value }) => (value === undefined ? [] : [{ name, value }]));

export function presentReceived(
  stored: StoredCallback,
  policy: SignaturePolicy,
  reveal: boolean,
): ReceivedCallback {
  const arrived = toArrived(stored);
  const { body, whole, effects, receivedAt } = arrived;
  const summary = presentSummary(stored);
  const steps = judgeSteps(arrived, policy);
  return {
    ...summary,
    type: reveal && stored.kept === 'accepted' ? stored.type : summary.type,
    headers: presentHeaders(arrived.headers),
    body: presentBody(body, whole, reveal),
    masked: !reveal,
    steps: reveal ? steps : steps.map((one) => ({ ...one, detail: maskNumbers(one.detail) })),
    diagnosis: findCause(arrived, policy),
    effects: reveal ? [...effects] : effects.map((one) => ({ ...one, recipient: maskPhone(one.recipient) })),
    next: nextAttempts(summary.answer, receivedAt),
  };
}
