import type { Config } from '../config.ts';
import type { Gateway, SendOutcome } from '../sinch/gateway.ts';
import type { Settlement, Store } from '../store/store.ts';
import type { MessageDraft, StoredMessage } from './message.ts';
import type { SendCommand } from './normalize.ts';
import { fingerprint } from './normalize.ts';

export interface SendDeps {
  config: Pick<Config, 'defaultFrom' | 'allowedCountries' | 'limits'>;
  store: Pick<Store, 'insertMessage' | 'settleSend'>;
  gateway: Gateway;
  now: () => number;
  newId: () => string;
  /** Where Sinch reports on the message with this id of ours; null: wherever the account says. */
  callbackUrlOf: (id: string) => string | null;
  /** The name of the access token that asks for it. */
  sentBy: string | null;
  /** An answer that came after all could not be kept. The follow-up will ask Sinch again. */
  onLateFault: (error: unknown) => void;
}

/** For the log: what Sinch or the SDK said, and what the store said when it could not keep the outcome. */
interface Mishaps {
  cause?: string;
  storeError?: unknown;
}

export type SendResult =
  | { kind: 'sent'; message: StoredMessage; mishaps: Mishaps }
  | { kind: 'repeated'; message: StoredMessage }
  | { kind: 'key_reused' }
  | { kind: 'over_budget' }
  | { kind: 'no_original' };

function toSettlement(outcome: SendOutcome, at: number): Settlement {
  switch (outcome.kind) {
    case 'accepted':
      return { state: 'accepted', sinchId: outcome.sinchId, expireAt: outcome.expireAt, at };
    case 'accepted_each':
      return { state: 'accepted_each', recipients: outcome.recipients, at };
    case 'refused':
      return { state: 'refused', refusal: outcome.refusal, at };
    case 'unclear':
      return { state: 'unclear', at };
  }
}

function toDraft(deps: SendDeps, command: SendCommand, idempotencyKey: string | null): MessageDraft {
  return {
    id: deps.newId(),
    transport: deps.gateway.transport,
    recipients: command.to,
    from: command.from ?? deps.config.defaultFrom,
    text: command.text,
    ...command.times,
    sentBy: deps.sentBy,
    resendOf: command.resendOf,
    parts: command.parts,
    idempotency: idempotencyKey === null ? null : { key: idempotencyKey, fingerprint: fingerprint(command) },
    createdAt: deps.now(),
  };
}

/**
 * Sends once. The message is kept before Sinch is asked, so that no callback can come before our memory of it, and
 * the idempotency key with it, so that the same request at the same time sends nothing more. Rejects only when the
 * store fails before Sinch was asked; then nothing was sent. If it fails afterwards the message stays `submitting`,
 * and the first callback, or the follow-up, settles it.
 */
export async function sendMessage(
  deps: SendDeps,
  command: SendCommand,
  idempotencyKey: string | null,
): Promise<SendResult> {
  const { config, store, gateway, now } = deps;
  const draft = toDraft(deps, command, idempotencyKey);
  const inserted = await store.insertMessage(draft, config.limits.partsPerDay);
  if (inserted.kind !== 'inserted') return inserted;

  const { id } = inserted.message;
  const keep = (outcome: SendOutcome): Promise<StoredMessage> =>
    store.settleSend(id, toSettlement(outcome, now()));
  const request = {
    reference: id,
    to: command.to,
    from: draft.from,
    text: command.text,
    maxParts: command.parts,
    callbackUrl: deps.callbackUrlOf(id),
    ...command.times,
  };
  const outcome = await gateway.send(request, (late) => {
    keep(late).catch(deps.onLateFault);
  });
  const cause = outcome.kind === 'accepted' ? null : outcome.cause;
  const mishaps: Mishaps = cause === null ? {} : { cause };
  try {
    const message = await keep(outcome);
    return { kind: 'sent', message, mishaps };
  } catch (error) {
    return { kind: 'sent', message: inserted.message, mishaps: { ...mishaps, storeError: error } };
  }
}

/**
 * What became of the same request earlier; null when there was none. For a request that comes too late to be carried
 * out: whoever repeats it must not take it for never sent, and send anew.
 */
export async function findRepeated(
  deps: SendDeps,
  command: SendCommand,
  idempotencyKey: string,
): Promise<SendResult | null> {
  // A known key costs no budget, and without any budget nothing new is kept.
  const outcome = await deps.store.insertMessage(toDraft(deps, command, idempotencyKey), 0);
  return outcome.kind === 'repeated' || outcome.kind === 'key_reused' ? outcome : null;
}
