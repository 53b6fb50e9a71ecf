import type { Reply } from '@sinch-callback-app/server/contract';
import { newReplies, newReply } from '../texts/replies.ts';

/** One sentence about what came between two looks; null if nothing did. */
export function describeNews(before: readonly Reply[], after: readonly Reply[]): string | null {
  const known = new Set(before.map(({ id }) => id));
  const end = after.findIndex(({ id }) => known.has(id));
  const news = end === -1 ? after : after.slice(0, end);
  const [first] = news;
  if (first === undefined) return null;
  return news.length === 1 ? newReply(first.from, first.body) : newReplies(news.length);
}
