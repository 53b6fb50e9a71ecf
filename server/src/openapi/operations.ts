/** Each route of the HTTP API, as data: what it takes and what it answers. The schemas are those of contract.ts. */
import { WEBHOOK_PATH } from '../config.ts';
import { DEFAULT_LIMIT, MAX_LIMIT } from '../messages/query.ts';
import { refTo } from './schemas.ts';
import type { SchemaName } from './schemas.ts';

interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required: boolean;
  description: string;
  schema: object;
}

interface Answer {
  description: string;
  /** Of JSON; null: no body. */
  schema: SchemaName | 'text' | 'csv' | null;
  headers?: Record<string, string>;
}

export interface Operation {
  path: string;
  method: 'get' | 'post';
  summary: string;
  /** Without any token. */
  isOpen: boolean;
  parameters: Parameter[];
  /** The schema of the JSON that it takes. */
  body: object | null;
  answers: Record<number, Answer>;
  /** Problem details, with their codes, by status. */
  problems: Record<number, string>;
}

const optional = (
  kind: 'query' | 'header',
  name: string,
  description: string,
  schema: object,
): Parameter => ({
  name,
  in: kind,
  required: false,
  description,
  schema,
});
const ID: Parameter = {
  name: 'id',
  in: 'path',
  required: true,
  description: 'The id of the message: ours, or any that Sinch gave it.',
  schema: { type: 'string' },
};
const INSTANT = { type: 'string', format: 'date-time' };
const LIMIT = optional('query', 'limit', 'How many at most.', {
  type: 'integer',
  minimum: 1,
  maximum: MAX_LIMIT,
  default: DEFAULT_LIMIT,
});
const AFTER = optional('query', 'after', 'The `next` of the page before.', { type: 'string' });
const PAGE = [LIMIT, AFTER];
const FILTERS = [
  optional('query', 'status', 'At least one recipient shows it.', refTo('Status')),
  optional('query', 'state', 'What became of asking Sinch to send it.', refTo('MessageState')),
  optional('query', 'progress', '`open`: something more is expected of it.', refTo('Progress')),
  optional('query', 'from', 'Made at this instant or later, by the time in its id.', INSTANT),
  optional('query', 'before', 'Made before this instant.', INSTANT),
  optional(
    'query',
    'find',
    'A phone number in any spelling with its country code, or any id of a message, ours or Sinch’s. What may be both is looked for as a number first.',
    { type: 'string' },
  ),
];

const WRONG_TOKENS = '`too_many_attempts`: too many wrong tokens.';
const GUARDED = {
  401: '`unauthorized`: no access token, or a wrong one.',
  403: '`not_from_here`: there are no access tokens, so only the machine itself may ask. `foreign_origin`: a page of another origin.',
  429: WRONG_TOKENS,
  503: '`not_ready`, `unavailable`: try again after Retry-After.',
};
const JSON_ONLY = { 415: '`unsupported_media_type`: send application/json.' };
const JSON_BODY = {
  ...JSON_ONLY,
  400: '`invalid_json`, `bad_request`: the body cannot be read.',
  413: '`too_large`.',
  422: '`invalid_fields`: what is wrong stands in `errors`.',
};
const BAD_ADDRESS = { 400: '`bad_request`: the address cannot be read.' };
const NO_MESSAGE = { ...BAD_ADDRESS, 404: '`message_not_found`.' };
const BAD_QUERY = { 422: '`invalid_fields`: a parameter is wrong.' };

const answering = (schema: SchemaName, description: string): Record<number, Answer> => ({
  200: { description, schema },
});

type Given = Pick<Operation, 'path' | 'method' | 'summary' | 'answers'> & Partial<Operation>;

const open = (given: Given): Operation => ({
  isOpen: true,
  parameters: [],
  body: null,
  problems: {},
  ...given,
});
const guarded = (given: Given): Operation => ({
  ...open(given),
  isOpen: false,
  problems: { ...GUARDED, ...given.problems },
});

export const OPERATIONS: readonly Operation[] = [
  guarded({
    path: '/send-sms',
    method: 'post',
    summary: 'Send an SMS to one or many.',
    parameters: [
      optional('header', 'Idempotency-Key', 'The same request with the same key sends once.', {
        type: 'string',
        pattern: '^[\\x21-\\x7e]{1,255}$',
      }),
    ],
    body: refTo('SendRequest'),
    answers: {
      201: { description: 'Sinch accepted it.', schema: 'Message', headers: { Location: 'Its address.' } },
      202: {
        description:
          'Sinch may or may not have it, or is still being asked. Do not send again: follow the message.',
        schema: 'Message',
        headers: { Location: 'Its address.' },
      },
    },
    problems: {
      ...JSON_BODY,
      422: '`invalid_fields`, `idempotency_key_reused`, or Sinch refused the content: then with the `id` of the message.',
      429: `\`too_many_requests\` (SEND_LIMIT_PER_MINUTE), \`daily_budget\` (SEND_PARTS_PER_DAY). ${WRONG_TOKENS}`,
      502: 'Sinch refused the credentials or the configuration of this server.',
      503: '`unreachable`, `sinch_busy`: nothing was sent. `not_ready`, `unavailable`.',
    },
  }),
  guarded({
    path: '/api/messages',
    method: 'get',
    summary: 'What was sent, newest first.',
    parameters: [...PAGE, ...FILTERS],
    answers: answering('MessagePage', 'A page of messages.'),
    problems: BAD_QUERY,
  }),
  guarded({
    path: '/api/messages.csv',
    method: 'get',
    summary: 'The same as a table, all of it, with a line for each recipient.',
    parameters: FILTERS,
    answers: {
      200: {
        description:
          'UTF-8 with a byte order mark, lines that end with CRLF, and an apostrophe before whatever a spreadsheet would compute. An answer that breaks off is not whole.',
        schema: 'csv',
        headers: { 'Content-Disposition': 'The name of the file, with the day.' },
      },
    },
    problems: {
      ...BAD_QUERY,
      429: `\`too_many_requests\`: too many exports at once. ${WRONG_TOKENS}`,
    },
  }),
  guarded({
    path: '/api/messages/{id}',
    method: 'get',
    summary: 'A message, and what became of each recipient.',
    parameters: [
      ID,
      optional('query', 'since', 'A `version`: only the recipients that changed after it.', {
        type: 'integer',
        minimum: 0,
      }),
      optional('header', 'If-None-Match', 'The ETag of the message as you have it.', { type: 'string' }),
    ],
    answers: {
      200: { description: 'The message.', schema: 'Message', headers: { ETag: 'Made of its version.' } },
      304: { description: 'Nothing has changed.', schema: null, headers: { ETag: 'As before.' } },
    },
    problems: { ...NO_MESSAGE, ...BAD_QUERY },
  }),
  guarded({
    path: '/api/messages/{id}/cancel',
    method: 'post',
    summary: 'Cancel a message that Sinch has not sent yet.',
    parameters: [ID],
    answers: answering('Message', 'Cancelled, now or before.'),
    problems: {
      ...JSON_ONLY,
      ...NO_MESSAGE,
      409: '`not_accepted`, `already_final`, `already_dispatched`, `cancel_not_supported`.',
      503: '`sinch_unreachable`: try again. `not_ready`, `unavailable`.',
    },
  }),
  guarded({
    path: '/api/messages/{id}/replies',
    method: 'get',
    summary: 'What its recipients wrote back, newest first.',
    parameters: [ID, ...PAGE],
    answers: answering('ReplyPage', 'A page of replies.'),
    problems: { ...NO_MESSAGE, ...BAD_QUERY },
  }),
  guarded({
    path: '/api/replies',
    method: 'get',
    summary: 'What people wrote back, newest first.',
    parameters: [
      optional('query', 'number', 'Only from this number, with + (%2B) and the country code.', {
        type: 'string',
      }),
      ...PAGE,
    ],
    answers: answering('ReplyPage', 'A page of replies.'),
    problems: BAD_QUERY,
  }),
  guarded({
    path: '/api/meanings',
    method: 'get',
    summary: 'What each status, code and reason means, and what to do.',
    answers: answering('Meanings', 'The table.'),
  }),
  guarded({
    path: '/api/setup',
    method: 'get',
    summary: 'How this server is set up.',
    answers: answering('Setup', 'What a page must know.'),
  }),
  guarded({
    path: '/api/budget',
    method: 'get',
    summary: 'How much may still be sent today.',
    answers: answering('Budget', 'In SMS parts, of all clients together.'),
  }),
  guarded({
    path: '/api/overview',
    method: 'get',
    summary: 'What became of the messages of a period.',
    parameters: [
      optional('query', 'from', 'Made at this instant or later. Left out: a week before `before`.', INSTANT),
      optional('query', 'before', 'Made before this instant, at most 92 days later. Left out: now.', INSTANT),
    ],
    answers: answering('Overview', 'Of the whole hours (UTC) that the period touches.'),
    problems: BAD_QUERY,
  }),
  guarded({
    path: '/api/callbacks',
    method: 'get',
    summary: 'How the callbacks of Sinch fare.',
    answers: answering('CallbackHealth', 'Since this process started.'),
  }),
  guarded({
    path: '/api/callbacks/received',
    method: 'get',
    summary: 'Callbacks that came, newest first, those that were not taken among them.',
    parameters: [
      optional('query', 'kept', 'Only those that were taken, or only the others.', {
        type: 'string',
        enum: ['accepted', 'rejected'],
      }),
      optional('query', 'message', 'Only those about the message of this id, which is ours.', {
        type: 'string',
      }),
      ...PAGE,
    ],
    answers: answering('CallbackPage', 'A page of callbacks.'),
    problems: BAD_QUERY,
  }),
  guarded({
    path: '/api/callbacks/received/{id}',
    method: 'get',
    summary: 'A callback as it came, and how it was judged.',
    parameters: [
      { ...ID, description: 'Its id in the list.' },
      optional(
        'query',
        'reveal',
        '1: with whole numbers and texts, and the bytes of the body as they came.',
        {
          type: 'string',
          const: '1',
        },
      ),
    ],
    answers: answering('ReceivedCallback', 'The callback.'),
    problems: { ...BAD_ADDRESS, 404: '`callback_not_found`.', ...BAD_QUERY },
  }),
  guarded({
    path: '/api/forget',
    method: 'post',
    summary: 'Erase a person from all that is stored.',
    body: refTo('ForgetRequest'),
    answers: answering('Forgotten', 'What was removed.'),
    problems: JSON_BODY,
  }),
  guarded({
    path: '/api/deeds',
    method: 'get',
    summary: 'Who erased and exported what, newest first.',
    parameters: PAGE,
    answers: answering('DeedPage', 'A page of deeds.'),
    problems: BAD_QUERY,
  }),
  guarded({
    path: '/api/openapi.json',
    method: 'get',
    summary: 'This description.',
    answers: answering('Description', 'OpenAPI 3.1.'),
  }),
  guarded({
    path: '/metrics',
    method: 'get',
    summary: 'What this process tells about itself, for Prometheus.',
    answers: { 200: { description: 'Its format, as text.', schema: 'text' } },
  }),
  open({
    path: '/api/session',
    method: 'get',
    summary: 'Whether one must log in, and who one is.',
    answers: answering('Session', 'The session.'),
    problems: { 429: WRONG_TOKENS },
  }),
  open({
    path: '/api/login',
    method: 'post',
    summary: 'Get a session cookie for an access token.',
    body: refTo('LoginRequest'),
    answers: answering('Session', 'Logged in.'),
    problems: {
      ...JSON_BODY,
      401: '`wrong_token`.',
      403: '`foreign_origin`.',
      429: WRONG_TOKENS,
    },
  }),
  open({
    path: '/api/logout',
    method: 'post',
    summary: 'Give the session cookie back.',
    answers: answering('Session', 'Logged out.'),
    problems: { ...JSON_ONLY, 403: '`foreign_origin`.' },
  }),
  open({
    path: '/healthz',
    method: 'get',
    summary: 'The process is up.',
    answers: answering('Health', 'It is.'),
  }),
  open({
    path: '/readyz',
    method: 'get',
    summary: 'The server takes requests, and its store answers.',
    answers: {
      ...answering('Health', 'It does.'),
      503: { description: 'It does not, yet or any more.', schema: 'Health' },
    },
  }),
  open({
    path: WEBHOOK_PATH,
    method: 'post',
    summary: 'Callbacks of Sinch, and nobody else: signed, or with the token of the message.',
    body: { type: 'object' },
    answers: { 200: { description: 'Kept, or in need of no keeping.', schema: 'Received' } },
    problems: {
      400: '`invalid_body`: rightly signed, but no JSON object.',
      401: '`unauthorized`: not from Sinch.',
      405: '`method_not_allowed`.',
      413: '`too_large`.',
      429: '`overloaded`: send it again later.',
      503: '`unavailable`: send it again later.',
    },
  }),
];
