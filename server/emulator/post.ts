import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { Outcome } from './retries.ts';

/** `cut`: the connection breaks in the middle of the body. */
type PostManner = 'whole' | 'cut';

interface PostRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly manner: PostManner;
}

export type Post = (request: PostRequest) => Promise<Outcome>;

/** Enough of the receiver's answer to show it. */
const MAX_ANSWER = 2_048;

/** Posts callbacks over kept-alive connections. `node:http` never follows a redirect. */
export function createPost(timeoutMs: number): { readonly post: Post; readonly close: () => void } {
  const http = new HttpAgent({ keepAlive: true });
  const https = new HttpsAgent({ keepAlive: true });

  function open({ url, headers, body }: PostRequest): ClientRequest {
    const all = { ...headers, 'content-length': String(body.byteLength) };
    return url.startsWith('https:')
      ? httpsRequest(url, { method: 'POST', agent: https, headers: all })
      : httpRequest(url, { method: 'POST', agent: http, headers: all });
  }

  let closed = false;

  async function post(request: PostRequest): Promise<Outcome> {
    if (closed) return { kind: 'lost', error: 'the emulator has stopped' };
    const outgoing = open(request);
    const timer = setTimeout(() => outgoing.destroy(new Error(`no answer in ${timeoutMs} ms`)), timeoutMs);
    try {
      return await exchange(outgoing, request);
    } catch (error) {
      // The receiver may close an idle connection just as it is used again; that is no loss, so a fresh one is tried.
      if (outgoing.reusedSocket && isReset(error) && request.manner === 'whole') return await post(request);
      return { kind: 'lost', error: error instanceof Error ? error.message || error.name : String(error) };
    } finally {
      clearTimeout(timer);
    }
  }

  function close(): void {
    closed = true;
    http.destroy();
    https.destroy();
  }

  return { post, close };
}

function exchange(outgoing: ClientRequest, { body, manner }: PostRequest): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    outgoing.on('error', reject);
    outgoing.on('response', (answer) => {
      resolve(readAnswer(answer));
    });
    if (manner === 'whole') outgoing.end(body);
    else {
      const cut = (): void => void outgoing.destroy(new Error('connection cut by the scenario'));
      outgoing.write(body.subarray(0, body.byteLength / 2), cut);
    }
  });
}

async function readAnswer(answer: IncomingMessage): Promise<Outcome> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer) {
    // Not `as`: a stream without encoding gives Buffers, but its type does not say so.
    if (Buffer.isBuffer(chunk) && size < MAX_ANSWER) {
      chunks.push(chunk);
      size += chunk.byteLength;
    }
  }
  const body = Buffer.concat(chunks).toString('utf8').slice(0, MAX_ANSWER);
  return { kind: 'answered', status: answer.statusCode ?? 0, body };
}

function isReset(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ECONNRESET';
}
