/** What `npm run dev` starts, and where. Pure. */
import { isLoopbackUrl, type Config } from '../src/config.ts';
import type { Env } from './workspace.ts';

export interface Program {
  name: 'emulator' | 'server' | 'client';
  script: string;
  args: string[];
  folder: 'server' | 'client';
  /** Which variable chooses its port. */
  variable: string;
  host: string;
  port: number;
  /** Answers once the program is ready. */
  ready: string;
}

const DEFAULT_PAGE = 'http://localhost:5173';
const SINCH_URLS = ['SINCH_SMS_URL', 'SINCH_AUTH_URL', 'SINCH_CONVERSATION_URL'] as const;

const loopbackSinchUrls = (env: Env) => SINCH_URLS.filter((name) => isLoopback(env[name]));

export function planPrograms(config: Config): Program[] {
  const page = new URL(pageOf(config));
  const client: Program = {
    name: 'client',
    script: 'dev',
    args: ['--port', page.port || '80'],
    folder: 'client',
    variable: 'CLIENT_ORIGIN',
    host: 'localhost',
    port: Number(page.port || 80),
    ready: page.href,
  };
  const server: Program = {
    name: 'server',
    script: 'dev',
    args: [],
    folder: 'server',
    variable: 'PORT',
    host: config.host,
    port: config.port,
    ready: `http://${hostInUrl(config.host)}:${config.port}/readyz`,
  };
  return [...planEmulator(config), server, client];
}

/** It plays those hosts of Sinch that are called and on this machine; a URL that nothing heeds starts nothing. */
function planEmulator({ transport, credentials, sinch }: Config): Program[] {
  const sending = transport.kind === 'sms' ? sinch.smsUrl : sinch.conversationUrl;
  const called = credentials.kind === 'project' ? [sending, sinch.authUrl] : [sending];
  const first = called.find((host) => host !== null && isLoopbackUrl(host));
  if (first === undefined || first === null) return [];
  const url = new URL(first);
  return [
    {
      name: 'emulator',
      script: 'emulator',
      args: [],
      folder: 'server',
      variable: 'EMULATOR_PORT',
      host: url.hostname,
      port: Number(url.port || 80),
      ready: url.href,
    },
  ];
}

/** `EMULATOR_PORT` moves the emulator, so the Sinch URLs that point to it move along; without it they decide. */
export function alignEmulator(env: Env): Env {
  const urls = loopbackSinchUrls(env);
  const [first] = urls;
  if (first === undefined) return env;
  const port = env.EMULATOR_PORT || new URL(env[first] ?? '').port;
  const moved = urls.map((name) => {
    const url = new URL(env[name] ?? '');
    url.port = port;
    return [name, url.origin];
  });
  return { ...env, EMULATOR_PORT: port, ...Object.fromEntries(moved) };
}

/** The page runs where the first allowed origin on this machine says. */
export function pageOf(config: Config): string {
  return config.clientOrigins.find((origin) => new URL(origin).hostname === 'localhost') ?? DEFAULT_PAGE;
}

function isLoopback(url: string | undefined): boolean {
  return url !== undefined && URL.canParse(url) && isLoopbackUrl(url);
}

const hostInUrl = (host: string) => (host.includes(':') ? `[${host}]` : host);
