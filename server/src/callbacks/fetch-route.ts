/** The webhook without Express: for every platform that speaks `Request` and `Response`. */
import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { toProblemAnswer } from '../http/problem.ts';
import type { Answer } from '../http/problem.ts';
import { METHOD_NOT_ALLOWED, TOO_LARGE, UNAVAILABLE, answerTo } from './answer.ts';
import { MAX_BODY_BYTES } from './body.ts';
import { logReceipt } from './log.ts';
import type { Receive } from './receive.ts';
import { signatureHeaders } from './signature.ts';

interface FetchRouteDeps {
  /** Rejects while the store is not there; then Sinch is told to come again. */
  receive: () => Promise<Receive>;
  log: Logger;
}

export type FetchRoute = (request: Request) => Promise<Response>;

const PARSED =
  'the platform has read the body already, and the signature is over its bytes: turn its body parsing off';

/** The bytes as received; null when there are too many of them. */
async function readBytes(request: Request): Promise<Buffer | null> {
  if (request.bodyUsed) throw new Error(PARSED);
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const toResponse = ({ status, headers, body }: Answer): Response => new Response(body, { status, headers });

/** Answers exactly as the Express route does. Never rejects: what goes wrong here is a 503, which Sinch repeats. */
export function createFetchRoute({ receive, log }: FetchRouteDeps): FetchRoute {
  return async (request) => {
    const requestId = randomUUID();
    try {
      if (request.method !== 'POST') {
        const answer = toProblemAnswer(METHOD_NOT_ALLOWED, requestId);
        return toResponse({ ...answer, headers: { ...answer.headers, Allow: 'POST' } });
      }
      const body = await readBytes(request);
      if (body === null) return toResponse(toProblemAnswer(TOO_LARGE, requestId));
      const headers = signatureHeaders(Object.fromEntries(request.headers));
      const receipt = await (await receive())(body, headers, request.url);
      logReceipt(log, requestId, receipt);
      return toResponse(answerTo(receipt, requestId));
    } catch (error) {
      log.error({ requestId, err: error }, 'callback put off');
      return toResponse(toProblemAnswer(UNAVAILABLE, requestId));
    }
  };
}
