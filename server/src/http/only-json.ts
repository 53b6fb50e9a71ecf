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

/**
 * The body of such a request, if it is not too large. Never inflated: a few bytes would become as many as we take, at
 * our expense.
 */
export const readJson = (maxBytes: number): RequestHandler[] => [
  onlyJson,
  json({ limit: maxBytes, inflate: false }),
];
