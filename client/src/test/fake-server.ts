import type {
  Budget,
  CallbackHealth,
  Message,
  Overview,
  Problem,
  ReceivedCallback,
  Reply,
  ReplyPage,
  Session,
  Setup,
} from '@sinch-callback-app/server/contract';
import { vi } from 'vitest';
import { callbackAnswer } from './fake-callbacks.ts';
import { listAnswer } from './fake-list.ts';
import { budgetOf, healthOf, LOCAL } from './samples.ts';

type Send = (request: Request) => Response | Promise<Response>;

export interface FakeServer {
  setup: Setup;
  /** Null: a server of the former version, which knows of no logins. */
  session: Session | null;
  logIn: Send;
  logOut: Send;
  messages: Message[];
  /** Of every message, newest first; null: a server of the former version, which knows of none. */
  replies: Reply[] | null;
  /** Null: as above. */
  health: CallbackHealth | null;
  /** Null: as above. */
  budget: Budget | null;
  /** Of any period; null: as above. */
  overview: Overview | null;
  /** Newest first; null: as above. */
  callbacks: ReceivedCallback[] | null;
  send: Send;
  cancel: Send;
  /** Null: the whole message, as a server that knows of no `since` answers. */
  read: ((request: Request, message: Message) => Response) | null;
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
    session: { login: 'not_needed', actor: null },
    logIn: () => problem({ status: 500, code: 'not_set' }),
    logOut: () => problem({ status: 500, code: 'not_set' }),
    messages: [],
    replies: [],
    health: healthOf(),
    budget: budgetOf(),
    overview: null,
    callbacks: [],
    cancel: () => problem({ status: 500, code: 'not_set' }),
    send: () => problem({ status: 500, code: 'not_set' }),
    read: null,
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
  if (pathname === '/api/session' && server.session !== null) return json(server.session);
  if (pathname === '/api/login') return server.logIn(request);
  if (pathname === '/api/logout') return server.logOut(request);
  if (server.session?.login === 'needed') return problem({ status: 401, code: 'unauthorized' });
  if (pathname === '/send-sms') return server.send(request);
  if (pathname === '/api/setup') return json(server.setup);
  if (pathname === '/api/messages') return json(listAnswer(server.messages, searchParams));
  if (pathname === '/api/callbacks' && server.health !== null) return json(server.health);
  if (pathname === '/api/budget' && server.budget !== null) return json(server.budget);
  if (pathname === '/api/overview' && server.overview !== null) return json(server.overview);
  if (pathname.startsWith('/api/callbacks/received') && server.callbacks !== null) {
    const found = callbackAnswer(server.callbacks, new URL(request.url));
    return found === undefined ? problem({ status: 404, code: 'not_found' }) : json(found);
  }
  if (pathname === '/api/replies' && server.replies !== null)
    return json(replyPage(server.replies, searchParams.get('after')));
  const message = server.messages.find(({ id }) => pathname.startsWith(`/api/messages/${id}`));
  if (message === undefined) return problem({ status: 404, code: 'not_found' });
  const rest = pathname.slice(`/api/messages/${message.id}`.length);
  if (rest === '') return server.read?.(request, message) ?? json(message);
  if (rest === '/cancel') return server.cancel(request);
  if (rest === '/replies' && server.replies !== null)
    return json(replyPage(server.replies, searchParams.get('after')));
  return problem({ status: 404, code: 'not_found' });
}

/** `next` counts from the oldest, so that new replies do not move it. */
function replyPage(replies: Reply[], after: string | null): ReplyPage {
  const start = after === null ? 0 : replies.length - Number(after) + 1;
  const items = replies.slice(start, start + 20);
  const left = replies.length - start - items.length;
  return { items, next: left > 0 ? String(left + 1) : null };
}

export const sent = ({ requests }: FakeServer): Request[] =>
  requests.filter(({ method }) => method === 'POST');

/** What was asked of the API under a path. */
export const askedFor = ({ requests }: FakeServer, path: string): Request[] =>
  requests.filter(({ url }) => new URL(url).pathname.startsWith(path));
