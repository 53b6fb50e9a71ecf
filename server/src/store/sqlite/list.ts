import { setImmediate as nextTurn } from 'node:timers/promises';
import type { MessageSummaryRecord } from '../../messages/message.ts';
import { fits, soughtPage } from '../criteria.ts';
import type { SoughtPage } from '../criteria.ts';
import { fittingRows } from '../export.ts';
import { withRecipients } from '../rows.ts';
import type { MessageRow, RecipientRow } from '../rows.ts';
import type { MessageListPage } from '../store.ts';
import type { Queries } from './queries.ts';

/** How many messages to one number are looked at before others get their turn. */
const FIRST_LOOK = 200;
const LAST_LOOK = 2000;

/** Runs `work` alone, on the open database. */
type Read = <Result>(work: (queries: Queries) => Result) => Promise<Result>;

function findById(queries: Queries, id: string, page: SoughtPage): MessageRow[] {
  const row = queries.messageById.get(id) ?? queries.messageNamed.get(id);
  return row !== undefined && fits(page, row) ? [row] : [];
}

function findNewest(queries: Queries, { limit, marks, from, before }: SoughtPage): MessageRow[] {
  if (marks === 0) return queries.messagesBetween.all(before, from, limit);
  return queries.messagesMarked.all(marks, before, from, limit);
}

/** Few of many may be wanted, and none may be there. */
async function findTo(read: Read, number: string, page: SoughtPage): Promise<MessageRow[]> {
  const { limit, after, marks, from, end } = page;
  const found: MessageRow[] = [];
  let before = await read((queries) =>
    after === null ? Number.MAX_SAFE_INTEGER : (queries.seqBehind.get(after)?.seq ?? 0),
  );
  for (let look = FIRST_LOOK; ; look = LAST_LOOK) {
    const looked = await read((queries) => {
      found.push(...queries.messagesSentTo.all(number, before, look, marks, end, from, limit - found.length));
      return queries.lastLooked.get(number, before, look);
    });
    if (found.length === limit || looked === undefined || looked.n < look) return found;
    before = looked.last;
    await nextTurn();
  }
}

function findRows(
  read: Read,
  { find }: MessageListPage['criteria'],
  page: SoughtPage,
): Promise<MessageRow[]> {
  if (find === null) return read((queries) => findNewest(queries, page));
  if ('id' in find) return read((queries) => findById(queries, find.id, page));
  return findTo(read, find.number, page);
}

export async function listMessages(read: Read, page: MessageListPage): Promise<MessageSummaryRecord[]> {
  const rows = await findRows(read, page.criteria, soughtPage(page));
  return read((queries) =>
    withRecipients(
      rows,
      rows.flatMap(({ seq }) => queries.firstRecipients.all(seq)),
    ),
  );
}

export async function exportMessages(read: Read, page: MessageListPage): Promise<MessageSummaryRecord[]> {
  const found = await findRows(read, page.criteria, soughtPage(page));
  const rows = fittingRows(found, ({ recipient_count: count }) => count);
  return read((queries) => {
    const answer = queries.recipientsOf.get(JSON.stringify(rows.map(({ seq }) => seq)));
    const recipients: RecipientRow[] = JSON.parse(answer?.rows ?? '[]');
    return withRecipients(rows, recipients);
  });
}
