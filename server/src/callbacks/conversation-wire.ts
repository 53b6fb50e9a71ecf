/** What the Conversation API posts: the kind of an event is the name of its field (docs/sinch.md, "Its callbacks"). */
import type { CallbackReport } from '../messages/report.ts';
import {
  boundedText,
  boundedWord,
  isObject,
  readId,
  readInstant,
  readOwnNumber,
  readRecipient,
  readReference,
  readStatus,
  readWord,
} from './fields.ts';
import type { JsonObject } from './fields.ts';
import { MAX_REPLY_LENGTH } from './parsed.ts';
import type { InboundCallback, ParsedCallback, ReportCallback } from './parsed.ts';

const REPORT = 'message_delivery_report';
const MESSAGE = 'message';

/** Elsewhere an identity may be digits, too, and no number. */
const PHONE_CHANNELS = new Set(['SMS', 'MMS', 'RCS', 'WHATSAPP', 'VIBERBM']);

const fieldsOf = (value: unknown): JsonObject => (isObject(value) ? value : {});

function readIdentity(value: unknown): string | null {
  const { channel, identity } = fieldsOf(value);
  const isPhone = typeof channel !== 'string' || PHONE_CHANNELS.has(channel.toUpperCase());
  return isPhone ? readRecipient(identity) : null;
}

/** `CODE/SUB_CODE` as received, also where the latter says that there is none. */
function readReason(value: unknown): string | null {
  const { code, sub_code: subCode } = fieldsOf(value);
  const [word, subWord] = [readWord(code), readWord(subCode)];
  return word === null || subWord === null ? word : `${word}/${subWord}`;
}

/** What a send asked to be repeated may stand in any of these places, and be empty in the others. */
function findReference(body: JsonObject, report: JsonObject): string | null {
  const places = [body.message_metadata, report.metadata, body.correlation_id];
  return places.map(readReference).find((reference) => reference !== null && reference !== '') ?? null;
}

function parseDelivery(body: JsonObject, report: JsonObject): ReportCallback {
  const sinchId = readId(report.message_id);
  const reference = findReference(body, report);
  const status = readStatus(report.status);
  const callback = { kind: 'report', type: REPORT, sinchId, reference } as const;
  if (status === null || (sinchId === null && reference === null)) {
    return { ...callback, reports: [], unreadable: 1 };
  }
  const only: CallbackReport = {
    recipient: readIdentity(report.channel_identity),
    status,
    code: null,
    reason: readReason(report.reason),
    at: readInstant(body.event_time),
    operatorAt: null,
  };
  return { ...callback, reports: [only], unreadable: 0 };
}

function parseMessage(body: JsonObject, message: JsonObject): InboundCallback {
  const callback = { kind: 'inbound', type: MESSAGE, reply: null } as const;
  const { text } = fieldsOf(fieldsOf(message.contact_message).text_message);
  if (message.direction !== 'TO_APP' || text === undefined) return { ...callback, unreadable: 0 };
  const sinchId = readId(message.id);
  const from = readIdentity(message.channel_identity);
  if (sinchId === null || from === null || typeof text !== 'string') return { ...callback, unreadable: 1 };
  const reply = {
    sinchId,
    from,
    to: readOwnNumber(message.sender_id),
    text: boundedText(text, MAX_REPLY_LENGTH),
    at: readInstant(body.event_time) ?? readInstant(message.accept_time),
  };
  return { ...callback, reply, unreadable: 0 };
}

/** Beside its own field, an event of any kind has only plain values. */
function eventName(body: JsonObject): string | undefined {
  return Object.keys(body).find((key) => typeof body[key] === 'object' && body[key] !== null);
}

/** Null for what does not come from an app. */
export function parseConversationCallback(body: JsonObject): ParsedCallback | null {
  if (REPORT in body) return parseDelivery(body, fieldsOf(body[REPORT]));
  if (typeof body.app_id !== 'string') return null;
  if (MESSAGE in body) return parseMessage(body, fieldsOf(body[MESSAGE]));
  const name = eventName(body);
  return name === undefined ? null : { kind: 'unknown', type: boundedWord(name) };
}
