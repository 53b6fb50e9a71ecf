import { z } from 'zod';
import { Refusal } from './refusal.ts';

/** Limits of a send (docs/sinch.md, "Sending"). */
const MAX_RECIPIENTS = 1000;
const MAX_BODY = 2000;
const MAX_TEXT = 2048;

const instant = z.iso.datetime({ offset: true });

const sendRequest = z.object({
  to: z.array(z.string()).min(1).max(MAX_RECIPIENTS),
  from: z
    .string()
    .regex(/^(\+?[\d ()-]{3,20}|[^\n]{1,11})$/)
    .optional(),
  body: z.string().max(MAX_BODY),
  type: z.literal('mt_text').default('mt_text'),
  delivery_report: z
    .enum(['none', 'summary', 'full', 'per_recipient', 'per_recipient_final'])
    .default('none'),
  callback_url: z
    .url({ protocol: /^https?$/ })
    .max(MAX_TEXT)
    .optional(),
  client_reference: z.string().max(MAX_TEXT).optional(),
  send_at: instant.optional(),
  expire_at: instant.optional(),
  feedback_enabled: z.boolean().default(false),
  flash_message: z.boolean().default(false),
  truncate_concat: z.boolean().optional(),
  max_number_of_message_parts: z.int().min(1).optional(),
  from_ton: z.int().min(0).max(6).optional(),
  from_npi: z.int().min(0).max(18).optional(),
  parameters: z
    .record(z.string().regex(/^[A-Za-z0-9._-]{1,16}$/), z.record(z.string(), z.string().max(160)))
    .optional(),
});

export type SendRequest = z.infer<typeof sendRequest>;

/** Reads the body of a send, or refuses it as Sinch does (docs/sinch.md, "Errors of a send"). */
export function parseSendRequest(text: string): SendRequest {
  const parsed = sendRequest.safeParse(parseJson(text));
  if (!parsed.success) throw syntaxRefusal(parsed.error);
  const to = [...new Set(parsed.data.to.map(recipientNumber))];
  const { from } = parsed.data;
  return { ...parsed.data, to, ...(from === undefined ? {} : { from: from.replace(/^\+/, '') }) };
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(400, 'syntax_invalid_json', 'The request body is not valid JSON.');
  }
}

/** A limit that is passed is a `constraint`; anything else wrong with a field is its `format`. */
function syntaxRefusal(error: z.ZodError): Refusal {
  const [issue] = error.issues;
  const constraint = issue?.code === 'too_big' || issue?.code === 'too_small';
  const code = constraint ? 'syntax_constraint_violation' : 'syntax_invalid_parameter_format';
  return new Refusal(400, code, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'invalid'}`);
}

/** Numbers come with `+`, `00` or neither; spaces, dashes and brackets do not count. */
export function bareNumber(text: string): string {
  return text.replace(/[\s()-]/g, '').replace(/^(\+|00)/, '');
}

function recipientNumber(text: string): string {
  const number = bareNumber(text);
  if (/^\d{5,15}$/.test(number)) return number;
  // Anything like an id would be a group, and here there is none.
  if (/^[0-9A-Z]{26}$/i.test(text)) throw new Refusal(403, 'unknown_group', 'The group does not exist.');
  throw new Refusal(400, 'syntax_invalid_parameter_format', 'to: not a phone number or group id');
}
