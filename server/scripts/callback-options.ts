import { parseArgs } from 'node:util';

export const HELP = `Usage: pnpm callback --batch <id> --to <number> [options]
       pnpm callback --reference <id> --to <number> [options]
       pnpm callback --body <file or JSON> [options]

  --batch <id>         Sinch's batch id (a message's "messageId")
  --reference <id>     our own id of the message (its "id")
  --to <number>        the recipient, such as +12025550101
  --status <word>      Delivered (default), Failed, Expired …
  --code <number>      0 (default), 400, 401 …
  --at <instant>       when it happened, ISO 8601; default now
  --body <text>        send exactly these bytes: a file's, or the text itself
  --url <address>      default: this server, http://127.0.0.1:PORT/webhooks/sinch/delivery
  --secret <text>      default: SINCH_WEBHOOK_SECRET of the environment or .env
  --nonce <text>       default: a random one
  --timestamp <number> Unix seconds; default now
  --unsigned           leave the signature headers out
  --wrong-signature    sign with another secret
  --print              show the curl command instead of sending
`;

const OPTIONS = {
  batch: { type: 'string' },
  reference: { type: 'string' },
  to: { type: 'string' },
  status: { type: 'string', default: 'Delivered' },
  code: { type: 'string', default: '0' },
  at: { type: 'string' },
  body: { type: 'string' },
  url: { type: 'string' },
  secret: { type: 'string' },
  nonce: { type: 'string' },
  timestamp: { type: 'string' },
  unsigned: { type: 'boolean', default: false },
  'wrong-signature': { type: 'boolean', default: false },
  print: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

export type Options = ReturnType<typeof readOptions>;

/** pnpm hands a `--` on. */
export const readOptions = (args: string[]) =>
  parseArgs({ args: args.filter((arg) => arg !== '--'), options: OPTIONS, strict: true }).values;
