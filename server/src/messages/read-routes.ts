import { Router } from 'express';
import type { Request, RequestHandler, Response } from 'express';
import { z } from 'zod';
import { sendProblem } from '../http/problem.ts';
import type { Store } from '../store/store.ts';
import { presentMessage, presentSummary } from './present.ts';

export interface ReadRouteDeps {
  store: Pick<Store, 'findVersion' | 'readMessage' | 'listMessages'>;
}

const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 100;
const ANY_ID = /^[A-Za-z0-9_-]{1,64}$/;

const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number)
    .pipe(z.number().min(least).max(most));

const limitSchema = wholeNumber(1, MAX_LIMIT).default(DEFAULT_LIMIT);
const afterSchema = z
  .string()
  .regex(/^[0-9A-HJKMNP-TV-Z]{26}$/)
  .optional();
const sinceSchema = wholeNumber(0, Number.MAX_SAFE_INTEGER).optional();

const REMEDIES = {
  limit: `Give a whole number from 1 to ${MAX_LIMIT}.`,
  after: 'Give the `next` of the page before.',
  since: 'Give the `version` of the message as you have it.',
};

function refuseQuery(res: Response, paths: (keyof typeof REMEDIES)[]): void {
  const errors = paths.map((path) => ({ path, message: REMEDIES[path] }));
  const detail = 'Some parameters are not right.';
  sendProblem(res, { status: 422, code: 'invalid_fields', detail, errors });
}

const notFound = (res: Response): void =>
  sendProblem(res, {
    status: 404,
    code: 'message_not_found',
    detail: 'There is no such message here. Messages in memory are gone once the server restarts.',
  });

const etagOf = (version: number): string => `"${version}"`;

/** Express's own check follows the request's `Cache-Control`, which a reload sets; an unchanged message is unchanged. */
function isUnchanged(req: Request, etag: string): boolean {
  const tags = (req.headers['if-none-match'] ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes(etag) || tags.includes('*');
}

const readMessage =
  ({ store }: ReadRouteDeps): RequestHandler<{ id: string }> =>
  async (req, res) => {
    const since = sinceSchema.safeParse(req.query.since);
    if (!since.success) return refuseQuery(res, ['since']);
    const found = ANY_ID.test(req.params.id) ? await store.findVersion(req.params.id) : null;
    if (found === null) return notFound(res);
    res.setHeader('Cache-Control', 'private, no-cache');
    if (isUnchanged(req, etagOf(found.version))) {
      res.setHeader('ETag', etagOf(found.version));
      res.status(304).end();
      return;
    }
    const message = await store.readMessage(found.id, since.data);
    if (message === null) return notFound(res);
    res.setHeader('ETag', etagOf(message.version));
    res.json(presentMessage(message));
  };

const listMessages =
  ({ store }: ReadRouteDeps): RequestHandler =>
  async (req, res) => {
    const limit = limitSchema.safeParse(req.query.limit);
    const after = afterSchema.safeParse(req.query.after);
    if (!limit.success || !after.success) {
      return refuseQuery(res, [
        ...(limit.success ? [] : ['limit' as const]),
        ...(after.success ? [] : ['after' as const]),
      ]);
    }
    // One more than asked tells whether there is a next page.
    const messages = await store.listMessages({ limit: limit.data + 1, after: after.data ?? null });
    const items = messages.slice(0, limit.data);
    const next = messages.length > items.length ? (items.at(-1)?.id ?? null) : null;
    res.setHeader('Cache-Control', 'private, no-cache');
    res.json({ items: items.map(presentSummary), next });
  };

/** `GET /api/messages` and `GET /api/messages/:id`. */
export function readRoutes(deps: ReadRouteDeps): Router {
  const router = Router();
  router.get('/', listMessages(deps));
  router.get('/:id', readMessage(deps));
  return router;
}
