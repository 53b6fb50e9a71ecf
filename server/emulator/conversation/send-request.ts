import { z } from 'zod';
import { Refusal } from '../refusal.ts';
import { bareNumber, parseJson } from '../send-request.ts';

/** Limits of the metadata (docs/sinch.md, "The Conversation API"). */
const MAX_METADATA = 1024;
const MAX_CORRELATION = 128;

const identity = z.object({ channel: z.string(), identity: z.string() });

const sendRequest = z.object({
  app_id: z.string().min(1),
  message: z.object({ text_message: z.object({ text: z.string().min(1) }) }),
  recipient: z.object({
    identified_by: z.object({ channel_identities: z.array(identity).min(1) }),
  }),
  callback_url: z.url({ protocol: /^https?$/ }).optional(),
  channel_properties: z.record(z.string(), z.string()).optional(),
  message_metadata: z.string().max(MAX_METADATA).optional(),
  correlation_id: z.string().max(MAX_CORRELATION).optional(),
  ttl: z
    .string()
    .regex(/^\d+(\.\d+)?s$/)
    .optional(),
});

export interface ConversationSend extends Omit<z.infer<typeof sendRequest>, 'message' | 'recipient' | 'ttl'> {
  readonly text: string;
  /** Without `+`. */
  readonly number: string;
  /** Milliseconds. */
  readonly ttl: number;
}

/** Reads the body of `messages:send`, or refuses it. One recipient, one text, over SMS. */
export function parseConversationSend(body: string): ConversationSend {
  const parsed = sendRequest.safeParse(parseJson(body));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw invalid(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'invalid'}`);
  }
  const { message, recipient, ttl, ...rest } = parsed.data;
  const sms = recipient.identified_by.channel_identities.find(({ channel }) => channel === 'SMS');
  const number = bareNumber(sms?.identity ?? '');
  if (!/^\d{5,15}$/.test(number)) throw invalid('recipient: no channel identity of SMS with a phone number');
  return {
    ...rest,
    text: message.text_message.text,
    number,
    ttl: ttl === undefined ? Infinity : Number.parseFloat(ttl) * 1000,
  };
}

function invalid(text: string): Refusal {
  return new Refusal(400, null, text);
}
