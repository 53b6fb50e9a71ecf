import { createServer as createHttpServer, IncomingMessage, ServerResponse } from 'node:http';
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Express } from 'express';

/** A client that has not sent its whole request by then is cut off. */
const REQUEST_TIMEOUT_MS = 30_000;
const HEADERS_TIMEOUT_MS = 10_000;
const CHECK_EVERY_MS = 5_000;
/**
 * Longer than the minute for which load balancers keep an idle connection: if we closed it first, we might do so just when
 * they send the next request on it, and that would be lost.
 */
const KEEP_ALIVE_MS = 65_000;

const BAD_REQUEST = 'HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n';

/** Node would answer 408 to a slow client; Sinch never resends after a 4xx, but does after a lost connection. */
function onClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code !== 'ERR_HTTP_REQUEST_TIMEOUT' && socket.writable && error.code !== 'ECONNRESET') {
    socket.end(BAD_REQUEST);
  } else {
    socket.destroy();
  }
}

/**
 * The HTTP server of an Express app. Express changes the prototype of every request and response, which costs more than
 * all the rest of a callback; here they are born with the prototype that Express would give them.
 */
export function createServer(app: Express): Server {
  class AppRequest extends IncomingMessage {}
  class AppResponse<R extends IncomingMessage> extends ServerResponse<R> {}
  Object.setPrototypeOf(AppRequest.prototype, app.request);
  Object.setPrototypeOf(AppResponse.prototype, app.response);
  Object.assign(app, { request: AppRequest.prototype, response: AppResponse.prototype });
  const server = createHttpServer(
    {
      IncomingMessage: AppRequest,
      ServerResponse: AppResponse,
      requestTimeout: REQUEST_TIMEOUT_MS,
      headersTimeout: HEADERS_TIMEOUT_MS,
      connectionsCheckingInterval: CHECK_EVERY_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
    },
    app,
  );
  server.on('clientError', onClientError);
  return server;
}
