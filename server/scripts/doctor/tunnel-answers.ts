/** What tunnels and proxies answer when the way ends at them. Pure. */
import type { Answer } from './ask.ts';
import { fail } from './finding.ts';

const offline = (host: string) =>
  fail(
    'tunnel_offline',
    `The tunnel to ${host} is down: its provider answers, and has nothing to lead to.`,
    'Start the tunnel again. If it has a new address now, set PUBLIC_URL to it and restart the server; npm run dev does both by itself when NGROK_AUTHTOKEN is set.',
  );

const withoutServer = (host: string, port: number) =>
  fail(
    'tunnel_without_server',
    `The tunnel to ${host} is up, but it finds nobody at its end on this machine.`,
    `Let the tunnel lead to port ${port}, where PORT says that the server listens, for instance: ngrok http ${port}`,
  );

/** ngrok's own answers carry a code. */
function judgeNgrok(code: string, host: string, port: number) {
  if (code === 'ERR_NGROK_3200') return offline(host);
  if (code === 'ERR_NGROK_8012') return withoutServer(host, port);
  return fail(
    'tunnel_trouble',
    `ngrok answers in place of the server: ${code.slice(0, 40)}.`,
    `Read https://ngrok.com/docs/errors/${code.slice(0, 40).toLowerCase()} and the ngrok dashboard. A limit of the plan and a missing sign-in (ngrok config add-authtoken) are told of there.`,
  );
}

/** Null where it is no tunnel that answers. */
export function judgeTunnel({ status, headers, body }: Answer, url: string, port: number) {
  const { host } = new URL(url);
  const code = headers.get('ngrok-error-code') ?? /\bERR_NGROK_\d+\b/.exec(body)?.[0];
  if (code !== undefined && code !== '') return judgeNgrok(code, host, port);
  // Cloudflare and localtunnel have no header for it.
  if (status === 530 || /error code: 1033|no tunnel with|Tunnel unavailable/i.test(body))
    return offline(host);
  const cloudflare = headers.get('server') === 'cloudflare';
  if (cloudflare && [502, 521, 522, 523].includes(status)) return withoutServer(host, port);
  return null;
}
