import type { RequestHandler } from 'express';
import { sendProblem } from './problem.ts';

const READING: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

const hostOf = (origin: string): string | null => (URL.canParse(origin) ? new URL(origin).host : null);

/**
 * What changes anything is taken from pages of this server and of the `origins` alone. Programs send no `Origin`; a page
 * out there cannot leave it away.
 */
export function onlyOwnPages(origins: readonly string[]): RequestHandler {
  const known = new Set(origins);
  return (req, res, next) => {
    const { origin } = req.headers;
    if (READING.has(req.method) || origin === undefined || known.has(origin)) return next();
    if (hostOf(origin) === req.host?.toLowerCase()) return next();
    sendProblem(res, {
      status: 403,
      code: 'foreign_origin',
      detail:
        'This request comes from a page of another origin. If that page is yours, add its origin to CLIENT_ORIGIN; behind a proxy that changes the Host, set PUBLIC_URL to the address of the page.',
    });
  };
}
