/**
 * The HTTP API of this server, as schemas and types. A leaf: it imports nothing of the project, so the page can
 * import it too.
 */
import { z } from 'zod';

/** Limits of one send. Sinch: 1–1,000 recipients and up to 2,000 characters in a batch (docs/sinch.md, "Sending"). */
export const MAX_RECIPIENTS = 1000;
export const MAX_MESSAGE_LENGTH = 2000;
export const MAX_ALPHANUMERIC_SENDER = 11;

/** Every status that a recipient can show, in the words of Sinch's two APIs, upper-cased. */
export const STATUSES = [
  'QUEUED',
  'DISPATCHED',
  'QUEUED_ON_CHANNEL',
  'SWITCHING_CHANNEL',
  'UNKNOWN',
  'FAILED',
  'EXPIRED',
  'REJECTED',
  'ABORTED',
  'CANCELLED',
  'DELETED',
  'DELIVERED',
  'READ',
] as const;
export const statusSchema = z.enum(STATUSES);
export type Status = z.infer<typeof statusSchema>;

/** `submitting`: Sinch is being asked; `unclear`: asked, but the answer was lost, so it may or may not have been sent. */
export const messageStateSchema = z.enum(['submitting', 'accepted', 'refused', 'unclear']);
export type MessageState = z.infer<typeof messageStateSchema>;

/** Which of Sinch's two APIs a message goes through. */
export const transportSchema = z.enum(['sms', 'conversation']);
export type Transport = z.infer<typeof transportSchema>;

/** What brought a report: Sinch's answer to the send, a callback, a poll of Sinch, or the end of its validity. */
export const sourceSchema = z.enum(['send', 'callback', 'poll', 'expiry']);
export type Source = z.infer<typeof sourceSchema>;

/** Why Sinch (or the network) refused a send. Stable: pages and programs may depend on them. */
export const REFUSAL_CODES = [
  'invalid_content',
  'missing_callback_url',
  'blocked_account',
  'illegal_number',
  'unknown_group',
  'unknown_campaign',
  'test_mode',
  'wrong_credentials',
  'project_not_allowed',
  'wrong_configuration',
  'sinch_busy',
  'unreachable',
  'never_arrived',
] as const;
export const refusalCodeSchema = z.enum(REFUSAL_CODES);
export type RefusalCode = z.infer<typeof refusalCodeSchema>;

const instant = z.iso.datetime();

export const historyEntrySchema = z.object({
  /** As received: a word that we do not know stands here unchanged. */
  status: z.string(),
  code: z.number().int().nullable(),
  reason: z.string().nullable(),
  /** When it happened, by Sinch's clock; null where Sinch does not say. */
  at: instant.nullable(),
  /** When we learnt of it. */
  receivedAt: instant,
  source: sourceSchema,
  /** When the operator said so, as Sinch passes it on: cut to whole minutes. Null where Sinch does not say. */
  operatorAt: instant.nullable(),
  /** When Sinch signed the callback that brought it; null for whatever no signed callback brought. */
  signedAt: instant.nullable(),
  /** How many further callbacks said the same. */
  repeats: z.number().int(),
});
export type HistoryEntry = z.infer<typeof historyEntrySchema>;

export const recipientSchema = z.object({
  /** E.164, with `+`. */
  recipient: z.string(),
  messageId: z.string().nullable(),
  /** Null until Sinch accepted the message. */
  status: statusSchema.nullable(),
  code: z.number().int().nullable(),
  reason: z.string().nullable(),
  final: z.boolean(),
  /** Sinch's reports contradict each other. */
  conflict: z.boolean(),
  /** When this server last saw the status change. */
  updatedAt: instant.nullable(),
  callbackCount: z.number().int(),
  history: z.array(historyEntrySchema),
});
export type Recipient = z.infer<typeof recipientSchema>;

export const refusalSchema = z.object({ code: refusalCodeSchema, detail: z.string() });
export type Refusal = z.infer<typeof refusalSchema>;

export const messageSchema = z.object({
  /** Ours: a ULID. */
  id: z.string(),
  /** Sinch's batch id; null before acceptance, or where recipients have ids of their own. */
  messageId: z.string().nullable(),
  transport: transportSchema,
  state: messageStateSchema,
  refusal: refusalSchema.nullable(),
  from: z.string().nullable(),
  message: z.string(),
  createdAt: instant,
  sentAt: instant.nullable(),
  /** When Sinch is to send it; null: at once. */
  sendAt: instant.nullable(),
  expireAt: instant.nullable(),
  /** When Sinch took a cancel. What it stopped says CANCELLED by itself. */
  canceledAt: instant.nullable(),
  /** Whose access token sent it, and whose cancelled it; null without tokens. */
  sentBy: z.string().nullable(),
  canceledBy: z.string().nullable(),
  /** Our id of the message that this one was sent again for; null: of none. */
  resendOf: z.string().nullable(),
  version: z.number().int(),
  final: z.boolean(),
  /** Our ids of the newest messages that were sent again for this one. */
  resends: z.array(z.string()),
  recipients: z.array(recipientSchema),
});
export type Message = z.infer<typeof messageSchema>;

export const messageSummarySchema = messageSchema.omit({ resends: true }).extend({
  recipientCount: z.number().int(),
  /** How many recipients show each status; one without a status yet is in none. */
  counts: z.partialRecord(statusSchema, z.number().int()),
  /** The first three. */
  recipients: z.array(recipientSchema.omit({ history: true })).max(3),
});
export type MessageSummary = z.infer<typeof messageSummarySchema>;

export const messagePageSchema = z.object({
  items: z.array(messageSummarySchema),
  next: z.string().nullable(),
});
export type MessagePage = z.infer<typeof messagePageSchema>;

/** Whether anything more is expected of a message. */
export const progressSchema = z.enum(['open', 'final']);
export type Progress = z.infer<typeof progressSchema>;

/**
 * What `GET /api/messages` and `GET /api/messages.csv` may be asked for; all of it must hold. `status`: at least one
 * recipient shows it. `find`: a number in any spelling with its country code, or any id, ours or Sinch's.
 */
export const messageFilterSchema = z.object({
  status: statusSchema.optional(),
  state: messageStateSchema.optional(),
  progress: progressSchema.optional(),
  /** Made at this instant or later. */
  from: instant.optional(),
  /** Made before this instant. */
  before: instant.optional(),
  find: z.string().optional(),
});
export type MessageFilter = z.infer<typeof messageFilterSchema>;

export const sendRequestSchema = z.strictObject({
  to: z.union([z.string(), z.array(z.string())]),
  message: z.string(),
  from: z.string().optional(),
  /** ISO 8601 with an offset or `Z`. SMS API only. */
  sendAt: z.string().optional(),
  expireAt: z.string().optional(),
  /** Our id of the message that this one is sent again for. */
  resendOf: z.string().optional(),
});
export type SendRequest = z.infer<typeof sendRequestSchema>;

/** What a recipient wrote back. */
export const replySchema = z.object({
  /** Sinch's id of it. */
  id: z.string(),
  /** E.164, with `+`. */
  from: z.string(),
  /** Our number, a short code, or null where Sinch does not say. */
  to: z.string().nullable(),
  body: z.string(),
  /** When it was sent or received, by Sinch's clock. */
  at: instant.nullable(),
  /** When we learnt of it. */
  receivedAt: instant,
});
export type Reply = z.infer<typeof replySchema>;

/** Newest first; `next` is the following page's `after`. */
export const replyPageSchema = z.object({ items: z.array(replySchema), next: z.string().nullable() });
export type ReplyPage = z.infer<typeof replyPageSchema>;

/** `signature-or-token`: an unsigned callback counts where its address carries the message's own token. */
export const callbackAuthSchema = z.enum(['signature', 'signature-or-token']);
export type CallbackAuth = z.infer<typeof callbackAuthSchema>;

/** The likely mistakes behind a signature that does not match. */
export const DIAGNOSES = [
  'secret_blank_edges',
  'secret_base64',
  'secret_quoted',
  'body_rewritten',
  'body_trimmed',
  'encoding_hex',
  'algorithm',
  'clock',
  'partly_signed',
  'none_found',
] as const;
/** A mistake, before it is known when it showed. */
const findingSchema = z.object({
  code: z.enum(DIAGNOSES),
  /** What is wrong and what to do, in the user's words. */
  detail: z.string(),
});
export type Finding = z.infer<typeof findingSchema>;

export const diagnosisSchema = findingSchema.extend({ at: instant });
export type Diagnosis = z.infer<typeof diagnosisSchema>;

/** `GET /api/callbacks`: how the callbacks of this process fare. */
export const callbackHealthSchema = z.object({
  /** Since when this process has been counting. */
  since: instant,
  auth: callbackAuthSchema,
  /** When each secret last verified a callback. */
  secrets: z.array(z.object({ name: z.enum(['current', 'previous']), lastMatchedAt: instant.nullable() })),
  /** When an unsigned callback with a right token last came: this account does not sign its callbacks. */
  unsignedAt: instant.nullable(),
  /** The last one of a signature that failed. */
  diagnosis: diagnosisSchema.nullable(),
});
export type CallbackHealth = z.infer<typeof callbackHealthSchema>;

/** What a callback did: the store's verdict on an accepted one, or why it was not taken. */
export const CALLBACK_VERDICTS = [
  'stored',
  'duplicate',
  'replay',
  'orphan',
  'unreadable',
  'reply',
  'no_report',
  'missing',
  'malformed',
  'algorithm',
  'mismatch',
  'time',
  'bad_token',
  'unsigned',
  'invalid_body',
  'overloaded',
  'store_failed',
] as const;
export const callbackVerdictSchema = z.enum(CALLBACK_VERDICTS);
export type CallbackVerdict = z.infer<typeof callbackVerdictSchema>;

/** A callback as a line of `GET /api/callbacks/received`. */
export const callbackSummarySchema = z.object({
  /** Of this list alone. */
  id: z.string(),
  receivedAt: instant,
  accepted: z.boolean(),
  verdict: callbackVerdictSchema,
  /** What Sinch calls it; null where it was not read. */
  type: z.string().nullable(),
  /** Our id of the message that it is about; null: of none that we know. */
  message: z.string().nullable(),
  /** The status code that Sinch got. */
  answer: z.number().int(),
});
export type CallbackSummary = z.infer<typeof callbackSummarySchema>;

/** Newest first; `next` is the following page's `after`. */
export const callbackPageSchema = z.object({
  items: z.array(callbackSummarySchema),
  next: z.string().nullable(),
});
export type CallbackPage = z.infer<typeof callbackPageSchema>;

/** How a callback was judged, in this order; what comes after a step that failed is not reached. */
export const CALLBACK_STEPS = [
  'headers',
  'algorithm',
  'signature',
  'timestamp',
  'nonce',
  'body',
  'message',
  'recipients',
  'commit',
] as const;
export const callbackStepSchema = z.object({
  step: z.enum(CALLBACK_STEPS),
  outcome: z.enum(['passed', 'failed', 'noted', 'not_reached']),
  /** What was found, in the user's words. */
  detail: z.string(),
});
export type CallbackStep = z.infer<typeof callbackStepSchema>;

/** `GET /api/callbacks/received/:id`. Numbers in it are masked, unless it was asked for with `reveal=1`. */
export const receivedCallbackSchema = callbackSummarySchema.extend({
  /** Those that prove where it comes from, as they came; the others are not kept. */
  headers: z.array(z.object({ name: z.string(), value: z.string() })),
  /** As received, as far as it was kept: text where it is UTF-8, else base64. */
  body: z.object({
    text: z.string(),
    encoding: z.enum(['utf8', 'base64']),
    /** How many of its bytes were kept. */
    bytes: z.number().int(),
    /** Whether that is all of them. */
    whole: z.boolean(),
  }),
  masked: z.boolean(),
  steps: z.array(callbackStepSchema),
  /** The likely mistake behind a signature that does not match. */
  diagnosis: findingSchema.nullable(),
  /** What it changed. */
  effects: z.array(
    z.object({
      recipient: z.string(),
      before: z.string().nullable(),
      after: z.string().nullable(),
      /** How many of its reports were new. */
      added: z.number().int(),
    }),
  ),
  /**
   * What Sinch does next. `done`: it was taken. `never`: it is lost, for Sinch does not repeat what was answered so.
   * `again`: at these instants, if this was the first attempt; the last one is `givesUpAt`.
   */
  next: z.object({
    kind: z.enum(['done', 'never', 'again']),
    at: z.array(instant),
    givesUpAt: instant.nullable(),
  }),
});
export type ReceivedCallback = z.infer<typeof receivedCallbackSchema>;

/** How many recipients show each status; `refused`: those of sends that Sinch refused as a whole; `waiting`: without a status yet. */
const outcomeFields = {
  messages: z.number().int(),
  recipients: z.number().int(),
  counts: z.partialRecord(statusSchema, z.number().int()),
  refused: z.number().int(),
  waiting: z.number().int(),
};

/** `GET /api/overview?from=&before=`: what became of the messages that were made in a period, computed in the database. */
export const overviewSchema = z.object({
  from: instant,
  before: instant,
  /** What each entry of `series` spans, in UTC. */
  bucket: z.enum(['hour', 'day']),
  series: z.array(z.object({ at: instant, ...outcomeFields })),
  total: z.object(outcomeFields),
  /** Of delivered recipients, from when Sinch had the message (or its `sendAt`) to the `at` of the receipt. */
  timeToDelivery: z.object({
    /** Receipts without an `at` are not counted here. */
    count: z.number().int(),
    /** The longest first bound that holds half, or 95 %, of them, in seconds; null: there are none, or beyond the last bound. */
    medianSeconds: z.number().nullable(),
    p95Seconds: z.number().nullable(),
    /** At most so many seconds, and more than the one before; null: longer than all. */
    histogram: z.array(z.object({ upToSeconds: z.number().nullable(), count: z.number().int() })),
  }),
  /** Most frequent first, 50 at most. */
  failures: z.array(
    z.object({
      status: statusSchema,
      code: z.number().int().nullable(),
      reason: z.string().nullable(),
      count: z.number().int(),
    }),
  ),
  /** Of sends that Sinch refused as a whole: how many recipients. */
  refusals: z.array(z.object({ code: refusalCodeSchema, count: z.number().int() })),
});
export type Overview = z.infer<typeof overviewSchema>;

/** `GET /api/budget`: what may be sent in a day (UTC), by all together. */
export const budgetSchema = z.object({
  /** In SMS parts. */
  partsPerDay: z.number().int(),
  /** Can be more, if Sinch took what it had refused. */
  partsToday: z.number().int(),
  resetsAt: instant,
});
export type Budget = z.infer<typeof budgetSchema>;

/** `GET /api/setup`: what the page must know of the server to explain itself. */
export const setupSchema = z.object({
  /** Whether the Sinch that we talk to is this very machine (the emulator) or the real one. */
  sinch: z.enum(['local', 'real']),
  transport: transportSchema,
  /** Where Sinch sends callbacks; null: to the plan's default, which is probably not here. */
  callbackUrl: z.string().nullable(),
  defaultFrom: z.string().nullable(),
  /** The countries that one may send to, by their two letters (ISO 3166); null: all of them. */
  allowedCountries: z.array(z.string()).nullable(),
});
export type Setup = z.infer<typeof setupSchema>;

/** `GET /api/session`, and what a login and a logout answer. */
export const sessionSchema = z.object({
  login: z.enum(['not_needed', 'needed', 'done']),
  /** The name of the access token that was shown. */
  actor: z.string().nullable(),
});
export type Session = z.infer<typeof sessionSchema>;

export const loginRequestSchema = z.strictObject({ token: z.string() });
export type LoginRequest = z.infer<typeof loginRequestSchema>;

export const forgetRequestSchema = z.strictObject({ number: z.string() });
export type ForgetRequest = z.infer<typeof forgetRequestSchema>;

/** `POST /api/forget`: what the erasure of a person removed. */
export const forgottenSchema = z.object({
  /** Messages that they were a recipient of. */
  messages: z.number().int(),
  /** Those of them that went to nobody else, and are gone altogether. */
  emptied: z.number().int(),
  /** Callbacks as received, accepted or refused, that named them. */
  callbacks: z.number().int(),
  /** Reports that waited for their message. */
  orphans: z.number().int(),
  /** What they wrote back. */
  replies: z.number().int(),
});
export type Forgotten = z.infer<typeof forgottenSchema>;

/** What is noted for good, beside what was sent and cancelled: it takes something away, or out of here. */
export const deedKindSchema = z.enum(['erased', 'exported']);
export type DeedKind = z.infer<typeof deedKindSchema>;

export const deedSchema = z.object({
  id: z.string(),
  at: instant,
  /** Whose access token it was; null without tokens. */
  actor: z.string().nullable(),
  deed: deedKindSchema,
  /** What it was done to; a number is masked. */
  subject: z.string(),
});
export type Deed = z.infer<typeof deedSchema>;

/** Newest first; `next` is the following page's `after`. */
export const deedPageSchema = z.object({ items: z.array(deedSchema), next: z.string().nullable() });
export type DeedPage = z.infer<typeof deedPageSchema>;

/** Whether sending the same once more can end otherwise. */
export const RETRIES = ['helps', 'may_help', 'no'] as const;
const meaningFields = {
  /** What happened, in the user's words. */
  meaning: z.string(),
  retry: z.enum(RETRIES),
  /** What to do next. */
  advice: z.string(),
};
export const meaningSchema = z.object(meaningFields);
export type Meaning = z.infer<typeof meaningSchema>;

/** `final`: nothing more is expected. Only a status tells; codes and reasons explain it. */
export const statusMeaningSchema = z.object({ ...meaningFields, final: z.boolean() });
export type StatusMeaning = z.infer<typeof statusMeaningSchema>;

/**
 * `GET /api/meanings`. Of a recipient that failed, the sub-code (behind the `/` of `reason`) says most, then the reason,
 * then the code; what is in no list is explained by the status.
 */
export const meaningsSchema = z.object({
  statuses: z.record(statusSchema, statusMeaningSchema),
  special: z.object({
    /** `status` is null. */
    none: statusMeaningSchema,
    /** `status` is UNKNOWN and not final: Sinch used a word that we do not know. */
    otherWord: statusMeaningSchema,
    /** UNKNOWN whose source is `expiry`: this server gave up waiting for a report. */
    noReport: statusMeaningSchema,
  }),
  codes: z.record(z.string().regex(/^\d+$/), meaningSchema),
  /** Also `HTTP_4xx` and `HTTP_5xx`, for every such number that has no row of its own. */
  reasons: z.record(z.string(), meaningSchema),
  subCodes: z.record(z.string(), meaningSchema),
});
export type Meanings = z.infer<typeof meaningsSchema>;

/** `GET /healthz`, `GET /readyz`. */
export const healthSchema = z.object({
  status: z.enum(['ok', 'ready', 'starting', 'stopping', 'store_unavailable']),
});
export type Health = z.infer<typeof healthSchema>;

/** What a callback is answered that was taken. */
export const receivedSchema = z.object({ received: z.literal(true) });
export type Received = z.infer<typeof receivedSchema>;

/** RFC 9457. `id` is set where a message was stored all the same. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().optional(),
  code: z.string(),
  requestId: z.string().optional(),
  id: z.string().optional(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof problemSchema>;
export type FieldError = NonNullable<Problem['errors']>[number];
