/** `npm run doctor`: what is wrong with the setup, and what to do about it. */
import { setTimeout as pause } from 'node:timers/promises';
import { runCommand } from './command.ts';
import { diagnose } from './doctor/diagnose.ts';
import { HELP, readOptions, type Options } from './doctor/options.ts';
import { exitCodeOf, toJson, toText, withoutSecrets } from './doctor/report.ts';
import { readEnv } from './env.ts';
import { openTunnel } from './tunnel.ts';
import type { Env } from './workspace.ts';

const DEADLINE_MS = 10_000;
const TUNNEL_DEADLINE_MS = 30_000;

const SECRETS = [
  'SINCH_KEY_SECRET',
  'SINCH_API_TOKEN',
  'SINCH_WEBHOOK_SECRET',
  'SINCH_WEBHOOK_SECRET_PREVIOUS',
  'DATABASE_URL',
  'NGROK_AUTHTOKEN',
] as const;

/** What is to stand in no report. Of the access tokens each by itself, without its name. */
const secretsOf = (env: Env): string[] => [
  ...SECRETS.map((name) => env[name] ?? ''),
  ...(env.ACCESS_TOKENS ?? '').split(',').map((entry) => entry.trim().replace(/^[^:]*:/, '')),
];

async function examine({ json, sendTo }: Options): Promise<string> {
  let env: Env = {};
  const checks = await diagnose({
    readEnv: () => (env = readEnv(process.env)),
    sendTo,
    now: Date.now,
    pause,
    deadlineMs: DEADLINE_MS,
    tunnelDeadlineMs: TUNNEL_DEADLINE_MS,
    openTunnel,
  });
  process.exitCode = exitCodeOf(checks);
  const colourful = process.stdout.isTTY && !process.env.NO_COLOR;
  const text = json ? toJson(checks) : toText(checks, colourful);
  return withoutSecrets(text, secretsOf(env));
}

await runCommand(async () => {
  const options = readOptions(process.argv.slice(2));
  return options.help ? HELP.trimEnd() : examine(options);
});
