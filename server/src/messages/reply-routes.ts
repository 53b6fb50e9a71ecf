import { Router } from 'express';
import type { RequestHandler, Response } from 'express';
import { z } from 'zod';
import type { Store } from '../store/store.ts';
import { findMessage } from './find-message.ts';
import { parseStoredPhone } from './phone.ts';
import { presentReply } from './present.ts';
import { answerNotFound, pageQuery, readPage, readQuery } from './query.ts';

interface ReplyRouteDeps {
  store: Pick<Store, 'findVersion' | 'listReplies'>;
}

type Page = Parameters<Store['listReplies']>[0];

function readNumber(text: string): string | null {
  const phone = parseStoredPhone(text);
  return phone.ok ? phone.number : null;
}

const numberQuery = pageQuery.extend({
  number: z.string().transform(readNumber).pipe(z.string()).optional(),
});

async function answerPage({ store }: ReplyRouteDeps, res: Response, page: Page): Promise<void> {
  const { items, last } = await readPage(page.limit, (limit) => store.listReplies({ ...page, limit }));
  res.json({ items: items.map(presentReply), next: last === null ? null : String(last.seq) });
}

const repliesToMessage =
  (deps: ReplyRouteDeps): RequestHandler<{ id: string }> =>
  async (req, res) => {
    const page = readQuery(pageQuery, req, res);
    if (page === null) return;
    const found = await findMessage(deps.store, req.params.id);
    if (found === null) return answerNotFound(res);
    await answerPage(deps, res, { ...page, of: { message: found.id } });
  };

const replies =
  (deps: ReplyRouteDeps): RequestHandler =>
  async (req, res) => {
    const query = readQuery(numberQuery, req, res);
    if (query === null) return;
    const { number, ...page } = query;
    await answerPage(deps, res, { ...page, of: number === undefined ? null : { number } });
  };

/** `GET /api/messages/:id/replies` and `GET /api/replies`. */
export function replyRoutes(deps: ReplyRouteDeps): Router {
  const router = Router();
  router.get('/messages/:id/replies', repliesToMessage(deps));
  router.get('/replies', replies(deps));
  return router;
}
