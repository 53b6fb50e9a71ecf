/** Listens in place of a server that does not run, and takes canaries with the program's own receiver. */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { UNAVAILABLE, answerTo } from '../../src/callbacks/answer.ts';
import { readBody } from '../../src/callbacks/body.ts';
import { createHeldBodies } from '../../src/callbacks/held-bodies.ts';
import { createHealth } from '../../src/callbacks/health.ts';
import { createReceive } from '../../src/callbacks/receive.ts';
import { signatureHeaders } from '../../src/callbacks/signature.ts';
import { createTokens } from '../../src/callbacks/token.ts';
import { WEBHOOK_PATH, type Config } from '../../src/config.ts';
import { toProblemAnswer, type Answer } from '../../src/http/problem.ts';
import type { Canary } from './canary.ts';

/** What arrived of a canary. */
export interface Arrival {
  canary: Canary;
  path: string;
  bodyIntact: boolean;
  /** Headers of the signature that are missing or another. */
  changedHeaders: readonly string[];
}

export interface CanaryPost {
  arrivals: readonly Arrival[];
  /** Says which canary will come. Anything else is put off: it may be a real callback. */
  expect(canary: Canary): void;
  close(): Promise<void>;
}

const NOT_FOUND = { status: 404, code: 'not_found', detail: 'There is nothing at this address.' };

const changedHeaders = ({ headers }: IncomingMessage, canary: Canary): string[] =>
  Object.keys(canary.headers).filter(
    (name) => name.startsWith('x-') && headers[name] !== canary.headers[name],
  );

/** Null when the port cannot be listened on. */
export async function listenForCanaries(
  { host, port, webhook }: Config,
  now: () => number,
): Promise<CanaryPost | null> {
  const expected: Canary[] = [];
  const arrivals: Arrival[] = [];
  const receive = createReceive({
    store: { recordCallback: async () => ({ verdict: 'no_report', id: null, strangers: [] }) },
    rejected: { add: () => {} },
    policy: webhook,
    tokens: createTokens(webhook.secrets),
    health: createHealth(webhook, now()),
    now,
  });

  async function answer(req: IncomingMessage): Promise<Answer> {
    const requestId = randomUUID();
    const body = (await readBody(req, createHeldBodies())) ?? Buffer.alloc(0);
    const nonce = req.headers['x-sinch-webhook-signature-nonce'];
    const canary = expected.find((one) => body.includes(one.id) || nonce === one.nonce);
    // Sinch repeats what gets a 503.
    if (canary === undefined) return toProblemAnswer(UNAVAILABLE, requestId);
    const [path = ''] = (req.url ?? '').split('?');
    const bodyIntact = body.equals(canary.body);
    arrivals.push({ canary, path, bodyIntact, changedHeaders: changedHeaders(req, canary) });
    if (path !== WEBHOOK_PATH) return toProblemAnswer(NOT_FOUND, requestId);
    return answerTo(await receive(body, signatureHeaders(req.headers), req.url ?? ''), requestId);
  }
  const send = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const { status, headers, body } = await answer(req);
    res.writeHead(status, headers).end(body);
  };

  const server = createServer((req, res) => {
    send(req, res).catch(() => req.socket.destroy());
  });
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch {
    return null;
  }
  return {
    arrivals,
    expect: (canary) => void expected.push(canary),
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
