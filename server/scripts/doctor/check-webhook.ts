/** Finds the callback address, walks the way to this server, and says where it ends. */
import { isLoopbackUrl, WEBHOOK_PATH, type Config } from '../../src/config.ts';
import type { openTunnel, Tunnel } from '../tunnel.ts';
import type { Env } from '../workspace.ts';
import type { Ask } from './ask.ts';
import { fail, warn, type Finding } from './finding.ts';
import type { Peek } from './peek.ts';
import type { Listener } from './running-server.ts';
import { walkToDoctor, walkToServer, type Way, type WayDeps } from './way.ts';
import { judgeWay } from './webhook.ts';
import { notReady, otherTokens, portTaken } from './webhook-findings.ts';

type Found = Finding<'webhook'>;

interface WebhookDeps {
  env: Env;
  config: Config;
  listener: Listener;
  peek: Peek | null;
  ask: Ask;
  now: () => number;
  pause: (milliseconds: number) => Promise<unknown>;
  openTunnel: typeof openTunnel;
  tunnelDeadlineMs: number;
}

interface WebhookCheck {
  findings: Found[];
  way: Way | null;
}

const only = (finding: Found): WebhookCheck => ({ findings: [finding], way: null });

const TUNNEL_REMEDY =
  'Start a tunnel and set PUBLIC_URL to its https address. The shortest way: set NGROK_AUTHTOKEN, and npm run dev opens one.';

const missing = (): Found =>
  fail(
    'public_url_missing',
    'PUBLIC_URL is empty, so Sinch is told no address to post callbacks to.',
    TUNNEL_REMEDY,
  );

const unreachableForSinch = (): Found =>
  fail(
    'public_url_missing',
    'PUBLIC_URL is an address of this machine, which the real Sinch cannot reach.',
    TUNNEL_REMEDY,
  );

const stopped = (): Found =>
  warn(
    'server_stopped',
    'The server does not run now; the doctor listened in its place. Sinch repeats callbacks for most of a day.',
    'Start it: npm run dev, or npm start.',
  );

/** What reached the database without the server here is told apart by its nonce. */
async function isInDatabase(way: Way, peek: Peek | null): Promise<boolean | null> {
  const unseen = way.trials.find(({ seen }) => seen === false);
  return unseen === undefined || peek === null ? null : peek.hasNonce(unseen.canary.nonce);
}

async function walkWithoutServer(url: string, deps: WebhookDeps & WayDeps): Promise<WebhookCheck> {
  const way = await walkToDoctor(url, deps);
  if (way === null) return only(portTaken(deps.config.port));
  return { findings: [...judgeWay(way, deps.config, null), stopped()], way };
}

/** The agent has no deadline of its own. */
async function openWithin(milliseconds: number, { openTunnel, env, config }: WebhookDeps): Promise<Tunnel> {
  const none = { env, line: 'The tunnel does not come about in time.', close: async () => {} };
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Tunnel>((resolve) => {
    timer = setTimeout(resolve, milliseconds, none);
  });
  const opened = openTunnel(env, config.port);
  const tunnel = await Promise.race([opened, late]);
  clearTimeout(timer);
  return tunnel;
}

/** As `npm run dev` would open one; it lasts as long as the check. */
async function walkThroughTunnel(deps: WebhookDeps): Promise<WebhookCheck> {
  const tunnel = await openWithin(deps.tunnelDeadlineMs, deps);
  try {
    const { PUBLIC_URL: url } = tunnel.env;
    if (url) return await walkWithoutServer(url + WEBHOOK_PATH, deps);
    const remedy =
      'Check NGROK_AUTHTOKEN and NGROK_DOMAIN against the ngrok dashboard, and stop other agents: a free plan has few at a time.';
    const says = tunnel.line?.replace(' Going on without.', '') ?? 'No tunnel could be opened.';
    return only(fail('tunnel_not_opened', says, remedy));
  } finally {
    await tunnel.close().catch(() => {});
  }
}

export async function checkWebhook(deps: WebhookDeps): Promise<WebhookCheck> {
  const { env, config, listener, peek } = deps;
  if (listener.kind === 'other') return only(portTaken(config.port));
  if (listener.kind === 'locked') return only(otherTokens());
  if (listener.kind === 'not_ready') return only(notReady(listener.phase));
  if (listener.kind === 'none' && env.NGROK_AUTHTOKEN && !env.PUBLIC_URL) return walkThroughTunnel(deps);
  const url = (listener.kind === 'running' ? listener.setup.callbackUrl : null) ?? config.callbackUrl;
  if (url === null) return only(missing());
  if (!config.sinch.local && isLoopbackUrl(url)) return only(unreachableForSinch());
  if (listener.kind === 'none') return walkWithoutServer(url, deps);
  const way = await walkToServer(url, listener, deps);
  return { findings: judgeWay(way, config, await isInDatabase(way, peek)), way };
}
