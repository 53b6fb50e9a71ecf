import type { CallbackPage, CallbackSummary, ReceivedCallback } from '@sinch-callback-app/server/contract';

const PATH = '/api/callbacks/received';
const PAGE = 20;

/** Undefined: there is no such one. */
export function callbackAnswer(
  callbacks: readonly ReceivedCallback[],
  { pathname, searchParams }: URL,
): CallbackPage | ReceivedCallback | undefined {
  if (pathname === PATH) return pageOf(callbacks, searchParams);
  const found = callbacks.find(({ id }) => pathname === `${PATH}/${id}`);
  return found && (searchParams.get('reveal') === '1' ? { ...found, masked: false } : masked(found));
}

function pageOf(callbacks: readonly ReceivedCallback[], query: URLSearchParams): CallbackPage {
  const [kept, message, after] = ['kept', 'message', 'after'].map((name) => query.get(name));
  const rest = callbacks
    .filter((callback) => kept === null || callback.accepted === (kept === 'accepted'))
    .filter((callback) => message === null || callback.message === message)
    .filter(({ id }) => after === null || Number(id) < Number(after));
  const items = rest.slice(0, PAGE).map(summaryOf);
  return { items, next: rest.length > PAGE ? (items.at(-1)?.id ?? null) : null };
}

const summaryOf = ({
  id,
  receivedAt,
  accepted,
  verdict,
  type,
  message,
  answer,
}: ReceivedCallback): CallbackSummary => ({ id, receivedAt, accepted, verdict, type, message, answer });

const masked = (callback: ReceivedCallback): ReceivedCallback => ({
  ...callback,
  masked: true,
  body: { ...callback.body, text: callback.body.text.replaceAll(/\d{6,}(?=\d{2})/g, '…') },
});
