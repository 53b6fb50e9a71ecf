import { z } from 'zod';
import { accessTokens, trustProxy } from './config-access.ts';
import type { Access, TrustProxy } from './config-access.ts';
import {
  address,
  countries,
  databaseUrl,
  origins,
  positiveSeconds,
  sender,
  wholeNumber,
} from './config-fields.ts';
import type { StoredDatabase } from './config-fields.ts';
import { callbackAuthSchema } from './contract.ts';
import type { CallbackAuth } from './contract.ts';
import type { CountryCode } from './messages/countries.ts';
import { ANY_ID } from './messages/ids.ts';
import { redact } from './redact.ts';

/** How we identify ourselves to Sinch (docs/sinch.md, "Accounts and hosts"). */
export type Credentials =
  | { kind: 'project'; projectId: string; keyId: string; keySecret: string }
  | { kind: 'plan'; servicePlanId: string; apiToken: string };

/** Which of Sinch's two APIs sends, and for the Conversation API as which app. */
type TransportChoice = { kind: 'sms' } | { kind: 'conversation'; appId: string };

export interface Config {
  port: number;
  host: string;
  credentials: Credentials;
  transport: TransportChoice;
  region: string;
  defaultFrom: string | null;
  webhook: { secrets: readonly string[]; maxAgeSeconds: number; auth: CallbackAuth };
  /** Overrides of Sinch's hosts; null is Sinch's own. `local`: those that are called are all on this machine. */
  sinch: { authUrl: string | null; smsUrl: string | null; conversationUrl: string | null; local: boolean };
  /** Where Sinch posts its callbacks; null: wherever the plan or the app says. */
  callbackUrl: string | null;
  limits: { sendsPerMinute: number; partsPerDay: number };
  /** Where one may send to; null: everywhere. */
  allowedCountries: readonly CountryCode[] | null;
  clientOrigins: readonly string[];
  access: Access;
  trustProxy: TrustProxy;
  database: { kind: 'memory' } | StoredDatabase;
  /** How long messages are kept; null: for good. */
  retentionDays: number | null;
  inbox: { days: number; count: number };
}

export interface Fault {
  variable: string;
  problem: string;
}

/** A line for each. */
export const listFaults = (faults: readonly Fault[]): string =>
  faults.map(({ variable, problem }) => `${variable} ${problem}.`).join('\n');
export const MEND_FAULTS =
  'Mend these in .env or the environment, then start again. .env.example explains each.';

type ConfigResult =
  { ok: true; config: Readonly<Config>; warnings: Fault[] } | { ok: false; faults: Fault[] };

/** The properties of a configuration that are never shown, wherever they stand. */
const SECRET_PROPERTIES = new Set(['keySecret', 'apiToken', 'secrets', 'token', 'url']);

/** The secret that `.env.example` ships. Everyone knows it, so it protects nothing. */
export const EXAMPLE_SECRET = 'example-secret-for-the-emulator-only';
export const WEBHOOK_PATH = '/webhooks/sinch/delivery';

const PROJECT = ['SINCH_PROJECT_ID', 'SINCH_KEY_ID', 'SINCH_KEY_SECRET'] as const;
const PLAN = ['SINCH_SERVICE_PLAN_ID', 'SINCH_API_TOKEN'] as const;
const APP = 'SINCH_CONVERSATION_APP_ID';

/** Where each kind of account works, and what to do elsewhere (docs/sinch.md, "Accounts and hosts"). */
export const REGIONS = {
  project: {
    all: ['us', 'eu'],
    remedy: 'with these credentials; other regions need a service plan and its API token',
  },
  plan: { all: ['us', 'eu', 'au', 'br', 'ca'], remedy: 'with these credentials' },
  conversation: {
    all: ['us', 'eu', 'br'],
    remedy: `with the Conversation API; other regions need a service plan and its API token, and no ${APP}`,
  },
} as const;
const SEVEN_DAYS = 7 * 24 * 3600;

export const isLoopbackHost = (host: string): boolean =>
  /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(host);
export const isLoopbackUrl = (url: string): boolean => isLoopbackHost(new URL(url).hostname);

const environmentSchema = z.object({
  PORT: wholeNumber(1, 65535, 'pick a free port').default(3001),
  HOST: z
    .string()
    .transform((host) => host.replace(/^\[(.*)\]$/, '$1'))
    .default('127.0.0.1'),
  SINCH_PROJECT_ID: z.string().optional(),
  SINCH_KEY_ID: z.string().optional(),
  SINCH_KEY_SECRET: z.string().optional(),
  SINCH_SERVICE_PLAN_ID: z.string().optional(),
  SINCH_API_TOKEN: z.string().optional(),
  SINCH_CONVERSATION_APP_ID: z.string().optional(),
  SINCH_REGION: z.string().toLowerCase().default('us'),
  SINCH_NUMBER: sender.optional(),
  SINCH_WEBHOOK_SECRET: z.string(
    'is missing: put in the exact string that Sinch signs with (`openssl rand -base64 32` makes a strong one)',
  ),
  SINCH_WEBHOOK_SECRET_PREVIOUS: z.string().optional(),
  SINCH_WEBHOOK_MAX_AGE: positiveSeconds.default(172_800),
  SINCH_CALLBACK_AUTH: z
    .enum(
      callbackAuthSchema.options,
      'must be signature, or signature-or-token to take unsigned callbacks by the token in their address too',
    )
    .default('signature'),
  SINCH_AUTH_URL: address({ path: false }).optional(),
  SINCH_SMS_URL: address({ path: false }).optional(),
  SINCH_CONVERSATION_URL: address({ path: false }).optional(),
  PUBLIC_URL: address({ path: true }).optional(),
  SEND_LIMIT_PER_MINUTE: wholeNumber(1, 1_000_000, '60 is the default').default(60),
  SEND_PARTS_PER_DAY: wholeNumber(1, 1_000_000_000, '5000 is the default').default(5000),
  ALLOWED_COUNTRIES: countries.optional(),
  CLIENT_ORIGIN: origins.default(['http://localhost:5173']),
  ACCESS_TOKENS: accessTokens.default([]),
  ACCESS_TRUST_LOOPBACK: z
    .enum(['0', '1'], 'must be 1 to let this machine in without a token, or 0')
    .default('0'),
  TRUST_PROXY: trustProxy.default(false),
  DATABASE_URL: databaseUrl.optional(),
  RETENTION_DAYS: wholeNumber(1, 36_500, 'leave it empty to keep messages for good').optional(),
  CALLBACK_INBOX_DAYS: wholeNumber(0, 36_500, '7 is the default').default(7),
  CALLBACK_INBOX_COUNT: wholeNumber(0, 1_000_000_000, '100000 is the default').default(100_000),
});
type Environment = z.infer<typeof environmentSchema>;

const missing = (env: Environment, names: readonly (keyof Environment)[]): Fault[] =>
  names
    .filter((name) => env[name] === undefined)
    .map((name) => ({ variable: name, problem: 'is missing: copy it from the Sinch dashboard' }));

/** The credentials that the variables make up, or what is wrong with them as a set. */
function chooseCredentials(env: Environment): Credentials | Fault[] {
  const anyProject = PROJECT.some((name) => env[name] !== undefined);
  const anyPlan = PLAN.some((name) => env[name] !== undefined);
  const forApp = env[APP] !== undefined;

  if (anyProject && anyPlan) {
    const remedy = forApp
      ? `remove the service plan, since ${APP} needs the project key`
      : 'keep either the project key or the service plan, not both';
    return [{ variable: PROJECT.join(', '), problem: `stands beside ${PLAN.join(' and ')}; ${remedy}` }];
  }
  if (!anyProject && !anyPlan) {
    const remedy = forApp
      ? `set these three (project key), which ${APP} needs`
      : `set these three (project key), or ${PLAN.join(' and ')} (service plan)`;
    return [{ variable: PROJECT.join(', '), problem: `are missing: ${remedy}` }];
  }
  if (anyPlan && forApp) {
    const problem = `stands beside a service plan, which the Conversation API does not take; remove it, or set ${PROJECT.join(', ')} in place of ${PLAN.join(' and ')}`;
    return [...missing(env, PLAN), { variable: APP, problem }];
  }
  const { SINCH_PROJECT_ID: projectId, SINCH_KEY_ID: keyId, SINCH_KEY_SECRET: keySecret } = env;
  if (projectId && keyId && keySecret) return { kind: 'project', projectId, keyId, keySecret };
  const { SINCH_SERVICE_PLAN_ID: servicePlanId, SINCH_API_TOKEN: apiToken } = env;
  if (servicePlanId && apiToken) return { kind: 'plan', servicePlanId, apiToken };
  return missing(env, anyProject ? PROJECT : PLAN);
}

const SECRETS = ['SINCH_WEBHOOK_SECRET', 'SINCH_WEBHOOK_SECRET_PREVIOUS'] as const;
const ADDRESSES = ['PUBLIC_URL', 'SINCH_AUTH_URL', 'SINCH_SMS_URL', 'SINCH_CONVERSATION_URL'] as const;

const usesTokenCall = (credentials: Credentials): boolean => credentials.kind === 'project';

function findRegionFaults(env: Environment, credentials: Credentials): Fault[] {
  const { all, remedy } = REGIONS[env[APP] === undefined ? credentials.kind : 'conversation'];
  if (all.some((region) => region === env.SINCH_REGION)) return [];
  return [{ variable: 'SINCH_REGION', problem: `must be one of ${all.join(', ')} ${remedy}` }];
}

/** The SDK puts such ids into paths without encoding them. */
const findIdFaults = (env: Environment): Fault[] =>
  (['SINCH_PROJECT_ID', 'SINCH_SERVICE_PLAN_ID', APP] as const)
    .filter((name) => !ANY_ID.test(env[name] ?? 'absent'))
    .map((name) => ({
      variable: name,
      problem: 'may hold only letters, digits, "-" and "_"; copy it again from the Sinch dashboard',
    }));

/** What is unsafe, whatever the credentials. */
function findDangers(env: Environment, withToken: boolean, faulty: ReadonlySet<string>): Fault[] {
  const faults: Fault[] = [];
  const withAccess = env.ACCESS_TOKENS.length > 0 || faulty.has('ACCESS_TOKENS');
  if (!isLoopbackHost(env.HOST) && !withAccess) {
    const problem =
      'must be a loopback address (127.0.0.1) unless ACCESS_TOKENS is set: whoever reaches this server could send SMS at your cost';
    faults.push({ variable: 'HOST', problem });
  }
  if (env.PUBLIC_URL?.startsWith('http:') && !isLoopbackUrl(env.PUBLIC_URL)) {
    const problem = 'must be https: over http, delivery reports could be read on their way';
    faults.push({ variable: 'PUBLIC_URL', problem });
  }
  if (env.PUBLIC_URL?.endsWith(WEBHOOK_PATH)) {
    const problem = `must be the address without ${WEBHOOK_PATH}, which is added to it`;
    faults.push({ variable: 'PUBLIC_URL', problem });
  }
  // An address that cannot be read is no address in the wide world.
  const isWhereKnown = !ADDRESSES.some((variable) => faulty.has(variable));
  const mayBeExample = !isWhereKnown || isWhollyLocal(env, withToken);
  for (const variable of SECRETS) {
    if (env[variable] === EXAMPLE_SECRET && !mayBeExample) {
      faults.push({
        variable,
        problem: 'is the public example; make one of your own: `openssl rand -base64 32`',
      });
    }
  }
  return faults;
}

/** Whether every host of Sinch that will be called is this machine. */
function isLocalSinch(env: Environment, withToken: boolean): boolean {
  const sending = env[APP] === undefined ? env.SINCH_SMS_URL : env.SINCH_CONVERSATION_URL;
  const called = withToken ? [sending, env.SINCH_AUTH_URL] : [sending];
  return called.every((url) => url !== undefined && isLoopbackUrl(url));
}

function isWhollyLocal(env: Environment, withToken: boolean): boolean {
  const noneIsForeign = ADDRESSES.map((variable) => env[variable]).every(
    (url) => url === undefined || isLoopbackUrl(url),
  );
  return isLoopbackHost(env.HOST) && noneIsForeign && isLocalSinch(env, withToken);
}

function findWarnings(env: Environment, config: Config): Fault[] {
  const warnings: Fault[] = [];
  for (const variable of SECRETS) {
    if ((env[variable]?.length ?? Infinity) < 16) {
      warnings.push({ variable, problem: 'is shorter than 16 characters, so it can be guessed' });
    }
  }
  if (env.SINCH_WEBHOOK_MAX_AGE > SEVEN_DAYS) {
    const problem = 'is above 7 days: nonces are kept as long, and replays stay possible as long';
    warnings.push({ variable: 'SINCH_WEBHOOK_MAX_AGE', problem });
  }
  if (config.allowedCountries === null && !config.sinch.local) {
    const problem =
      'is empty: whoever gets in can send to every country, the dearest too. List those that you send to, such as US,GB,DE';
    warnings.push({ variable: 'ALLOWED_COUNTRIES', problem });
  }
  const isReached = !isLoopbackHost(env.HOST) || (env.PUBLIC_URL && !isLoopbackUrl(env.PUBLIC_URL));
  if (config.access.tokens.length > 0 && isReached && config.trustProxy === false) {
    const problem =
      'is empty: behind a proxy or tunnel all clients look like one, and the session cookie is not kept to TLS. Set it to the address of your proxy (loopback, if that runs on this machine)';
    warnings.push({ variable: 'TRUST_PROXY', problem });
  }
  if (config.callbackUrl === null) {
    const elsewhere =
      config.transport.kind === 'sms'
        ? 'the plan has its own callback URL'
        : "the app's own webhook, set in the Sinch dashboard, leads here";
    const problem = `is empty: Sinch cannot reach this machine, so no status will arrive here (unless ${elsewhere}). Start a tunnel and set it`;
    warnings.push({ variable: 'PUBLIC_URL', problem });
    if (env.SINCH_CALLBACK_AUTH !== 'signature') {
      const tokenless =
        'is of no use without PUBLIC_URL: no address carries a token, so every callback still needs a signature';
      warnings.push({ variable: 'SINCH_CALLBACK_AUTH', problem: tokenless });
    }
  }
  return warnings;
}

function deepFreeze<T extends object>(value: T): Readonly<T> {
  // Of secrets, too, which are not listed.
  for (const name of Object.getOwnPropertyNames(value)) {
    const part: unknown = Reflect.get(value, name);
    if (typeof part === 'object' && part !== null) deepFreeze(part);
  }
  return Object.freeze(value);
}

function assemble(env: Environment, credentials: Credentials): Config {
  const local = isLocalSinch(env, usesTokenCall(credentials));
  const appId = env[APP];
  const own = env.HOST === '::1' ? `http://[::1]:${env.PORT}` : `http://127.0.0.1:${env.PORT}`;
  const publicUrl = env.PUBLIC_URL ?? (local ? own : null);
  const secrets = [env.SINCH_WEBHOOK_SECRET, env.SINCH_WEBHOOK_SECRET_PREVIOUS];
  return {
    port: env.PORT,
    host: env.HOST,
    credentials,
    transport: appId === undefined ? { kind: 'sms' } : { kind: 'conversation', appId },
    region: env.SINCH_REGION,
    defaultFrom: env.SINCH_NUMBER ?? null,
    webhook: {
      secrets: secrets.filter((secret) => secret !== undefined),
      maxAgeSeconds: env.SINCH_WEBHOOK_MAX_AGE,
      auth: env.SINCH_CALLBACK_AUTH,
    },
    sinch: {
      authUrl: env.SINCH_AUTH_URL ?? null,
      smsUrl: env.SINCH_SMS_URL ?? null,
      conversationUrl: env.SINCH_CONVERSATION_URL ?? null,
      local,
    },
    callbackUrl: publicUrl === null ? null : publicUrl + WEBHOOK_PATH,
    limits: { sendsPerMinute: env.SEND_LIMIT_PER_MINUTE, partsPerDay: env.SEND_PARTS_PER_DAY },
    allowedCountries: env.ALLOWED_COUNTRIES ?? null,
    clientOrigins: env.CLIENT_ORIGIN,
    access: { tokens: env.ACCESS_TOKENS, trustLoopback: env.ACCESS_TRUST_LOOPBACK === '1' },
    trustProxy: env.TRUST_PROXY,
    database: env.DATABASE_URL ?? { kind: 'memory' },
    retentionDays: env.RETENTION_DAYS ?? null,
    inbox: { days: env.CALLBACK_INBOX_DAYS, count: env.CALLBACK_INBOX_COUNT },
  };
}

/** Checks each variable by itself. Those at fault are left out of `env`, so that the rest can still be judged. */
function parseEnvironment(present: Record<string, string>): { env: Environment; faults: Fault[] } {
  const parsed = environmentSchema.safeParse(present);
  if (parsed.success) return { env: parsed.data, faults: [] };
  const faults = parsed.error.issues.map((issue) => ({
    variable: String(issue.path[0]),
    problem: issue.message,
  }));
  const faulty = new Set(faults.map((fault) => fault.variable));
  const rest = Object.entries(present).filter(([name]) => !faulty.has(name));
  const standIn = { SINCH_WEBHOOK_SECRET: 'stands in for the missing one' };
  return { env: environmentSchema.parse({ ...standIn, ...Object.fromEntries(rest) }), faults };
}

/**
 * Reads the environment once. An empty variable counts as absent. Returns either a frozen configuration with its
 * warnings, or every fault at once, each with its remedy and never with a value.
 */
export function loadConfig(variables: Record<string, string | undefined>): ConfigResult {
  const present: Record<string, string> = {};
  for (const [name, value] of Object.entries(variables)) if (value) present[name] = value;

  const { env, faults } = parseEnvironment(present);
  const credentials = chooseCredentials(env);
  const chosen = !Array.isArray(credentials);
  faults.push(...(chosen ? findRegionFaults(env, credentials) : credentials), ...findIdFaults(env));
  const faulty = new Set(faults.map((fault) => fault.variable));
  faults.push(...findDangers(env, chosen && usesTokenCall(credentials), faulty));
  if (!chosen || faults.length > 0) return { ok: false, faults };
  const config = assemble(env, credentials);
  return {
    ok: true,
    config: deepFreeze(redact(config, SECRET_PROPERTIES)),
    warnings: findWarnings(env, config),
  };
}
