/** `pnpm callback`: makes any callback that Sinch makes, signs it as Sinch does and posts it to the running server. */
import { messageOf } from '../src/thrown.ts';
import { HELP, readOptions } from './callback-options.ts';
import { makeRequest, toCurl, type CallbackRequest } from './callback-request.ts';
import { runCommand } from './command.ts';
import { readEnv } from './env.ts';

const MEANINGS: Record<number, string> = {
  200: 'Accepted: stored, or nothing in it needs storing. The server log says which.',
  400: 'Rightly signed, but the body is empty or not a JSON object. Sinch would not send it again.',
  401: 'Not signed as Sinch signs; or not signed at all, and its token does not count. The server log has the reason. Sinch would not send it again.',
  404: 'There is no webhook at this address: check --url.',
  405: 'Only POST is answered here.',
  413: 'The body is over 1 MiB. Sinch would not send it again.',
  429: 'Too many callbacks are waiting. Sinch would slow down and send it again.',
  503: 'The server cannot store it now. Sinch would send it again.',
};

async function post({ url, headers, body }: CallbackRequest): Promise<string> {
  const answer = await fetch(url, { method: 'POST', headers, body: new Uint8Array(body) });
  const text = await answer.text();
  process.exitCode = answer.ok ? 0 : 1;
  return [`${answer.status} ${answer.statusText}`, text, MEANINGS[answer.status] ?? '']
    .filter(Boolean)
    .join('\n');
}

async function run(args: string[]): Promise<string> {
  const options = readOptions(args);
  if (options.help) return HELP;
  const request = makeRequest(options, readEnv(process.env));
  return options.print ? toCurl(request) : post(request);
}

function explain(error: unknown): string {
  if (!(error instanceof Error) || error.message !== 'fetch failed') return messageOf(error);
  return `Nothing answered (${String(error.cause)}). Is the server running? Start it with: npm run dev`;
}

await runCommand(() => run(process.argv.slice(2)), explain);
