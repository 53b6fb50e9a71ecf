import { Router } from 'express';
import type { RequestHandler } from 'express';
import { z } from 'zod';
import type { CallbackPage } from '../contract.ts';
import { sendProblem } from '../http/problem.ts';
import { OWN_ID } from '../messages/ids.ts';
import { limit, readQuery, refuseParameters } from '../messages/query.ts';
import type { CallbackListPage, Store } from '../store/store.ts';
import { placeOf, presentReceived, presentSummary } from './present-received.ts';
import type { SignaturePolicy } from './signature.ts';

interface ReceivedRouteDeps {
  store: Pick<Store, 'listCallbacks' | 'readCallback'>;
  policy: SignaturePolicy;
}

type Place = CallbackListPage['after'];

/** Where a page begins, in both kinds. */
const CURSOR = /^a(\d{1,15})r(\d{1,15})$/;
const toCursor = (next: Place): CallbackPage['next'] => next && `a${next.accepted}r${next.rejected}`;

function readCursor(text: string): Place {
  const [, accepted, rejected] = CURSOR.exec(text) ?? [];
  return { accepted: Number(accepted), rejected: Number(rejected) };
}

const ONLY_ACCEPTED =
  'Leave it out, or give accepted: of one that was refused nothing tells which message it is about.';

const pageQuery = z.object({
  limit,
  after: z.string().regex(CURSOR).transform(readCursor).nullable().default(null),
  kept: z.enum(['accepted', 'rejected'], 'Give accepted or rejected.').nullable().default(null),
  message: z.string().regex(OWN_ID, 'Give our id of a message.').optional(),
});
const oneQuery = z.object({ reveal: z.literal('1', 'Give 1, or leave it out.').optional() });

const list =
  ({ store }: ReceivedRouteDeps): RequestHandler =>
  async (req, res) => {
    const query = readQuery(pageQuery, req, res);
    if (query === null) return;
    const { message, kept, ...page } = query;
    if (message !== undefined && kept === 'rejected') {
      return refuseParameters(res, [{ path: 'kept', message: ONLY_ACCEPTED }]);
    }
    const { items, next } = await store.listCallbacks({
      ...page,
      of: message === undefined ? { kept } : { message },
    });
    const answer: CallbackPage = { items: items.map(presentSummary), next: toCursor(next) };
    res.setHeader('Cache-Control', 'no-store');
    res.json(answer);
  };

const one =
  ({ store, policy }: ReceivedRouteDeps): RequestHandler<{ id: string }> =>
  async (req, res) => {
    const query = readQuery(oneQuery, req, res);
    if (query === null) return;
    const place = placeOf(req.params.id);
    const found = place && (await store.readCallback(place));
    res.setHeader('Cache-Control', 'no-store');
    if (found === null) {
      const detail = 'There is no such callback here. They are kept for a while only.';
      return sendProblem(res, { status: 404, code: 'callback_not_found', detail });
    }
    res.json(presentReceived(found, policy, query.reveal === '1'));
  };

/** `GET /api/callbacks/received` and `GET /api/callbacks/received/:id`. */
export function receivedRoutes(deps: ReceivedRouteDeps): Router {
  const router = Router();
  router.get('/', list(deps));
  router.get('/:id', one(deps));
  return router;
}
