/** Bytes on a real socket, as only an attacker would write them. */
import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import type { TestApp } from '../harness.ts';
import { postCallback, recipientReport } from '../sinch-callback.ts';

export const WEBHOOK = '/webhooks/sinch/delivery';

export const TOO_FEW_FILES =
  'This machine allows too few open files for this test: raise the limit (ulimit -n 10000) and run it again.';

/** What the server said on it, until now. */
export interface Line {
  socket: Socket;
  said: () => string;
  /** Resolves when the server has cut it off. */
  closed: Promise<unknown>;
}

export async function open(port: number): Promise<Line> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  let said = '';
  socket.setEncoding('latin1').on('data', (text: string) => (said += text));
  const closed = new Promise((resolve) => socket.once('close', resolve));
  try {
    await once(socket, 'connect');
  } catch (error) {
    const isFileLimit = error instanceof Error && 'code' in error && error.code === 'EMFILE';
    throw isFileLimit ? new Error(TOO_FEW_FILES, { cause: error }) : error;
  }
  // The server resets whom it cuts off.
  socket.on('error', () => {});
  return { socket, said: () => said, closed };
}

/** As many at once as a kernel puts up with. */
export async function openMany(port: number, count: number): Promise<Line[]> {
  const lines: Line[] = [];
  while (lines.length < count) {
    const wave = Math.min(200, count - lines.length);
    lines.push(...(await Promise.all(Array.from({ length: wave }, () => open(port)))));
  }
  return lines;
}

/** All that the server says to these bytes until it closes the connection; it has to, and not we. */
export async function say(port: number, bytes: string | Buffer): Promise<string> {
  const { socket, said, closed } = await open(port);
  socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes);
  await closed;
  return said();
}

/** Of each answer, also of one that stands right behind the body of another. */
export const statusesOf = (said: string): number[] =>
  [...said.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));

/** A whole request; the server closes after it. */
export const request = (start: string, headers: readonly string[] = [], body = ''): string =>
  [start, 'Host: localhost', 'Connection: close', ...headers, '', body].join('\r\n');

/** That Sinch gets through, whatever else goes on. */
export async function callbackStatus(app: TestApp): Promise<number> {
  const response = await postCallback(app, recipientReport({ batch_id: 'B-UNKNOWN' }));
  await response.arrayBuffer();
  return response.status;
}
