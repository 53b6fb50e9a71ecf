import type { Express } from 'express';
import { ulid } from 'ulid';
import { z } from 'zod';
import type { Account, Api } from './admission.ts';
import type { Batch } from './batch.ts';
import type { Carrier } from './carrier.ts';
import type { ConversationMessage } from './conversation/message.ts';
import { identityJson } from './conversation/message.ts';
import { jsonText } from './http.ts';
import { latestSends } from './latest-sends.ts';
import { parse } from './queries.ts';
import { Refusal } from './refusal.ts';
import { recipientScenario } from './scenarios.ts';
import { bareNumber, parseJson } from './send-request.ts';

interface RepliesOptions extends Account {
  readonly batches: readonly Batch[];
  readonly messages: readonly ConversationMessage[];
  readonly carrier: Carrier;
  readonly webhookSecret: string;
  readonly defaultCallbackUrl?: string | undefined;
  readonly now: () => number;
  readonly random?: (() => number) | undefined;
}

const phoneNumber = z
  .string()
  .transform(bareNumber)
  .pipe(z.string().regex(/^\d{3,15}$/));

const replySchema = z.object({
  from: phoneNumber,
  /** Sinch's number; by default the sender of what was last sent to `from`. */
  to: z.union([phoneNumber, z.string().regex(/^[A-Za-z0-9 ]{1,11}$/)]).optional(),
  body: z.string().min(1).max(2000),
  /** By default the one that was last used. */
  api: z.enum(['sms', 'conversation']).optional(),
});

/** A recipient texts back. A page of another origin cannot post JSON here: its browser would have to ask first. */
export function mountReplies(app: Express, options: RepliesOptions): void {
  app.post('/_emulator/replies', (req, res) => {
    const { from, body, ...asked } = parse(replySchema, parseJson(jsonText(req)));
    const latest = latestSends(options.batches, options.messages, from);
    const api = asked.api ?? latest.api ?? (options.conversationAppId === undefined ? 'sms' : 'conversation');
    const to = asked.to ?? latest.sender;
    if (to === undefined) throw new Refusal(400, 'no_recipient', 'to: nothing was sent to this number yet');
    const url = options.defaultCallbackUrl ?? latest.url;
    if (url === undefined) throw new Refusal(409, 'no_callback_url', 'No callback URL is known yet.');
    const now = options.now();
    const reply = { id: ulid(now, options.random), from, to, body, at: new Date(now).toISOString() };
    const letter = {
      messageId: reply.id,
      reference: null,
      recipient: from,
      status: 'Reply',
      url,
      secret: options.webhookSecret,
      body: Buffer.from(JSON.stringify(replyJson(api, reply, options))),
      statements: [],
      last: true,
    };
    const { delivery } = recipientScenario(from);
    void options.carrier.carry(letter, delivery === 'silent' ? 'plain' : delivery, letter);
    res.status(202).json({ id: reply.id, api, url });
  });
}

interface Reply {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly body: string;
  readonly at: string;
}

function replyJson(api: Api, reply: Reply, account: Account): Record<string, unknown> {
  return api === 'sms' ? smsReply(reply) : conversationReply(reply, account);
}

/** `mo_text`, in the order of Sinch's published example (docs/sinch.md, "Inbound"). */
function smsReply({ id, from, to, body, at }: Reply): Record<string, unknown> {
  return { type: 'mo_text', id, from, to, body, operator_id: '311071', received_at: at };
}

/** `MessageInboundEvent` of the SDK. */
function conversationReply({ id, from, to, body, at }: Reply, account: Account): Record<string, unknown> {
  return {
    app_id: account.conversationAppId ?? '',
    accepted_time: at,
    event_time: at,
    project_id: account.credentials.project?.projectId ?? '',
    message: {
      id,
      direction: 'TO_APP',
      contact_message: { text_message: { text: body } },
      channel_identity: identityJson(from),
      conversation_id: '',
      contact_id: '',
      metadata: '',
      accept_time: at,
      sender_id: to,
      processing_mode: 'DISPATCH',
      injected: false,
    },
    message_metadata: '',
  };
}
