import { connect } from 'node:net';
import type { Socket } from 'node:net';

export function openConnection(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    socket.once('error', reject);
    socket.once('connect', () => resolve(socket));
  });
}

/** Whether this is a whole answer. Throws if it is not a plain 200. */
function isWhole(answer: string): boolean {
  const headEnd = answer.indexOf('\r\n\r\n');
  if (headEnd === -1) return false;
  const length = /\r\ncontent-length: (\d+)\r\n/i.exec(answer.slice(0, headEnd + 2));
  if (!answer.startsWith('HTTP/1.1 200 ') || length === null) throw new Error(`refused: ${answer}`);
  return answer.length >= headEnd + 4 + Number(length[1]);
}

/**
 * Posts one request after another over a kept-alive connection until there are no more. Does far less than
 * node:http would, so that it is the server that sets the pace.
 */
export function postAll(socket: Socket, next: () => Buffer | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const send = (): void => {
      const request = next();
      if (request === undefined) resolve(void socket.end());
      else socket.write(request);
    };
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => {
      answer += chunk;
      try {
        if (!isWhole(answer)) return;
      } catch (error) {
        return void socket.destroy(error instanceof Error ? error : undefined);
      }
      answer = '';
      send();
    });
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('the server closed a connection')));
    send();
  });
}
