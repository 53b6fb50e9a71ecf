import type { ConversationSend } from './send-request.ts';

/** The statuses that an SMS of the Conversation API has (docs/sinch.md, "The Conversation API"). */
export type ConversationStatus = 'QUEUED_ON_CHANNEL' | 'DELIVERED' | 'FAILED';

interface Reason {
  readonly code: string;
  readonly description: string;
  readonly sub_code: string;
}

export interface ConversationState {
  readonly status: ConversationStatus;
  readonly reason?: Reason | undefined;
  readonly at: number;
}

export interface ConversationMessage {
  readonly id: string;
  readonly project: string;
  readonly request: ConversationSend;
  readonly acceptedAt: number;
  /** Null: accepted, which Sinch calls QUEUED and never reports. */
  state: ConversationState | null;
}

/** `ConversationMessage` of the SDK, without the deprecated `message_status`. */
export function messageJson({ id, request, acceptedAt }: ConversationMessage): Record<string, unknown> {
  const sender = request.channel_properties?.['SMS_SENDER'];
  return {
    id,
    direction: 'TO_CONTACT',
    app_message: { text_message: { text: request.text } },
    channel_identity: identityJson(request.number),
    conversation_id: '',
    contact_id: '',
    metadata: request.message_metadata ?? '',
    accept_time: new Date(acceptedAt).toISOString(),
    ...(sender === undefined ? {} : { sender_id: sender }),
    processing_mode: 'DISPATCH',
    injected: false,
  };
}

/** Sinch writes identities without `+`. */
export function identityJson(identity: string): Record<string, string> {
  return { channel: 'SMS', identity, app_id: '' };
}
