/** A Sinch that answers as a test chooses, for what the emulator does not play, and what a gateway is asked to send. */
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { OutgoingMessage } from '../src/sinch/gateway.ts';

export type Answer = (req: IncomingMessage, res: ServerResponse) => unknown;

export const TOKEN = '{"access_token":"t","expires_in":3599,"scope":"","token_type":"bearer"}';
export const giveToken: Answer = (_req, res) => void res.end(TOKEN);

/** Listens until the test is over. `onToken` answers the token calls, `onCall` all others. */
export async function startSinch(onCall: Answer, onToken = giveToken): Promise<{ url: string }> {
  const server = createServer((req, res) => void (req.url === '/oauth2/token' ? onToken : onCall)(req, res));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

export const at = (url: string): Record<string, string> => ({
  SINCH_AUTH_URL: url,
  SINCH_SMS_URL: url,
  SINCH_CONVERSATION_URL: url,
});

export function answerJson(res: ServerResponse, status: number, body: unknown, headers = {}): void {
  res.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body));
}

/** What Sinch answers to a token that has expired; the SDK then asks for another. */
export const answerExpired = (res: ServerResponse): void =>
  answerJson(
    res,
    401,
    {},
    { 'www-authenticate': 'Bearer error="invalid_token", error_description="expired"' },
  );

export async function readJson(req: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(Buffer.from(chunk as Uint8Array));
  return JSON.parse(Buffer.concat(chunks).toString());
}

export const outgoing = (fields: Partial<OutgoingMessage> = {}): OutgoingMessage => ({
  reference: '01J00000000000000000000000',
  to: ['+12025550101'],
  from: '+12025550123',
  text: 'Hello',
  maxParts: 1,
  callbackUrl: 'http://127.0.0.1:9/webhooks/sinch/delivery',
  sendAt: null,
  expireAt: null,
  ...fields,
});

/** For sends after which nothing may come. */
export const neverLate = (outcome: unknown): never => {
  throw new Error(`a late outcome: ${JSON.stringify(outcome)}`);
};
