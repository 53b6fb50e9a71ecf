/** Stands between a server and the emulator, and holds a send where the test wants it held. */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Before the token is given, before Sinch gets the batch, or after it has it and before it says so. */
export type Stage = 'token' | 'batch' | 'answer';

export interface Toll {
  readonly url: string;
  /** Holds the next send at that stage; resolves when it is there. */
  hold(stage: Stage): Promise<void>;
  /** Lets what is held go on, and all that comes. */
  release(): void;
  close(): void;
}

const isBatch = ({ method, url }: IncomingMessage): boolean =>
  method === 'POST' && url?.endsWith('/batches') === true;

async function bodyOf(req: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

export async function startToll(sinch: string): Promise<Toll> {
  let held: { stage: Stage; reached: () => void; freed: Promise<void> } | null = null;
  let release = (): void => {};
  const pass = async (stage: Stage): Promise<void> => {
    if (held?.stage !== stage) return;
    held.reached();
    await held.freed;
  };

  async function relay(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const body = await bodyOf(req);
    await pass(isBatch(req) ? 'batch' : 'token');
    // What has been given up meanwhile never reaches Sinch.
    if (res.destroyed) return;
    const { authorization = '', 'content-type': type = '' } = req.headers;
    const answer = await fetch(`${sinch}${req.url}`, {
      method: req.method ?? 'GET',
      headers: { authorization, 'content-type': type },
      ...(body.length > 0 ? { body } : {}),
    });
    const text = await answer.text();
    if (isBatch(req)) await pass('answer');
    res.writeHead(answer.status, { 'content-type': 'application/json' }).end(text);
  }

  const server = createServer((req, res) => {
    relay(req, res).catch(() => res.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    hold: (stage) =>
      new Promise((reached) => {
        const freed = new Promise<void>((resolve) => (release = resolve));
        held = { stage, reached, freed };
      }),
    release: () => {
      held = null;
      release();
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
