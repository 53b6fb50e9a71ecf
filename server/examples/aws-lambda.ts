/** AWS Lambda behind API Gateway: HTTP APIs (payload 2.0), REST APIs (1.0) and function URLs. */
import { createServerlessHandler } from '../src/serverless.ts';

/** What this handler reads of an event; both payload versions have it. */
export interface GatewayEvent {
  body?: unknown;
  isBase64Encoded?: boolean;
  headers: Record<string, string | undefined>;
  httpMethod?: string;
  /** Payload 2.0. */
  rawQueryString?: string;
  /** Payload 1.0. */
  multiValueQueryStringParameters?: Record<string, string[] | undefined> | null;
  requestContext?: { http?: { method?: string } };
}

export interface GatewayResult {
  statusCode: number;
  headers: Record<string, string>;
  body: string;
}

const handle = createServerlessHandler(process.env);

function readBody({ body, isBase64Encoded }: GatewayEvent): Buffer {
  if (body === undefined || body === null) return Buffer.alloc(0);
  if (typeof body !== 'string') {
    throw new TypeError(
      'API Gateway has parsed the body, and the signature is over its bytes: use a proxy integration, without a mapping template',
    );
  }
  return Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
}

/** The address of a message's callback carries its token. */
function addressOf({ rawQueryString, multiValueQueryStringParameters }: GatewayEvent): string {
  const query = new URLSearchParams(rawQueryString);
  for (const [name, values = []] of Object.entries(multiValueQueryStringParameters ?? {})) {
    for (const value of values) query.append(name, value);
  }
  return `https://lambda.invalid/?${query.toString()}`;
}

/** Throws on a parsed body: API Gateway then answers 5xx, and Sinch comes again. */
export async function handler(event: GatewayEvent): Promise<GatewayResult> {
  const method = event.requestContext?.http?.method ?? event.httpMethod ?? 'POST';
  const headers = new Headers();
  for (const [name, value] of Object.entries(event.headers))
    if (value !== undefined) headers.set(name, value);
  const body = method === 'GET' || method === 'HEAD' ? null : readBody(event);
  const response = await handle(new Request(addressOf(event), { method, headers, body }));
  return {
    statusCode: response.status,
    headers: Object.fromEntries(response.headers),
    body: await response.text(),
  };
}
