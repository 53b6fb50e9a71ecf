import type { RequestHandler } from 'express';
import type { Deed } from '../contract.ts';
import { iso } from '../instants.ts';
import type { Store, StoredDeed } from '../store/store.ts';
import { pageQuery, readPage, readQuery } from './query.ts';

const present = ({ seq, at, ...deed }: StoredDeed): Deed => ({
  id: String(seq),
  at: iso(at),
  ...deed,
});

/** `GET /api/deeds`: who erased and exported what. */
export const deedsRoute =
  ({ store }: { store: Pick<Store, 'listDeeds'> }): RequestHandler =>
  async (req, res) => {
    const page = readQuery(pageQuery, req, res);
    if (page === null) return;
    const { items, last } = await readPage(page.limit, (limit) => store.listDeeds({ ...page, limit }));
    res.json({ items: items.map(present), next: last === null ? null : String(last.seq) });
  };
