import type { Sms } from '@sinch/sdk-core';
import { parseDeliveryReport } from '../callbacks/sms-wire.ts';
import { ANY_ID } from '../messages/ids.ts';
import type { CancelOutcome, Gateway, OutgoingMessage, SendOutcome } from './gateway.ts';
import { errorCodeOf, refusalOfSend } from './refusal.ts';
import { createSdk, toRefusal } from './sdk.ts';
import type { Answer, Sdk, SdkConfig } from './sdk.ts';

function toBatch(message: OutgoingMessage): Sms.TextRequest {
  return {
    type: 'mt_text',
    to: [...message.to],
    ...(message.from === null ? {} : { from: message.from }),
    body: message.text,
    delivery_report: 'per_recipient',
    client_reference: message.reference,
    max_number_of_message_parts: message.maxParts,
    ...(message.callbackUrl === null ? {} : { callback_url: message.callbackUrl }),
    ...(message.sendAt === null ? {} : { send_at: new Date(message.sendAt) }),
    ...(message.expireAt === null ? {} : { expire_at: new Date(message.expireAt) }),
  };
}

function toAccepted(response: Sms.SendSMSResponse) {
  const { id, expire_at: expireAt } = response;
  if (id === undefined || !ANY_ID.test(id))
    return { kind: 'unclear', cause: 'the answer has no batch id' } as const;
  const milliseconds = expireAt instanceof Date ? expireAt.getTime() : Number.NaN;
  return {
    kind: 'accepted',
    sinchId: id,
    expireAt: Number.isNaN(milliseconds) ? null : milliseconds,
  } as const;
}

/** For questions, which may be asked again: whatever goes wrong, there is no answer. */
async function ask<T>(sdk: Sdk, work: Parameters<typeof sdk.call<T>>[0]) {
  const { answer } = await sdk.call(work);
  if (answer.kind === 'answered') return answer;
  if (answer.kind === 'declined' && answer.answer.status === 404) return { kind: 'absent' } as const;
  return { kind: 'no_answer', cause: answer.cause } as const;
}

/** What the answer to a cancel means (docs/sinch.md, "Sending"). */
function toCancelled(answer: Answer<Sms.SendSMSResponse>): CancelOutcome {
  if (answer.kind === 'answered') {
    const { canceled } = answer.value;
    if (canceled === true) return { kind: 'cancelled' };
    // Sinch leaves a batch that is done as it is.
    if (canceled === false) return { kind: 'too_late' };
    return { kind: 'no_answer', cause: 'the answer does not say whether the batch is cancelled' };
  }
  if (answer.kind === 'declined') {
    if (answer.answer.status === 404) return { kind: 'absent' };
    if (errorCodeOf(answer.answer) === 'batch_already_dispatched') return { kind: 'too_late' };
  }
  return { kind: 'no_answer', cause: answer.cause };
}

/** The SMS API through the official SDK. No call takes longer than `deadlineMs`. */
export function createSmsGateway(config: SdkConfig, deadlineMs: number): Gateway {
  const sdk = createSdk(config, deadlineMs);
  const byProjectKey = config.credentials.kind === 'project';

  const toOutcome = (answer: Answer<Sms.SendSMSResponse>): SendOutcome =>
    answer.kind === 'answered'
      ? toAccepted(answer.value)
      : toRefusal(answer, (words) => refusalOfSend(words, byProjectKey));

  return {
    transport: 'sms',
    send: async (message, onLate) => {
      const { answer, late } = await sdk.call((client) =>
        client.sms.batches.send({ sendSMSRequestBody: toBatch(message) }),
      );
      void late?.then((last) => onLate(toOutcome(last)));
      return toOutcome(answer);
    },
    find: async (reference, sentAfter) => {
      const answer = await ask(sdk, (client) =>
        client.sms.batches.list({
          client_reference: reference,
          start_date: new Date(sentAfter),
          page_size: 1,
        }),
      );
      // A 404 here is about the address, not about the message.
      if (answer.kind === 'absent') return { kind: 'no_answer', cause: 'the list of batches was not found' };
      if (answer.kind === 'no_answer') return answer;
      const batches = answer.value.data;
      if (batches.length === 0) return { kind: 'absent' };
      const ours = batches.find((batch) => batch.client_reference === reference);
      // A list that was not filtered as asked says nothing about what is not on it.
      if (ours === undefined)
        return { kind: 'no_answer', cause: 'the list holds other batches than was asked for' };
      const accepted = toAccepted(ours);
      return accepted.kind === 'accepted'
        ? { ...accepted, kind: 'found' }
        : { kind: 'no_answer', cause: 'the batch has no id' };
    },
    poll: async (sinchId) => {
      const answer = await ask(sdk, (client) =>
        client.sms.deliveryReports.get({ batch_id: sinchId, type: 'full' }),
      );
      return answer.kind === 'answered'
        ? { kind: 'reports', reports: parseDeliveryReport(answer.value) }
        : answer;
    },
    cancel: async (sinchId) => {
      const { answer } = await sdk.call((client) => client.sms.batches.cancel({ batch_id: sinchId }));
      return toCancelled(answer);
    },
  };
}
