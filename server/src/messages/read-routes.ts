import { Router } from 'express';
import type { Request, RequestHandler } from 'express';
import { z } from 'zod';
import type { Store } from '../store/store.ts';
import { filterQuery, hasPeriod, toCriteria } from './filter.ts';
import { findMessage } from './find-message.ts';
import { OWN_ID } from './ids.ts';
import { presentMessage, presentSummary } from './present.ts';
import { answerNotFound, limit, readPage, readQuery, wholeNumber } from './query.ts';

interface ReadRouteDeps {
  store: Pick<Store, 'findVersion' | 'readMessage' | 'listMessages'>;
}

const sinceQuery = z.object({ since: wholeNumber(0, Number.MAX_SAFE_INTEGER).optional() });
const pageQuery = filterQuery
  .extend({ limit, after: z.string().regex(OWN_ID).nullable().default(null) })
  .refine(hasPeriod, { path: ['before'] });

const etagOf = (version: number): string => `"${version}"`;

/** Express's own check follows the request's `Cache-Control`, which a reload sets; an unchanged message is unchanged. */
function isUnchanged(req: Request, etag: string): boolean {
  const tags = (req.headers['if-none-match'] ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes(etag) || tags.includes('*');
}

const readMessage =
  ({ store }: ReadRouteDeps): RequestHandler<{ id: string }> =>
  async (req, res) => {
    const query = readQuery(sinceQuery, req, res);
    if (query === null) return;
    const found = await findMessage(store, req.params.id);
    if (found === null) return answerNotFound(res);
    if (isUnchanged(req, etagOf(found.version))) {
      res.setHeader('ETag', etagOf(found.version));
      res.status(304).end();
      return;
    }
    const message = await store.readMessage(found.id, query.since);
    if (message === null) return answerNotFound(res);
    res.setHeader('ETag', etagOf(message.version));
    res.json(presentMessage(message));
  };

const listMessages =
  ({ store }: ReadRouteDeps): RequestHandler =>
  async (req, res) => {
    const query = readQuery(pageQuery, req, res);
    if (query === null) return;
    const criteria = await toCriteria(store, query);
    const { after } = query;
    const { items, last } = await readPage(query.limit, (size) =>
      store.listMessages({ limit: size, after, criteria }),
    );
    res.json({ items: items.map(presentSummary), next: last?.id ?? null });
  };

/** `GET /api/messages` and `GET /api/messages/:id`. */
export function readRoutes(deps: ReadRouteDeps): Router {
  const router = Router();
  router.get('/', listMessages(deps));
  router.get('/:id', readMessage(deps));
  return router;
}
