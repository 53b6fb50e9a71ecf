/** A tunnel by which Sinch reaches this machine, so that nothing needs to be set in any dashboard. */
import { messageOf } from '../src/thrown.ts';
import type { Env } from './workspace.ts';

export interface Listener {
  url(): string | null;
  close(): Promise<void>;
}

/** What is used of `@ngrok/ngrok`. */
export interface Agent {
  forward(options: { addr: string; authtoken: string; domain?: string }): Promise<Listener>;
}

export interface Tunnel {
  /** What the server is to be started with. */
  env: Env;
  /** What to tell the user, if anything. */
  line: string | null;
  close: () => Promise<void>;
}

const loadNgrok = async (): Promise<Agent> => {
  const { forward } = await import('@ngrok/ngrok');
  return { forward };
};

const reasonOf = (error: unknown, authtoken: string): string =>
  messageOf(error).split('\n')[0]!.replaceAll(authtoken, '…');

/** Opens a tunnel when `NGROK_AUTHTOKEN` is set and `PUBLIC_URL` is not. One that cannot be opened is no reason to stop. */
export async function openTunnel(env: Env, port: number, loadAgent = loadNgrok): Promise<Tunnel> {
  const none = (line: string | null): Tunnel => ({ env, line, close: async () => {} });
  const { NGROK_AUTHTOKEN: authtoken, NGROK_DOMAIN: domain } = env;
  if (!authtoken) return none(null);
  if (env.PUBLIC_URL) return none('No tunnel is opened: PUBLIC_URL is set already.');
  try {
    const agent = await loadAgent();
    const listener = await agent.forward({
      addr: `127.0.0.1:${port}`,
      authtoken,
      ...(domain ? { domain } : {}),
    });
    const url = listener.url();
    if (url === null) throw new Error('ngrok gave it no address');
    return {
      env: { ...env, PUBLIC_URL: url },
      line: `Tunnel: ${url} leads to the webhook of this server, and to nothing else.`,
      close: () => listener.close(),
    };
  } catch (error) {
    return none(
      `No tunnel could be opened, so Sinch cannot reach this machine: ${reasonOf(error, authtoken)}. Going on without.`,
    );
  }
}
