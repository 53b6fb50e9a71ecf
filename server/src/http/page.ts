import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import express, { Router } from 'express';
import type { Request, Response } from 'express';
import { DAY } from '../durations.ts';

const NONCE_PLACEHOLDER = '__CSP_NONCE__';
/** What the page itself tells apart, and gives a heading: of anything else it says that there is nothing, with a 404. */
const ADDRESSES = ['/', '/messages/:id', '/overview', '/callbacks', '/callbacks/:id'];
/** At and below these, no address is one of the page, whoever asks. */
const NEVER_THE_PAGE = /^\/(api|assets|healthz|metrics|readyz|send-sms|webhooks)(\/|$)/i;

const mayBeThePage = ({ method, path }: Request): boolean =>
  (method === 'GET' || method === 'HEAD') && !NEVER_THE_PAGE.test(path);

/** Browsers ask so for what is typed into the address bar; programs that take anything get JSON. */
const isForAPerson = (req: Request): boolean => req.accepts(['json', 'html']) === 'html';

/** Each answer carries its own nonce for the styles that the components inject. */
function sendPage(res: Response, template: string): void {
  const nonce = randomBytes(16).toString('base64');
  const policy = String(res.getHeader('Content-Security-Policy'));
  res.setHeader(
    'Content-Security-Policy',
    policy.replace("style-src 'self'", `style-src 'self' 'nonce-${nonce}'`),
  );
  res.setHeader('Cache-Control', 'no-store');
  res.type('html').send(template.replaceAll(NONCE_PLACEHOLDER, nonce));
}

/** The built page, if there is one. */
export function page(directory: string): Router {
  const router = Router();
  const indexFile = join(directory, 'index.html');
  if (!existsSync(indexFile)) return router;
  const template = readFileSync(indexFile, 'utf8');
  router.use(
    '/assets',
    express.static(join(directory, 'assets'), { immutable: true, maxAge: 365 * DAY, redirect: false }),
  );
  router.get('/index.html', (_req, res) => res.redirect('/'));
  // A folder is nothing to look at, and leading there would repeat what a stranger wrote into the address.
  router.use(express.static(directory, { index: false, redirect: false }));
  router.get(ADDRESSES, (_req, res) => sendPage(res, template));
  router.use((req, res, next) => {
    if (!mayBeThePage(req)) return next();
    res.vary('Accept');
    if (!isForAPerson(req)) return next();
    sendPage(res.status(404), template);
  });
  return router;
}
