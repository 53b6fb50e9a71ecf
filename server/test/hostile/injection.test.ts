/** What a stranger writes into ids, tokens and headers stays what it is: no line of a log, no header of an answer. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acceptingGateway, startApp } from '../harness.ts';
import type { TestApp } from '../harness.ts';
import { postCallback, recipientReport, signedHeaders } from '../sinch-callback.ts';
import { WEBHOOK, request, say, statusesOf } from './wire.ts';

const TOKEN = 'a'.repeat(24);
const FAKE = '{"level":30,"msg":"FAKED"}';
const BREAKS = ['\r\n', '\n', '\r', '\u2028', '\u001b[2J', '\0', '\u0085'];

let app: TestApp;
beforeAll(async () => {
  app = await startApp({
    gateway: acceptingGateway(),
    env: { ACCESS_TOKENS: `ann:${TOKEN}`, TRUST_PROXY: '1' },
  });
});
afterAll(() => app.close());

/** Every line is one object of the server's own, and no control character is left as it is. */
function expectCleanLog(): void {
  for (const line of app.logLines) {
    // oxlint-disable-next-line no-control-regex
    expect(line).toMatch(/^[^\u0000-\u001f]*\n$/);
    expect((JSON.parse(line) as { msg: string }).msg).not.toBe('FAKED');
  }
}

describe('a line break of a stranger makes no line of the log:', () => {
  it.each(BREAKS.map((text) => encodeURIComponent(text + FAKE)))('%s', async (text) => {
    const authorization = `Authorization: Bearer ${TOKEN}`;
    const asked = [
      request(`GET /api/messages/${text} HTTP/1.1`, [authorization]),
      request(`GET /api/messages?after=${text} HTTP/1.1`, [authorization]),
      request(`GET /${text} HTTP/1.1`),
      request(`POST ${WEBHOOK}?token=${text} HTTP/1.1`, ['Content-Length: 0']),
      request(`POST ${WEBHOOK}?token=x.${text} HTTP/1.1`, ['Content-Length: 0']),
      request('GET /api/messages HTTP/1.1', [`Authorization: Bearer ${text}`]),
      request('GET /api/messages HTTP/1.1', [`Cookie: sinch_session=${text}`]),
      request('GET /api/messages HTTP/1.1', ['Authorization: Bearer wrong', `X-Forwarded-For: ${text}`]),
    ];
    for (const bytes of asked) {
      const said = await say(app.port, bytes);
      expect(statusesOf(said)).toHaveLength(1);
      expect(statusesOf(said)[0]).toBeLessThan(500);
      expect(said).not.toMatch(/^\{"level"/m);
    }
    expectCleanLog();
  });

  it('raw ones in a header are no HTTP', async () => {
    for (const text of ['\r', '\n', '\0']) {
      const said = await say(
        app.port,
        request(`POST ${WEBHOOK} HTTP/1.1`, [`x-sinch-webhook-signature: a${text}${FAKE}`]),
      );
      expect(statusesOf(said)).toEqual([400]);
    }
    expectCleanLog();
  });

  it('other control characters and bytes in headers are no more than that', async () => {
    for (const text of ['\u001b[2J', '\u00ff\u00fe', '\t', '\u007f']) {
      const headers = ['x-sinch-webhook-signature', 'x-sinch-webhook-signature-nonce', 'x-forwarded-for'].map(
        (name) => `${name}: a${text}${FAKE}`,
      );
      const said = await say(
        app.port,
        request(`POST ${WEBHOOK} HTTP/1.1`, [...headers, 'Content-Length: 0']),
      );
      expect([[400], [401]]).toContainEqual(statusesOf(said));
    }
    expectCleanLog();
  });

  it('not even one that Sinch itself signed', async () => {
    for (const text of BREAKS) {
      const evil = text + FAKE;
      const bodies = [
        recipientReport({ batch_id: evil, recipient: evil, status: evil, type: evil }),
        recipientReport({ batch_id: 'B', client_reference: evil, status: evil, at: evil }),
        JSON.stringify({ type: 'mo_text', from: evil, to: evil, id: evil, body: evil }),
      ];
      for (const body of bodies) expect((await postCallback(app, body)).status).toBe(200);
    }
    expectCleanLog();
  });
});

describe('no header of an answer is a stranger’s:', () => {
  it.each([
    '/%0d%0aX-Injected:%20yes',
    '/assets/%0d%0aX-Injected:%20yes/..',
    '/api/messages/%0d%0aX-Injected:%20yes',
    '/api/messages?after=%0d%0aX-Injected:%20yes',
    '//%0d%0aX-Injected:%20yes',
  ])('%s', async (path) => {
    const said = await say(app.port, request(`GET ${path} HTTP/1.1`, [`Authorization: Bearer ${TOKEN}`]));
    expect(said).not.toMatch(/^X-Injected/im);
  });

  it('the id of a request is the server’s own', async () => {
    const said = await say(app.port, request('GET /api/session HTTP/1.1', ['X-Request-Id: mine']));
    expect(said).toMatch(/^X-Request-Id: [0-9a-f-]{36}\r$/m);
  });

  it('the host of a stranger stands in no answer', async () => {
    const paths = ['/', '/api/session', '/api/setup', '/api/messages', WEBHOOK, '/nothing', '//x/..'];
    for (const path of paths) {
      const bytes = request(`GET ${path} HTTP/1.1`, ['X-Forwarded-Host: evil.example']);
      expect(await say(app.port, bytes.replace('localhost', 'evil.example'))).not.toContain('evil');
    }
  });
});

describe('a forged forwarding header', () => {
  it('lets nobody in, though a proxy is believed', async () => {
    for (const header of [
      'X-Forwarded-For: 127.0.0.1',
      'X-Forwarded-Host: localhost',
      'Forwarded: for=::1',
    ]) {
      expect(statusesOf(await say(app.port, request('GET /api/messages HTTP/1.1', [header])))).toEqual([401]);
    }
  });

  it('that is no address ends nothing', async () => {
    for (const value of [
      '',
      ',',
      ',,,,',
      'x'.repeat(8000),
      '999.999.999.999',
      '[::',
      '1.1.1.1,'.repeat(900),
    ]) {
      const bytes = request('GET /api/session HTTP/1.1', [`X-Forwarded-For: ${value}`]);
      expect(statusesOf(await say(app.port, bytes))).toEqual([200]);
    }
  });
});

describe('browsers are told to keep to TLS', () => {
  const HSTS = /^Strict-Transport-Security: max-age=15552000\r$/im;
  const over = (proto: string): string =>
    request('GET /api/session HTTP/1.1', ['X-Forwarded-For: 8.8.8.8', `X-Forwarded-Proto: ${proto}`]);

  it('where the proxy that is believed says that they came over it, and nowhere else', async () => {
    expect(await say(app.port, over('https'))).toMatch(HSTS);
    expect(await say(app.port, over('http'))).not.toMatch(HSTS);
    expect(await say(app.port, request('GET /api/session HTTP/1.1'))).not.toMatch(HSTS);
  });

  it('never because a stranger says so', async () => {
    const other = await startApp({ env: { ACCESS_TOKENS: `ann:${TOKEN}` } });
    expect(await say(other.port, over('https'))).not.toMatch(HSTS);
    await other.close();
  });
});

it('a callback gets through all the same', async () => {
  const body = recipientReport({ batch_id: 'B' });
  expect((await postCallback(app, body, signedHeaders(body))).status).toBe(200);
  expect(app.logLines.filter((line) => line.includes('request failed'))).toEqual([]);
});
