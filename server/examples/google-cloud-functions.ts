/** Google Cloud Functions: the framework parses the body, and keeps the bytes as `rawBody`. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServerlessHandler } from '../src/serverless.ts';

const handle = createServerlessHandler(process.env);

function readBody(req: IncomingMessage & { rawBody?: Buffer }): Buffer {
  if (req.rawBody !== undefined) return req.rawBody;
  throw new TypeError(
    'There is no rawBody, and the signature is over the bytes: deploy this as an HTTP function, without middleware of your own before it',
  );
}

/** Rejects without `rawBody`: the framework then answers 500, and Sinch comes again. */
export async function sinchDelivery(
  req: IncomingMessage & { rawBody?: Buffer },
  res: ServerResponse,
): Promise<void> {
  const method = req.method ?? 'POST';
  const headers = new Headers();
  for (const [name, value] of Object.entries(req.headers)) headers.set(name, String(value));
  const body = method === 'GET' || method === 'HEAD' ? null : readBody(req);
  // The address of a message's callback carries its token.
  const url = `https://function.invalid${req.url ?? '/'}`;
  const response = await handle(new Request(url, { method, headers, body }));
  res.writeHead(response.status, Object.fromEntries(response.headers)).end(await response.text());
}
