import type { Message, MessagePage } from '@sinch-callback-app/server/contract';
import { summaryOf } from './samples.ts';

/** `GET /api/messages`, of messages that stand newest first, as on the server. */
export function listAnswer(messages: readonly Message[], query: URLSearchParams): MessagePage {
  const after = query.get('after');
  const limit = Number(query.get('limit') ?? 20);
  const rest = messages.filter((message) => (after === null || message.id < after) && fits(message, query));
  const items = rest.slice(0, limit).map(summaryOf);
  return { items, next: rest.length > items.length ? (items.at(-1)?.id ?? null) : null };
}

function fits(message: Message, query: URLSearchParams): boolean {
  const { recipients, state, final, createdAt, id } = message;
  const [status, find, before] = [query.get('status'), query.get('find'), query.get('before')];
  const rules = [
    status === null || recipients.some((recipient) => recipient.status === status),
    query.get('state') === null || query.get('state') === state,
    query.get('progress') === null || query.get('progress') === (final ? 'final' : 'open'),
    createdAt >= (query.get('from') ?? ''),
    before === null || createdAt < before,
    find === null || id === find || recipients.some(({ recipient }) => recipient === find),
  ];
  return rules.every(Boolean);
}
