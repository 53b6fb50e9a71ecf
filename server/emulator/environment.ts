import { parse } from 'dotenv';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Credentials } from './credentials.ts';
import type { EmulatorOptions } from './emulator.ts';

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
  const speed = Number(env['EMULATOR_SPEED'] || 1);
  if (!(speed > 0) || speed === Infinity) faults.push('EMULATOR_SPEED: not a positive number');
  if (faults.length > 0) throw new Error(faults.join('\n'));
  return { port, speed, webhookSecret, credentials };
}

function readCredentials(env: Environment): Credentials {
  const { SINCH_PROJECT_ID: projectId, SINCH_KEY_ID: keyId, SINCH_KEY_SECRET: keySecret } = env;
  const { SINCH_SERVICE_PLAN_ID: servicePlanId, SINCH_API_TOKEN: apiToken } = env;
  return {
    project: projectId && keyId && keySecret ? { projectId, keyId, keySecret } : undefined,
    plan: servicePlanId && apiToken ? { servicePlanId, apiToken } : undefined,
  };
}
