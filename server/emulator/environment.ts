import { parse } from 'dotenv';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ChaosOptions } from './chaos.ts';
import type { Credentials } from './credentials.ts';
import type { EmulatorOptions } from './options.ts';
import { bareNumber } from './send-request.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The variables of the process over those of the root `.env`, or of the file that ENV_FILE names (empty: none). */
export function withEnvFile(env: Environment): Environment {
  const name = env['ENV_FILE'] ?? '.env';
  const path = resolve(ROOT, name);
  if (name === '' || !existsSync(path)) return env;
  return { ...parse(readFileSync(path)), ...env };
}

/** Reads the options, or throws one error that lists every fault. */
export function readOptions(env: Environment): EmulatorOptions & { readonly port: number } {
  const faults: string[] = [];
  const credentials = readCredentials(env);
  const webhookSecret = env['SINCH_WEBHOOK_SECRET'] ?? '';
  if (webhookSecret === '') faults.push('SINCH_WEBHOOK_SECRET: set the secret that signs the callbacks');
  if (!credentials.project && !credentials.plan) {
    faults.push(
      'SINCH_PROJECT_ID, SINCH_KEY_ID and SINCH_KEY_SECRET, or SINCH_SERVICE_PLAN_ID and SINCH_API_TOKEN: ' +
        'set the credentials to accept; any made-up values do',
    );
  }
  const port = Number(env['EMULATOR_PORT'] || 4020);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) faults.push('EMULATOR_PORT: not a port number');

  const positive = (name: string): number | undefined => {
    const value = Number(env[name] || NaN);
    if (env[name] && !(value > 0 && value < Infinity)) faults.push(`${name}: not a positive number`);
    return env[name] ? value : undefined;
  };
  const flag = (name: string): boolean => {
    const value = env[name] || '0';
    if (value !== '0' && value !== '1') faults.push(`${name}: neither 0 nor 1`);
    return value === '1';
  };
  const options = {
    port,
    webhookSecret,
    credentials,
    speed: positive('EMULATOR_SPEED') ?? 1,
    messagesPerSecond: positive('EMULATOR_MESSAGES_PER_SECOND'),
    conversationAppId: env['SINCH_CONVERSATION_APP_ID'] || undefined,
    overriddenUrlSecret: env['EMULATOR_CONVERSATION_SECRET'] || undefined,
    defaultCallbackUrl: env['EMULATOR_CALLBACK_URL'] || undefined,
    unsigned: flag('EMULATOR_UNSIGNED'),
    projectTooNew: flag('EMULATOR_PROJECT_TOO_NEW'),
    blocked: flag('EMULATOR_BLOCKED'),
    wrongRegion: flag('EMULATOR_WRONG_REGION'),
    channelMissing: flag('EMULATOR_CHANNEL_MISSING'),
    verifiedNumbers: readNumbers(env['EMULATOR_VERIFIED_NUMBERS']),
    chaos: readChaos(env['EMULATOR_CHAOS']),
  };
  const { defaultCallbackUrl: url } = options;
  if (url !== undefined && !/^https?:$/.test(URL.parse(url)?.protocol ?? '')) {
    faults.push('EMULATOR_CALLBACK_URL: not a URL of http or https');
  }
  if (faults.length > 0) throw new Error(faults.join('\n'));
  return options;
}

function readCredentials(env: Environment): Credentials {
  const { SINCH_PROJECT_ID: projectId, SINCH_KEY_ID: keyId, SINCH_KEY_SECRET: keySecret } = env;
  const { SINCH_SERVICE_PLAN_ID: servicePlanId, SINCH_API_TOKEN: apiToken } = env;
  return {
    project: projectId && keyId && keySecret ? { projectId, keyId, keySecret } : undefined,
    plan: servicePlanId && apiToken ? { servicePlanId, apiToken } : undefined,
  };
}

function readNumbers(text: string | undefined): ReadonlySet<string> | undefined {
  return text ? new Set(text.split(',').map(bareNumber)) : undefined;
}

/** A seed, or `random` for a new one. */
function readChaos(text: string | undefined): ChaosOptions | undefined {
  if (!text) return undefined;
  return { seed: text === 'random' ? randomBytes(4).toString('hex') : text };
}
