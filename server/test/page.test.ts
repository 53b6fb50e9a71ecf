/** Who types an address of nothing sees the page say so; a program goes on getting its problem. */
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acceptingGateway, startApp } from './harness.ts';
import type { TestApp } from './harness.ts';
import { createPageFolder } from './page-folder.ts';
import type { PageFolder } from './page-folder.ts';

/** What Chromium, Firefox and Safari ask with for what is typed into the address bar. */
const BROWSERS = [
  'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,application/signed-exchange;v=b3;q=0.7',
  'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
];
const PERSON = { Accept: BROWSERS[0] };
const TOKENS = { ACCESS_TOKENS: 'ann:a-token-of-ann-that-is-long-enough' };
const NOWHERE = [
  '/nowhere',
  '/messages',
  '/messages/x/y',
  '/callbacks/1/2',
  '/apis',
  '/nowhere.html',
  '/%61pi',
];

let directory: PageFolder;
let app: TestApp;
let closed: TestApp;
beforeAll(async () => {
  directory = createPageFolder();
  const gateway = acceptingGateway();
  app = await startApp({ gateway, pageDirectory: directory.path });
  closed = await startApp({ gateway, pageDirectory: directory.path, env: TOKENS });
});
afterAll(async () => {
  await Promise.all([app.close(), closed.close()]);
  directory.remove();
});

describe('an address of nothing', () => {
  it.each(NOWHERE)('is the page for a person, with a 404: %s', async (path) => {
    for (const Accept of BROWSERS) {
      const { text, headers } = await request(app.server).get(path).set({ Accept }).expect(404);
      expect(headers['content-type']).toBe('text/html; charset=utf-8');
      const nonce = /nonce="([^"_]+)"/.exec(text)?.[1];
      expect(headers['content-security-policy']).toContain(`style-src 'self' 'nonce-${nonce}'`);
      expect(headers['cache-control']).toBe('no-store');
      expect(headers.vary).toContain('Accept');
      expect(headers['x-request-id']).toBeDefined();
    }
  });

  it.each([
    ['says nothing of what it takes', {}],
    ['takes anything', { Accept: '*/*' }],
    ['wants JSON', { Accept: 'application/json' }],
    ['would rather have JSON', { Accept: 'application/json, text/html;q=0.5' }],
    ['wants no HTML', { Accept: 'text/html;q=0, */*' }],
  ])('is a problem with an id for a program that %s', async (_what, headers) => {
    const answer = await request(app.server).get('/nowhere').set(headers).expect(404);
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(answer.headers.vary).toContain('Accept');
    expect(answer.body).toMatchObject({ code: 'not_found', requestId: answer.headers['x-request-id'] });
  });

  it('has the same head for HEAD, and no body', async () => {
    const { headers, text } = await request(app.server).head('/nowhere').set(PERSON).expect(404);
    expect(headers['content-type']).toMatch(/^text\/html/);
    expect(headers['cache-control']).toBe('no-store');
    expect(text ?? '').toBe('');
  });

  it.each(['post', 'put', 'delete'] as const)('stays a problem for %s', async (method) => {
    const { body } = await request(app.server)[method]('/nowhere').set(PERSON).expect(404);
    expect(body.code).toBe('not_found');
  });

  it('is the page where one must log in first, too; but nothing behind it', async () => {
    await request(closed.server).get('/nowhere').set(PERSON).expect(404).expect('Content-Type', /html/);
    await request(closed.server).get('/nowhere').expect(401);
    await request(closed.server).get('/api/nowhere').set(PERSON).expect(401);
  });

  it('shows a stranger no page', async () => {
    const { body } = await request(app.server)
      .get('/nowhere')
      .set({ ...PERSON, 'X-Forwarded-For': '203.0.113.9' })
      .expect(403);
    expect(body.code).toBe('not_from_here');
  });
});

it('below no route of the API there is a page, whoever asks', async () => {
  const own = ['', 'messages', 'overview', 'callbacks', 'index.html'];
  const firstParts = new Set(app.routes.map(({ path }) => path.split('/')[1] ?? ''));
  const ofTheApi = [...firstParts].filter((part) => !own.includes(part));
  expect(ofTheApi).toEqual(expect.arrayContaining(['api', 'webhooks', 'send-sms', 'metrics', 'healthz']));
  for (const part of ofTheApi) {
    for (const path of [`/${part}/nowhere`, `/${part.toUpperCase()}/nowhere`, `/${part}/`]) {
      const { headers } = await request(app.server).get(path).set(PERSON);
      expect([path, headers['content-type']]).toEqual([path, expect.not.stringContaining('html')]);
    }
  }
});

it.each(['/assets/overview-page-0ldHash1.js', '/assets/gone.css', '/assets', '/assets/', '/ASSETS/gone.js'])(
  'a file of another build is no page, but missing: %s',
  async (path) => {
    const { headers } = await request(app.server).get(path).redirects(1).set(PERSON).expect(404);
    expect(headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(headers['cache-control']).not.toMatch(/immutable|max-age=[1-9]/);
  },
);

it('the file of the page leads to the page, where it gets its nonce', async () => {
  for (const { server } of [app, closed]) {
    await request(server).get('/index.html').set(PERSON).expect(302).expect('Location', '/');
  }
});
