import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import express, { Router } from 'express';

const NONCE_PLACEHOLDER = '__CSP_NONCE__';
/** What the page itself tells apart, and gives a heading: anything else is a 404 here, too. */
const ADDRESSES = ['/', '/messages/:id', '/overview', '/callbacks', '/callbacks/:id'];
const ONE_YEAR_SECONDS = 365 * 24 * 3600;

/** The built page, if there is one. Each answer carries its own nonce for the styles that the components inject. */
export function page(directory: string): Router {
  const router = Router();
  const indexFile = join(directory, 'index.html');
  if (!existsSync(indexFile)) return router;
  const template = readFileSync(indexFile, 'utf8');
  router.use(
    '/assets',
    express.static(join(directory, 'assets'), {
      immutable: true,
      maxAge: ONE_YEAR_SECONDS * 1000,
      fallthrough: true,
    }),
  );
  router.use(express.static(directory, { index: false }));
  router.get(ADDRESSES, (_req, res) => {
    const nonce = randomBytes(16).toString('base64');
    const policy = String(res.getHeader('Content-Security-Policy'));
    res.setHeader(
      'Content-Security-Policy',
      policy.replace("style-src 'self'", `style-src 'self' 'nonce-${nonce}'`),
    );
    res.setHeader('Cache-Control', 'no-store');
    res.type('html').send(template.replaceAll(NONCE_PLACEHOLDER, nonce));
  });
  return router;
}
