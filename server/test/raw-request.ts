/** One request as it is: any method, any `Host`, a path that no library tidies up. */
import { once } from 'node:events';
import { request } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';

export interface RawAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  /** Parsed, if it is JSON. */
  body: Record<string, unknown>;
}

function parse(json: string): Record<string, unknown> {
  try {
    return JSON.parse(json) as Record<string, unknown>;
  } catch {
    return {};
  }
}

export async function rawRequest(
  port: number,
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body?: string,
): Promise<RawAnswer> {
  const length = body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) };
  const options = { host: '127.0.0.1', port, method, path, headers: { ...length, ...headers }, agent: false };
  const asked = request(options);
  asked.end(body);
  const [response] = (await once(asked, 'response')) as [IncomingMessage];
  const { statusCode = 0, headers: said } = response;
  return { status: statusCode, headers: said, body: parse(await text(response)) };
}
