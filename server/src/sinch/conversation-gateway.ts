import { setTimeout as pause } from 'node:timers/promises';
import type { Conversation } from '@sinch/sdk-core';
import type { RefusalCode } from '../contract.ts';
import { ANY_ID } from '../messages/ids.ts';
import { fanOut } from './fan-out.ts';
import type { Attempt, Pace } from './fan-out.ts';
import type { Gateway, OutgoingMessage } from './gateway.ts';
import { reasonOf, refusalOfMessage } from './refusal.ts';
import { createSdk, toRefusal } from './sdk.ts';
import type { Answer, SdkConfig } from './sdk.ts';
import { createTally } from './tally.ts';

type Request = Conversation.SendTextMessageRequestData<Conversation.Recipient>;

const LEAST_TTL_SECONDS = 3;

/** The words for a refusal that came without an answer of this API (docs/sinch.md, "Refusals"). */
const REASONS: Partial<Record<RefusalCode, string>> = {
  wrong_credentials: 'UNAUTHENTICATED',
  sinch_busy: 'RESOURCE_EXHAUSTED',
};

const SYSTEM_PACE: Pace = { now: Date.now, pause: (ms) => pause(ms), random: Math.random };

function toRequest(appId: string, message: OutgoingMessage, recipient: string, now: number): Request {
  const { from, reference, callbackUrl, expireAt } = message;
  return {
    sendMessageRequestBody: {
      app_id: appId,
      message: { text_message: { text: message.text } },
      recipient: { identified_by: { channel_identities: [{ channel: 'SMS', identity: recipient }] } },
      channel_properties: {
        ...(from === null ? {} : { SMS_SENDER: from }),
        SMS_MAX_NUMBER_OF_MESSAGE_PARTS: String(message.maxParts),
      },
      message_metadata: reference,
      correlation_id: reference,
      // Else an app in CONVERSATION mode would keep a contact of everyone (docs/sinch.md, "The Conversation API").
      processing_strategy: 'DISPATCH_ONLY',
      ...(callbackUrl === null ? {} : { callback_url: callbackUrl }),
      ...(expireAt === null ? {} : { ttl: Math.max(LEAST_TTL_SECONDS, Math.floor((expireAt - now) / 1000)) }),
    },
  };
}

/** Seconds or a date. */
function readRetryAfter(header: string | null, now: number): number | null {
  if (header === null) return null;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isNaN(ms) ? null : Math.max(0, ms);
}

function toAttempt(answer: Answer<Conversation.SendMessageResponse>, now: number): Attempt {
  if (answer.kind === 'answered') {
    const { message_id: id } = answer.value;
    return id !== undefined && ANY_ID.test(id)
      ? { kind: 'accepted', sinchId: id }
      : { kind: 'unclear', cause: 'the answer has no message id' };
  }
  const refused = toRefusal(answer, refusalOfMessage);
  if (refused.kind === 'unclear') return refused;
  const declined = answer.kind === 'declined' ? answer : null;
  return {
    ...refused,
    reason: declined ? reasonOf(declined.answer) : (REASONS[refused.refusal.code] ?? 'UNREACHABLE'),
    tokenless: answer.kind === 'no_token',
    retryAfterMs: readRetryAfter(declined?.retryAfter ?? null, now),
  };
}

/**
 * The Conversation API through the official SDK: a call for each recipient, none longer than `deadlineMs`. It tells the
 * status of a message by callbacks alone, and cancels nothing.
 */
export function createConversationGateway(
  config: SdkConfig,
  appId: string,
  deadlineMs: number,
  pace = SYSTEM_PACE,
): Gateway {
  const sdk = createSdk(config, deadlineMs);
  const { now } = pace;
  return {
    transport: 'conversation',
    send: async (message, onLate) => {
      const tally = createTally(message.to, onLate);
      const attempt = async (recipient: string): Promise<Attempt> => {
        const { answer, late } = await sdk.call((client) =>
          client.conversation.messages.sendTextMessage(toRequest(appId, message, recipient, now())),
        );
        void late?.then((last) => tally.note(recipient, toAttempt(last, now())));
        return toAttempt(answer, now());
      };
      await fanOut(message.to, attempt, tally.note, pace);
      return tally.close();
    },
    find: async () => ({ kind: 'not_askable' }),
    poll: async () => ({ kind: 'not_askable' }),
    cancel: async () => ({ kind: 'not_supported' }),
  };
}
