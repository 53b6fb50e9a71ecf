import type { Message, MessagePage, Problem, Setup } from '@sinch-callback-app/server/contract';
import { vi } from 'vitest';
import { LOCAL, summaryOf } from './samples.ts';

type Send = (request: Request) => Response | Promise<Response>;

export interface FakeServer {
  setup: Setup;
  messages: Message[];
  send: Send;
  /** No connection at all, as when the process is gone. */
  down: boolean;
  /** `GET /api/messages` and the like, in order. */
  readonly requests: Request[];
}

export const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), { status, headers });

export const problem = (part: Partial<Problem> & Pick<Problem, 'status' | 'code'>): Response =>
  json({ type: 'about:blank', title: 'Error', requestId: 'req-1', ...part }, part.status);

/** Stands where the network would be; what it answers is set, and changed, by the test. */
export function startFakeServer(part: Partial<FakeServer> = {}): FakeServer {
  const server: FakeServer = {
    setup: LOCAL,
    messages: [],
    send: () => problem({ status: 500, code: 'not_set' }),
    down: false,
    requests: [],
    ...part,
  };
  vi.stubGlobal('fetch', async (url: string, init?: RequestInit) => {
    const request = new Request(url, init);
    server.requests.push(request);
    if (server.down) throw new TypeError('Failed to fetch');
    return answer(server, request);
  });
  return server;
}

async function answer(server: FakeServer, request: Request): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url);
  if (pathname === '/send-sms') return server.send(request);
  if (pathname === '/api/setup') return json(server.setup);
  if (pathname === '/api/messages') return json(page(server.messages, searchParams.get('after')));
  const message = server.messages.find(({ id }) => pathname === `/api/messages/${id}`);
  return message ? json(message) : problem({ status: 404, code: 'not_found' });
}

/** Of messages that stand newest first, as on the server. */
function page(messages: Message[], after: string | null): MessagePage {
  const rest = messages.filter(({ id }) => after === null || id < after).map(summaryOf);
  const items = rest.slice(0, 20);
  return { items, next: rest.length > items.length ? (items.at(-1)?.id ?? null) : null };
}

export const sent = ({ requests }: FakeServer): Request[] =>
  requests.filter(({ method }) => method === 'POST');
