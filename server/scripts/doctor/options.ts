import { parseArgs } from 'node:util';
import { parsePhone } from '../../src/messages/phone.ts';

export const HELP = `Usage: npm run doctor
       npm run doctor -- [options]

Looks for what is wrong with your setup, from the variables to the callbacks, and says what to do. It sends no SMS and
changes no message. Ends with 1 when something is wrong. (pnpm run doctor does the same; pnpm doctor is pnpm's own.)

  --json               print the findings as JSON
  --send-to <number>   send one real SMS, such as to +12025550101, and wait for its callback. It costs what an SMS costs
`;

const OPTIONS = {
  json: { type: 'boolean', default: false },
  'send-to': { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

export interface Options {
  json: boolean;
  help: boolean;
  sendTo: string | null;
}

/** pnpm hands a `--` on. Throws at what it does not know. */
export function readOptions(args: readonly string[]): Options {
  const own = args.filter((arg) => arg !== '--');
  const { json, help, 'send-to': number } = parseArgs({ args: own, options: OPTIONS, strict: true }).values;
  if (number === undefined) return { json, help, sendTo: null };
  const phone = parsePhone(number);
  if (!phone.ok) throw new Error(`--send-to: ${phone.problem}`);
  return { json, help, sendTo: phone.number };
}
