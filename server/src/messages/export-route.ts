import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import type { MessageCriteria, Store } from '../store/store.ts';
import { HEADER, linesOf, toCsv } from './export-rows.ts';
import { filterQuery, hasPeriod, toCriteria } from './filter.ts';
import type { MessageSummaryRecord } from './message.ts';
import { maskNumbers } from './phone.ts';
import { readQuery } from './query.ts';

export interface ExportRouteDeps {
  store: Pick<Store, 'listMessages' | 'exportMessages' | 'noteDeed'>;
  log: Logger;
  now: () => number;
}

const MESSAGES_AT_ONCE = 200;
/** A few milliseconds of work, after which others get their turn. */
const LINES_AT_ONCE = 100;

const exportQuery = filterQuery.refine(hasPeriod, { path: ['before'] });

const iso = (instant: number | null): string | null =>
  instant === null ? null : new Date(instant).toISOString();

/** What a deed says was exported: the filters, without a whole number. */
function subjectOf({ find, from, before, ...rest }: MessageCriteria): string {
  const sought = find && ('number' in find ? find.number : find.id);
  const filters = { ...rest, from: iso(from), before: iso(before), find: sought && maskNumbers(sought) };
  const named = Object.entries(filters).flatMap(([name, value]) =>
    value === null ? [] : `${name}=${value}`,
  );
  return named.length === 0 ? 'all messages' : `messages ${named.join(' ')}`;
}

interface Tally {
  messages: number;
  recipients: number;
}

/** The whole file, piece by piece: the next one is made when the one before has been taken. */
async function* piecesOf(
  first: readonly MessageSummaryRecord[],
  readPage: (after: string) => Promise<MessageSummaryRecord[]>,
  tally: Tally,
): AsyncGenerator<string> {
  yield HEADER;
  let page = first;
  for (let last = page.at(-1); last !== undefined; last = page.at(-1)) {
    const lines = linesOf(page);
    for (let start = 0; start < lines.length; start += LINES_AT_ONCE) {
      yield toCsv(lines.slice(start, start + LINES_AT_ONCE));
      await nextTurn();
    }
    tally.messages += page.length;
    tally.recipients += lines.length;
    page = await readPage(last.id);
  }
}

/** `GET /api/messages.csv`: what fits the filters, as a table with a line for each recipient. */
export const exportRoute =
  ({ store, log, now }: ExportRouteDeps): RequestHandler =>
  async (req, res) => {
    const query = readQuery(exportQuery, req, res);
    if (query === null) return;
    const criteria = await toCriteria(store, query);
    const readPage = (after: string | null): Promise<MessageSummaryRecord[]> =>
      store.exportMessages({ limit: MESSAGES_AT_ONCE, after, criteria });
    const first = await readPage(null);
    const { requestId, actor } = res.locals;
    const subject = subjectOf(criteria);
    const day = new Date(now()).toISOString().slice(0, 10);
    res.setHeader('Cache-Control', 'private, no-store');
    res.setHeader('Content-Type', 'text/csv; charset=utf-8');
    res.setHeader('Content-Disposition', `attachment; filename="messages-${day}.csv"`);
    if (req.method === 'HEAD') return void res.end();
    await store.noteDeed({ at: now(), actor, deed: 'exported', subject });
    const tally: Tally = { messages: 0, recipients: 0 };
    try {
      await pipeline(Readable.from(piecesOf(first, readPage, tally)), res);
      log.info({ requestId, actor, subject, ...tally }, 'export');
    } catch (error) {
      // The answer was cut off, so that nobody takes a part for the whole. Whoever has gone away knows.
      const hasLeft =
        error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
      if (hasLeft) log.info({ requestId, actor, subject, ...tally }, 'export: left by the client');
      else log.error({ requestId, actor, subject, ...tally, err: error }, 'export: cut off');
    }
  };
