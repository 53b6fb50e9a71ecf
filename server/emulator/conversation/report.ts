import type { Statement } from '../callback.ts';
import type { ConversationMessage, ConversationState } from './message.ts';
import { identityJson } from './message.ts';
import { isSparse } from './scenarios.ts';

/** `message_delivery_report`, in the order of Sinch's published example (docs/sinch.md, "The Conversation API"). */
export function deliveryReport(
  { id, project, request }: ConversationMessage,
  { status, reason, at }: ConversationState,
  eventTime: string,
): Record<string, unknown> {
  const { app_id, number, message_metadata, correlation_id } = request;
  const head = { app_id, accepted_time: new Date(at).toISOString() };
  if (isSparse(number))
    return { ...head, project_id: project, message_delivery_report: { message_id: id, status } };
  return {
    ...head,
    event_time: eventTime,
    project_id: project,
    message_metadata: message_metadata ?? '',
    ...(correlation_id === undefined ? {} : { correlation_id }),
    message_delivery_report: {
      message_id: id,
      conversation_id: '',
      status,
      channel_identity: identityJson(number),
      contact_id: '',
      ...(reason === undefined ? {} : { reason }),
      metadata: message_metadata ?? '',
      processing_mode: 'DISPATCH',
    },
  };
}

export function deliveryStatement(
  { request: { number } }: ConversationMessage,
  { status, reason }: ConversationState,
  eventTime: string,
): Statement {
  const sparse = isSparse(number);
  return {
    recipient: number,
    status,
    code: null,
    reason: reason && !sparse ? { code: reason.code, sub_code: reason.sub_code } : null,
    at: sparse ? null : eventTime,
  };
}

/** With none to nine digits of a second, as `dice` (0 up to 1) falls; without any it is the nearest second. */
export function eventTimeOf(at: number, dice: number): string {
  const digits = Math.floor(dice * 10);
  if (digits === 0) return `${new Date(Math.round(at / 1000) * 1000).toISOString().slice(0, 19)}Z`;
  const finer = String(Math.floor(dice * 1e15) % 1e6).padStart(6, '7');
  const iso = new Date(at).toISOString();
  return `${`${iso.slice(0, 23)}${finer}`.slice(0, 20 + digits)}Z`;
}
