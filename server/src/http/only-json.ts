import { isUtf8 } from 'node:buffer';
import { json } from 'express';
import type { RequestHandler } from 'express';
import { sendProblem } from './problem.ts';

const JSON_TYPE = /^application\/json\s*(;|$)/i;

/**
 * Lets in what says that it is JSON, with a body or without. A page of another origin cannot say so before this server
 * has allowed it, so no form and no link out there does anything here.
 */
export const onlyJson: RequestHandler = (req, res, next) => {
  if (JSON_TYPE.test(req.headers['content-type'] ?? '')) return next();
  sendProblem(res, {
    status: 415,
    code: 'unsupported_media_type',
    detail: 'Send the request as application/json.',
  });
};

/** Reading them would put a mark in place of every letter that cannot be read, and the text would be sent like that. */
function refuseOtherBytes(_req: unknown, _res: unknown, body: Buffer, charset: string): void {
  if (charset !== 'utf-8' || isUtf8(body)) return;
  throw Object.assign(new Error('the body is not UTF-8'), { status: 400, type: 'entity.parse.failed' });
}

/**
 * The body of such a request, if it is not too large. Never inflated: a few bytes would become as many as we take, at
 * our expense.
 */
export const readJson = (maxBytes: number): RequestHandler[] => [
  onlyJson,
  json({ limit: maxBytes, inflate: false, verify: refuseOtherBytes }),
];
