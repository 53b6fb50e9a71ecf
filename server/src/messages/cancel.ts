import type { Gateway } from '../sinch/gateway.ts';
import type { Store } from '../store/store.ts';
import { findMessage } from './find-message.ts';
import { isFinal } from './message.ts';
import type { StoredMessage } from './message.ts';

export interface CancelDeps {
  store: Pick<Store, 'findVersion' | 'readMessage' | 'recordCancel'>;
  gateway: Pick<Gateway, 'transport' | 'cancel'>;
  now: () => number;
}

export type CancelRefusal = 'not_accepted' | 'already_final' | 'already_dispatched' | 'cancel_not_supported';

export type CancelResult =
  /** Sinch took the cancel, now or earlier. */
  | { kind: 'cancelled'; message: StoredMessage }
  | { kind: 'not_found' }
  | { kind: 'refused'; id: string; code: CancelRefusal }
  /** `cause` is for the log only. Whoever asks again does no harm. */
  | { kind: 'no_answer'; id: string; cause: string };

/** By our id or any of Sinch's; `by` is whose access token asks for it. Rejects when the store fails. */
export type Cancel = (anyId: string, by: string | null) => Promise<CancelResult>;

async function askSinch(
  { store, gateway, now }: CancelDeps,
  id: string,
  sinchId: string,
  by: string | null,
): Promise<CancelResult> {
  const outcome = await gateway.cancel(sinchId);
  switch (outcome.kind) {
    case 'cancelled':
      return { kind: 'cancelled', message: await store.recordCancel(id, now(), by) };
    case 'too_late':
      return { kind: 'refused', id, code: 'already_dispatched' };
    case 'not_supported':
      return { kind: 'refused', id, code: 'cancel_not_supported' };
    case 'absent':
      return { kind: 'no_answer', id, cause: 'Sinch does not know the message, or not yet' };
    case 'no_answer':
      return { kind: 'no_answer', id, cause: outcome.cause };
  }
}

async function cancelMessage(deps: CancelDeps, id: string, by: string | null): Promise<CancelResult> {
  const message = await deps.store.readMessage(id);
  if (message === null) return { kind: 'not_found' };
  if (message.canceledAt !== null) return { kind: 'cancelled', message };
  const { state, transport, sinchId } = message;
  const refused = (code: CancelRefusal): CancelResult => ({ kind: 'refused', id, code });
  if (state !== 'accepted') return refused('not_accepted');
  if (isFinal(message)) return refused('already_final');
  // Without an id of its own it went out as several messages.
  if (transport !== deps.gateway.transport || sinchId === null) return refused('cancel_not_supported');
  return askSinch(deps, id, sinchId, by);
}

/** Stops what Sinch has not sent yet. Whoever asks while another is asking shares the answer: Sinch is asked once. */
export function createCancel(deps: CancelDeps): Cancel {
  const running = new Map<string, Promise<CancelResult>>();
  return async (anyId, by) => {
    const found = await findMessage(deps.store, anyId);
    if (found === null) return { kind: 'not_found' };
    const { id } = found;
    const result = running.get(id) ?? cancelMessage(deps, id, by).finally(() => running.delete(id));
    running.set(id, result);
    return result;
  };
}
