/** What one client, or all together, may take of the HTTP server before anything is known about them. */
import type { RequestListener, Server, ServerOptions } from 'node:http';
import type { Socket } from 'node:net';

export interface HttpLimits {
  /** All header lines of a request together, in bytes. */
  headerBytes: number;
  /** A client that has not sent all of its headers, or of its request, by then is cut off without an answer. */
  headersMs: number;
  requestMs: number;
  /**
   * Between two requests. Longer than the minute for which load balancers keep an idle connection: if we closed it first,
   * we might do so just when they send the next request on it, and that would be lost.
   */
  keepAliveMs: number;
  /** Nothing was sent either way, though a request is under way. Longer than the longest send to Sinch. */
  silenceMs: number;
  connections: number;
  /** On one connection, asked before the first of them is answered. */
  requestsAtOnce: number;
  checkEveryMs: number;
}

export const HTTP_LIMITS: Readonly<HttpLimits> = {
  headerBytes: 16 * 1024,
  headersMs: 10_000,
  requestMs: 30_000,
  keepAliveMs: 65_000,
  silenceMs: 120_000,
  connections: 2_000,
  requestsAtOnce: 100,
  checkEveryMs: 5_000,
};

export const serverOptions = (limits: HttpLimits) =>
  ({
    maxHeaderSize: limits.headerBytes,
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    keepAliveTimeout: limits.keepAliveMs,
    connectionsCheckingInterval: limits.checkEveryMs,
    insecureHTTPParser: false,
    // Of two Host, Authorization or Content-Type lines Node would take the first one, and a proxy maybe the last.
    joinDuplicateHeaders: true,
  }) satisfies ServerOptions;

/**
 * The oldest connection makes room for a new one. Whoever holds many idle or slow ones cannot keep Sinch out; what is cut
 * off in the middle of a callback, Sinch repeats.
 */
export function limitConnections(server: Server, { connections, silenceMs }: HttpLimits): void {
  // Node drops what is beyond its count without a word: a header that a proxy added could be hidden behind two thousand
  // others. The size bounds them all the same.
  server.maxHeadersCount = 0;
  server.timeout = silenceMs;
  const open = new Set<Socket>();
  server.on('connection', (socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    const [oldest] = open;
    if (open.size <= connections || oldest === undefined) return;
    open.delete(oldest);
    oldest.destroy();
  });
}

/**
 * Cuts off whoever asks on and on without waiting for answers. Browsers, proxies and Sinch ask for one thing after another;
 * of small requests, Node would read some thousand at once, and carry all of them out before any other connection has its turn.
 */
export function limitRequestsAtOnce(
  handle: RequestListener,
  { requestsAtOnce }: HttpLimits,
): RequestListener {
  const unanswered = new WeakMap<Socket, number>();
  return (req, res) => {
    const { socket } = req;
    const before = unanswered.get(socket) ?? 0;
    if (before >= requestsAtOnce) {
      socket.destroy();
      return;
    }
    unanswered.set(socket, before + 1);
    res.once('close', () => unanswered.set(socket, (unanswered.get(socket) ?? 1) - 1));
    handle(req, res);
  };
}
