import type { RequestHandler } from 'express';
import { z } from 'zod';
import type { Deed } from '../contract.ts';
import type { Store, StoredDeed } from '../store/store.ts';
import { limit, readQuery, toPage, wholeNumber } from './query.ts';

const pageQuery = z.object({
  limit,
  after: wholeNumber(0, Number.MAX_SAFE_INTEGER).nullable().default(null),
});

const present = ({ seq, at, ...deed }: StoredDeed): Deed => ({
  id: String(seq),
  at: new Date(at).toISOString(),
  ...deed,
});

/** `GET /api/deeds`: who erased and exported what. */
export const deedsRoute =
  ({ store }: { store: Pick<Store, 'listDeeds'> }): RequestHandler =>
  async (req, res) => {
    const page = readQuery(pageQuery, req, res);
    if (page === null) return;
    const { items, last } = toPage(await store.listDeeds({ ...page, limit: page.limit + 1 }), page.limit);
    res.setHeader('Cache-Control', 'private, no-cache');
    res.json({ items: items.map(present), next: last === null ? null : String(last.seq) });
  };
