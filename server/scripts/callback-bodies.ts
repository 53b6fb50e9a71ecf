/** What Sinch would post, by kind, in the order of its own samples (docs/sinch.md). */
import { randomBytes } from 'node:crypto';
import type { Options } from './callback-options.ts';
import type { Env } from './workspace.ts';

/** As long as Sinch's. */
const madeUpId = (): string => randomBytes(13).toString('hex').toUpperCase();
/** Sinch leaves the + out. */
const bare = (number: string): string => number.trim().replace(/^\+/, '');
const instant = ({ at }: Options): string => at ?? new Date().toISOString();

function needed(value: string | undefined, option: string, kind: string): string {
  if (value !== undefined) return value;
  throw new Error(`Say what to report: --kind ${kind} needs ${option}. See --help.`);
}

/** Sinch always names its message; with a reference alone we make an id up. */
function sinchIdOf({ batch, reference, kind }: Options): string {
  if (reference === undefined) return needed(batch, '--batch or --reference', kind);
  return batch ?? madeUpId();
}

const numbersOf = ({ to, kind }: Options): string[] => needed(to, '--to', kind).split(',').map(bare);

function recipientReport(options: Options): object {
  const { reference, code, status, mms } = options;
  return {
    at: instant(options),
    batch_id: sinchIdOf(options),
    ...(reference !== undefined && { client_reference: reference }),
    code: Number(code),
    recipient: numbersOf(options)[0],
    status,
    type: `recipient_delivery_report_${mms ? 'mms' : 'sms'}`,
  };
}

function batchReport(options: Options): object {
  const { kind, reference, code, status, mms, to } = options;
  const recipients = kind === 'full' || to !== undefined ? numbersOf(options) : ['one'];
  const count = recipients.length;
  return {
    type: `delivery_report_${mms ? 'mms' : 'sms'}`,
    batch_id: sinchIdOf(options),
    total_message_count: count,
    ...(reference !== undefined && { client_reference: reference }),
    statuses: [{ code: Number(code), status, count, ...(kind === 'full' && { recipients }) }],
  };
}

/** What every callback of the Conversation API begins with. */
const envelope = (options: Options, env: Env): object => ({
  app_id: env.SINCH_CONVERSATION_APP_ID || madeUpId(),
  accepted_time: new Date().toISOString(),
  event_time: instant(options),
  project_id: env.SINCH_PROJECT_ID || 'a project',
  message_metadata: options.reference ?? '',
});

const identityOf = (number: string): object => ({ channel: 'SMS', identity: bare(number), app_id: '' });

function reasonOf(words: string): object {
  const [code, subCode = 'UNSPECIFIED_SUB_CODE'] = words.split('/');
  return { code, description: 'Made by pnpm callback', sub_code: subCode };
}

function conversationReport(options: Options, env: Env): object {
  const { to, status, reason } = options;
  return {
    ...envelope(options, env),
    message_delivery_report: {
      message_id: sinchIdOf(options),
      conversation_id: '',
      status: status.toUpperCase(),
      ...(to !== undefined && { channel_identity: identityOf(to) }),
      contact_id: '',
      ...(reason !== undefined && { reason: reasonOf(reason) }),
      metadata: '',
      processing_mode: 'DISPATCH',
    },
  };
}

function smsReply(options: Options): object {
  const { from, to, text, kind } = options;
  return {
    type: 'mo_text',
    id: madeUpId(),
    from: bare(needed(from, '--from', kind)),
    ...(to !== undefined && { to: bare(to) }),
    body: text,
    operator_id: '311071',
    received_at: instant(options),
  };
}

function conversationReply(options: Options, env: Env): object {
  const { from, to, text, kind } = options;
  return {
    ...envelope(options, env),
    message: {
      id: madeUpId(),
      direction: 'TO_APP',
      contact_message: { text_message: { text } },
      channel_identity: identityOf(needed(from, '--from', kind)),
      conversation_id: '',
      contact_id: '',
      metadata: '',
      accept_time: instant(options),
      ...(to !== undefined && { sender_id: bare(to) }),
      processing_mode: 'DISPATCH',
      injected: false,
    },
  };
}

const KINDS: ReadonlyMap<string, (options: Options, env: Env) => object> = new Map([
  ['recipient', recipientReport],
  ['summary', batchReport],
  ['full', batchReport],
  ['conversation', conversationReport],
  ['mo_text', smsReply],
  ['message', conversationReply],
  ['unknown', () => ({ type: 'something_new', id: madeUpId() })],
]);

export function bodyOfKind(options: Options, env: Env): Buffer {
  const make = KINDS.get(options.kind);
  if (make === undefined) throw new Error(`--kind must be one of ${[...KINDS.keys()].join(', ')}.`);
  return Buffer.from(JSON.stringify(make(options, env)));
}
