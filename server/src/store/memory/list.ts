import type { MessageSummaryRecord } from '../../messages/message.ts';
import { fits, soughtPage } from '../criteria.ts';
import type { SoughtPage } from '../criteria.ts';
import { fittingRows } from '../export.ts';
import { SHOWN_RECIPIENTS } from '../rows.ts';
import type { MessageListPage } from '../store.ts';
import { placeOf } from './tables.ts';
import type { StoredRow, Tables } from './tables.ts';

/** One after the other from the newest on: of a hundred thousand that takes some ten milliseconds. */
function findNewest(tables: Tables, page: SoughtPage): StoredRow[] {
  const found: StoredRow[] = [];
  for (let place = placeOf(tables.ids, page.before) - 1; place >= 0; place -= 1) {
    const row = tables.byId.get(tables.ids[place]!);
    if (row === undefined) continue;
    if (row.head.id < page.from || found.length === page.limit) break;
    if (fits(page, row.head)) found.push(row);
  }
  return found;
}

function findById(tables: Tables, id: string, page: SoughtPage): StoredRow[] {
  const row = tables.byId.get(id) ?? tables.bySinchId.get(id);
  return row !== undefined && fits(page, row.head) ? [row] : [];
}

/** In the order in which they were kept. */
function findTo(tables: Tables, number: string, page: SoughtPage): StoredRow[] {
  let end = Infinity;
  if (page.after !== null) {
    const place = placeOf(tables.ids, page.after);
    const isThere = tables.ids[place] === page.after;
    const seq = tables.byId.get(tables.ids[isThere ? place : place - 1] ?? '')?.head.seq ?? 0;
    end = isThere ? seq : seq + 1;
  }
  const wanted = { ...page, before: page.end };
  const found: StoredRow[] = [];
  for (const [seq, row] of tables.messages) {
    if (seq < end && row.positions.has(number) && fits(wanted, row.head)) found.push(row);
  }
  return found.toReversed().slice(0, page.limit);
}

function findRows(tables: Tables, page: MessageListPage): StoredRow[] {
  const { find } = page.criteria;
  const sought = soughtPage(page);
  if (find === null) return findNewest(tables, sought);
  return 'id' in find ? findById(tables, find.id, sought) : findTo(tables, find.number, sought);
}

function toSummary({ head, recipients }: StoredRow, most: number): MessageSummaryRecord {
  return { ...head, recipients: recipients.slice(0, most).flatMap((one) => (one ? [one.record] : [])) };
}

export const listMessages = (tables: Tables, page: MessageListPage): MessageSummaryRecord[] =>
  findRows(tables, page).map((row) => toSummary(row, SHOWN_RECIPIENTS));

export const exportMessages = (tables: Tables, page: MessageListPage): MessageSummaryRecord[] =>
  fittingRows(findRows(tables, page), ({ head }) => head.recipientCount).map((row) =>
    toSummary(row, Infinity),
  );
