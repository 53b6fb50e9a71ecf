import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { sendProblem } from '../http/problem.ts';
import { iso, isoOrNull } from '../instants.ts';
import type { MessageCriteria, Store } from '../store/store.ts';
import { codeOf } from '../thrown.ts';
import { HEADER, linesOf, toCsv } from './export-rows.ts';
import { filterQuery, hasPeriod, toCriteria } from './filter.ts';
import type { FilterQuery } from './filter.ts';
import type { MessageSummaryRecord } from './message.ts';
import { maskNumbers } from './phone.ts';
import { readQuery } from './query.ts';

interface ExportRouteDeps {
  store: Pick<Store, 'listMessages' | 'exportMessages' | 'noteDeed'>;
  log: Logger;
  now: () => number;
}

const MESSAGES_AT_ONCE = 200;
/** A few milliseconds of work, after which others get their turn. */
const LINES_AT_ONCE = 100;
/** They take turns with everything else: fifty would make it wait for a second. */
const EXPORTS_AT_ONCE = 4;
const RETRY_AFTER_SECONDS = 10;

const exportQuery = filterQuery.refine(hasPeriod, { path: ['before'] });

/** What a deed says was exported: the filters, without a whole number. */
function subjectOf({ find, from, before, ...rest }: MessageCriteria): string {
  const sought = find && ('number' in find ? find.number : find.id);
  const filters = {
    ...rest,
    from: isoOrNull(from),
    before: isoOrNull(before),
    find: sought && maskNumbers(sought),
  };
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

const refuseMore = (res: Response): void =>
  sendProblem(res, {
    status: 429,
    code: 'too_many_requests',
    detail: `At most ${EXPORTS_AT_ONCE} exports are made at once. Wait until one has ended, then ask again.`,
    retryAfterSeconds: RETRY_AFTER_SECONDS,
  });

function announce(res: Response, at: number): void {
  const day = iso(at).slice(0, 10);
  res.setHeader('Cache-Control', 'private, no-store');
  res.setHeader('Content-Type', 'text/csv; charset=utf-8');
  res.setHeader('Content-Disposition', `attachment; filename="messages-${day}.csv"`);
}

async function answerExport(
  { store, log, now }: ExportRouteDeps,
  query: FilterQuery,
  req: Pick<Request, 'method'>,
  res: Response,
): Promise<void> {
  const criteria = await toCriteria(store, query);
  const readPage = (after: string | null): Promise<MessageSummaryRecord[]> =>
    store.exportMessages({ limit: MESSAGES_AT_ONCE, after, criteria });
  const first = await readPage(null);
  if (req.method === 'HEAD') {
    announce(res, now());
    return void res.end();
  }
  const { requestId, actor } = res.locals;
  const subject = subjectOf(criteria);
  await store.noteDeed({ at: now(), actor, deed: 'exported', subject });
  // Not before: what says that it failed is no file.
  announce(res, now());
  const tally: Tally = { messages: 0, recipients: 0 };
  try {
    await pipeline(Readable.from(piecesOf(first, readPage, tally)), res);
    log.info({ requestId, actor, subject, ...tally }, 'export');
  } catch (error) {
    // The answer was cut off, so that nobody takes a part for the whole. Whoever has gone away knows.
    const hasLeft = codeOf(error) === 'ERR_STREAM_PREMATURE_CLOSE';
    if (hasLeft) log.info({ requestId, actor, subject, ...tally }, 'export: left by the client');
    else log.error({ requestId, actor, subject, ...tally, err: error }, 'export: cut off');
  }
}

/** `GET /api/messages.csv`: what fits the filters, as a table with a line for each recipient. */
export function exportRoute(deps: ExportRouteDeps): RequestHandler {
  let running = 0;
  return async (req, res) => {
    const query = readQuery(exportQuery, req, res);
    if (query === null) return;
    if (running >= EXPORTS_AT_ONCE) return refuseMore(res);
    running += 1;
    try {
      await answerExport(deps, query, req, res);
    } finally {
      running -= 1;
    }
  };
}
