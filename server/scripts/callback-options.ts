import { parseArgs } from 'node:util';

export const HELP = `Usage: pnpm callback --batch <id> --to <number> [options]
       pnpm callback --reference <id> --to <number> [options]
       pnpm callback --kind <kind> … [options]
       pnpm callback --body <file or JSON> [options]

What Sinch reports:
  --kind <kind>        recipient     one recipient of a batch (default)
                       summary       a batch, counts only
                       full          a batch, with its recipients
                       conversation  one recipient, by the Conversation API
                       mo_text       a reply, by the SMS API
                       message       a reply, by the Conversation API
                       unknown       something that the server has never heard of
  --mms                recipient, summary and full as for MMS
  --batch <id>         Sinch's id: the "messageId" of a message, or of its recipient with conversation
  --reference <id>     our own id of the message (its "id")
  --to <number>        the recipient, such as +12025550101; with full several, separated by commas;
                       with a reply the number that it was written to
  --from <number>      who wrote the reply
  --text <text>        what they wrote; default "Yes, please"
  --status <word>      Delivered (default), Failed, Expired …
  --code <number>      0 (default), 400, 401 …; not with conversation
  --reason <words>     CODE/SUB_CODE, such as CHANNEL_REJECT/UNSPECIFIED_SUB_CODE; with conversation only
  --at <instant>       when it happened, ISO 8601; default now
  --body <text>        send exactly these bytes: a file's, or the text itself

How it is sent:
  --url <address>      default: this server, http://127.0.0.1:PORT/webhooks/sinch/delivery
  --secret <text>      default: SINCH_WEBHOOK_SECRET of the environment or .env
  --nonce <text>       default: a random one
  --timestamp <number> Unix seconds; default now
  --unsigned           leave the signature headers out
  --token <id>         put the token of the message with this id of ours into the address
  --wrong-signature    sign with another secret
  --print              show the curl command instead of sending
`;

const OPTIONS = {
  kind: { type: 'string', default: 'recipient' },
  mms: { type: 'boolean', default: false },
  batch: { type: 'string' },
  reference: { type: 'string' },
  to: { type: 'string' },
  from: { type: 'string' },
  text: { type: 'string', default: 'Yes, please' },
  status: { type: 'string', default: 'Delivered' },
  code: { type: 'string', default: '0' },
  reason: { type: 'string' },
  at: { type: 'string' },
  body: { type: 'string' },
  url: { type: 'string' },
  secret: { type: 'string' },
  nonce: { type: 'string' },
  timestamp: { type: 'string' },
  unsigned: { type: 'boolean', default: false },
  token: { type: 'string' },
  'wrong-signature': { type: 'boolean', default: false },
  print: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

export type Options = ReturnType<typeof readOptions>;

/** pnpm hands a `--` on. */
export const readOptions = (args: string[]) =>
  parseArgs({ args: args.filter((arg) => arg !== '--'), options: OPTIONS, strict: true }).values;
