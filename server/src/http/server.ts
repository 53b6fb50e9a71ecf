import { createServer as createHttpServer, IncomingMessage, ServerResponse } from 'node:http';
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Express } from 'express';
import { HTTP_LIMITS, limitConnections, limitRequestsAtOnce, serverOptions } from './limits.ts';
import type { HttpLimits } from './limits.ts';

const statusLine = (code: string | undefined): string =>
  code === 'HPE_HEADER_OVERFLOW' ? '431 Request Header Fields Too Large' : '400 Bad Request';

/**
 * What is no HTTP is answered and cut off, whether the client closes its end or not. Node would answer 408 to a slow
 * client; Sinch never resends after a 4xx, but does after a lost connection.
 */
function onClientError({ code }: NodeJS.ErrnoException, socket: Socket): void {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT' || code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  socket.end(`HTTP/1.1 ${statusLine(code)}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  socket.destroySoon();
}

/**
 * The HTTP server of an Express app. Express changes the prototype of every request and response, which costs more than
 * all the rest of a callback; here they are born with the prototype that Express would give them.
 */
export function createServer(app: Express, limits: HttpLimits = HTTP_LIMITS): Server {
  class AppRequest extends IncomingMessage {}
  class AppResponse<R extends IncomingMessage> extends ServerResponse<R> {}
  Object.setPrototypeOf(AppRequest.prototype, app.request);
  Object.setPrototypeOf(AppResponse.prototype, app.response);
  Object.assign(app, { request: AppRequest.prototype, response: AppResponse.prototype });
  const server = createHttpServer(
    { ...serverOptions(limits), IncomingMessage: AppRequest, ServerResponse: AppResponse },
    limitRequestsAtOnce(app, limits),
  );
  limitConnections(server, limits);
  server.on('clientError', onClientError);
  return server;
}
