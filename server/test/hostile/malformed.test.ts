/** Requests that a client and a proxy before us could understand in two ways. */
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acceptingGateway, postSend, startApp } from '../harness.ts';
import type { TestApp } from '../harness.ts';
import { signedHeaders } from '../sinch-callback.ts';
import { WEBHOOK, callbackStatus, request, say, statusesOf } from './wire.ts';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ gateway: acceptingGateway() });
  await postSend(app, { to: '+12025550101', message: 'for my eyes only' });
});
afterAll(() => app.close());

const ask = async (bytes: string): Promise<{ said: string; statuses: number[] }> => {
  const said = await say(app.port, bytes);
  return { said, statuses: statusesOf(said) };
};

/** The second request is one that only this machine may make: it must not be understood as one. */
const SMUGGLED = 'GET /api/messages HTTP/1.1\r\nHost: localhost\r\n\r\n';
const post = (...headers: string[]): string =>
  [`POST ${WEBHOOK} HTTP/1.1`, 'Host: x', ...headers].join('\r\n');

describe('a request of unclear length is refused, and nothing behind it is read as a second one:', () => {
  it.each([
    ['two lengths', post('Content-Length: 4', 'Content-Length: 5')],
    ['the same length twice', post('Content-Length: 4', 'Content-Length: 4')],
    ['a list of lengths', post('Content-Length: 4, 5')],
    ['a negative length', post('Content-Length: -1')],
    ['a length with a sign', post('Content-Length: +4')],
    ['a length in hexadecimal', post('Content-Length: 0x4')],
    ['a length with a blank in it', post('Content-Length: 4 4')],
    ['an endless length', post('Content-Length: 99999999999999999999999')],
    ['a blank before the colon', post('Content-Length : 4')],
    ['length and chunks', post('Content-Length: 4', 'Transfer-Encoding: chunked')],
    ['chunks and length', post('Transfer-Encoding: chunked', 'Content-Length: 4')],
    ['chunks that are not the last coding', post('Transfer-Encoding: chunked, identity')],
    ['another coding', post('Transfer-Encoding: xchunked')],
    ['codings on two lines', post('Transfer-Encoding: chunked', 'Transfer-Encoding: identity')],
    ['a coding behind a bare CR', post('X: y\rTransfer-Encoding: chunked')],
    ['a coding on a folded line', post('Transfer-Encoding:', ' chunked')],
    ['a NUL in a header', post('X: a\0b', 'Content-Length: 4')],
  ])('%s', async (_, head) => {
    const { said, statuses } = await ask(`${head}\r\n\r\n0\r\n\r\n${SMUGGLED}`);
    expect(statuses.filter((status) => status !== 400)).toEqual([]);
    expect(statuses.length).toBeLessThanOrEqual(1);
    expect(said).not.toContain('items');
  });

  it.each([
    ['no number', 'zz\r\n{}\r\n0\r\n\r\n'],
    ['negative', '-2\r\n{}\r\n0\r\n\r\n'],
    ['huge', 'ffffffffffffffffff\r\n{}\r\n0\r\n\r\n'],
    ['longer than said', '2\r\n{}{}{}\r\n0\r\n\r\n'],
    ['with a bare CR', '2\r{}\r\n0\r\n\r\n'],
  ])('a chunk whose size is %s', async (_, chunks) => {
    const { said, statuses } = await ask(`${post('Transfer-Encoding: chunked')}\r\n\r\n${chunks}${SMUGGLED}`);
    expect(statuses.filter((status) => status !== 400)).toEqual([]);
    expect(said).not.toContain('items');
  });

  it('a body that is itself a request stays a body', async () => {
    const head = `${post(`Content-Length: ${SMUGGLED.length}`)}\r\n\r\n`;
    const { said, statuses } = await ask(head + SMUGGLED + request('GET /healthz HTTP/1.1'));
    expect(statuses).toEqual([401, 200]);
    expect(said).not.toContain('items');
  });
});

describe('headers', () => {
  it.each([
    ['one of 17 KiB', [`X: ${'x'.repeat(17 * 1024)}`]],
    ['a name of 17 KiB', [`${'x'.repeat(17 * 1024)}: x`]],
    ['ten thousand', Array.from({ length: 10_000 }, (_, nth) => `x${nth}: x`)],
  ])('too large, %s: 431, and the connection is closed', async (_, headers) => {
    expect((await ask(request(`POST ${WEBHOOK} HTTP/1.1`, headers))).statuses).toEqual([431]);
    expect(await callbackStatus(app)).toBe(200);
  });

  it('an address of 17 KiB: 431', async () => {
    expect((await ask(request(`GET /${'x'.repeat(17 * 1024)} HTTP/1.1`))).statuses).toEqual([431]);
  });

  it('a forwarding header is seen behind three thousand others', async () => {
    const many = Array.from({ length: 3000 }, () => 'a:');
    const here = await ask(request('GET /api/messages HTTP/1.1', many));
    expect(here.statuses).toEqual([200]);
    const tunneled = await ask(request('GET /api/messages HTTP/1.1', [...many, 'X-Forwarded-For: 8.8.8.8']));
    expect(tunneled.statuses).toEqual([403]);
  });

  it('a signature header hidden behind three thousand others still wants to be right', async () => {
    const many = Array.from({ length: 3000 }, () => 'a:');
    const signed = Object.entries(signedHeaders('{}')).map(([name, value]) => `${name}: ${value}`);
    const start = `POST ${WEBHOOK} HTTP/1.1`;
    const forged = [...many, ...signed, 'x-sinch-webhook-signature: again', 'Content-Length: 2'];
    expect((await ask(request(start, [...many, ...signed, 'Content-Length: 2'], '{}'))).statuses).toEqual([
      200,
    ]);
    expect((await ask(request(start, forged, '{}'))).statuses).toEqual([401]);
  });
});

describe('a Host', () => {
  it.each([
    ['of another name', ['Host: evil.example']],
    ['twice, this machine first', ['Host: localhost', 'Host: evil.example']],
    ['twice, this machine last', ['Host: evil.example', 'Host: localhost']],
    ['of a name that begins like this machine', ['Host: localhost.evil.example']],
    ['with somebody before it', ['Host: evil@localhost']],
    ['that is a list', ['Host: localhost, evil.example']],
    ['with a path', ['Host: localhost/x']],
    ['that is empty', ['Host:']],
  ])('%s opens nothing', async (_, hosts) => {
    const { said, statuses } = await ask(
      ['GET /api/messages HTTP/1.1', ...hosts, 'Connection: close', '', ''].join('\r\n'),
    );
    expect([[400], [403]]).toContainEqual(statuses);
    expect(said).not.toContain('items');
    expect(said).not.toContain('evil');
  });

  it('that is missing opens nothing, not in HTTP/1.0 either', async () => {
    expect((await ask('GET /api/messages HTTP/1.1\r\nConnection: close\r\n\r\n')).statuses).toEqual([400]);
    expect((await ask('GET /api/messages HTTP/1.0\r\n\r\n')).statuses).toEqual([403]);
  });

  it('of anyone gets a callback through, since its signature counts', async () => {
    const signed = Object.entries(signedHeaders('{}')).map(([name, value]) => `${name}: ${value}`);
    const lines = [`POST ${WEBHOOK} HTTP/1.1`, 'Host: evil.example', 'Connection: close', ...signed];
    const { statuses } = await ask([...lines, 'Content-Length: 2', '', '{}'].join('\r\n'));
    expect(statuses).toEqual([200]);
  });
});

describe('forged forwarding headers', () => {
  it.each([
    'X-Forwarded-For: 127.0.0.1',
    'X-Forwarded-Host: localhost',
    'X-Forwarded-Proto: https',
    'x-fORWARDED-fOR: ::1',
    'Forwarded: for=127.0.0.1;host=localhost',
    'X-Real-IP: 127.0.0.1',
    'Via: 1.1 localhost',
    'X-Original-URL: /healthz',
  ])('open nothing: %s', async (header) => {
    expect((await ask(request('GET /api/messages HTTP/1.1', [header]))).statuses).toEqual([403]);
  });

  it('change no address: X-Original-URL and X-Rewrite-URL lead nowhere else', async () => {
    const { said, statuses } = await ask(request('GET /healthz HTTP/1.1', ['X-Rewrite-URL: /api/messages']));
    expect(statuses).toEqual([200]);
    expect(said).not.toContain('items');
  });

  it('change no method: X-HTTP-Method-Override is a header like any other', async () => {
    const headers = ['X-HTTP-Method-Override: POST', 'X-Method-Override: POST'];
    expect((await ask(request(`GET ${WEBHOOK} HTTP/1.1`, headers))).statuses).toEqual([405]);
  });
});

describe('methods and versions', () => {
  it.each([
    ['TRACE', WEBHOOK, 405],
    ['TRACE', '/api/messages', 404],
    ['PROPFIND', '/api/messages', 404],
    ['PUT', '/index.html', 404],
    ['DELETE', '/api/messages', 404],
  ])('%s %s is answered %i, and echoes nothing', async (method, path, status) => {
    const { said, statuses } = await ask(request(`${method} ${path} HTTP/1.1`, ['X-Echo: heard']));
    expect(statuses).toEqual([status]);
    expect(said).not.toContain('heard');
  });

  it.each(['localhost:22', 'evil.example:443', '169.254.169.254:80'])('CONNECT %s: no proxy', async (to) => {
    expect((await ask(`CONNECT ${to} HTTP/1.1\r\nHost: ${to}\r\n\r\n`)).statuses).toEqual([]);
    expect(await callbackStatus(app)).toBe(200);
  });

  it('an address with a host of its own is fetched nowhere, and opens no more than the plain one', async () => {
    const foreign = await ask(request('GET http://evil.example/api/nothing HTTP/1.1'));
    expect(foreign.statuses).toEqual([404]);
    const stranger = request('GET http://localhost/api/messages HTTP/1.1').replace(
      'Host: localhost',
      'Host: x',
    );
    expect((await ask(stranger)).statuses).toEqual([403]);
  });

  it.each(['FOO', 'get', '', 'POST\t', '\x16\x03\x01\x02\x00\x01'])('no method: %j', async (method) => {
    expect((await ask(request(`${method} /healthz HTTP/1.1`))).statuses).toEqual([400]);
  });

  it.each(['HTTP/9.9', 'HTTP/1.1.1', 'http/1.1', 'ICE/1.0'])('no version: %s', async (version) => {
    const { statuses } = await ask(request(`GET /api/messages ${version}`));
    expect(statuses.filter((status) => status !== 400)).toEqual([]);
  });

  it('an upgrade to another protocol does not take place', async () => {
    const headers = ['Upgrade: websocket', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=='];
    const { statuses } = await ask(
      request('GET /healthz HTTP/1.1', headers).replace('close', 'Upgrade, close'),
    );
    expect(statuses).toEqual([200]);
  });

  it('HTTP/1.0 gets a callback through, as HTTP/1.1 does', async () => {
    const nonce = 'nonce-of-1.0';
    const time = String(Math.floor(Date.now() / 1000));
    const signature = createHmac('sha256', app.config.webhook.secrets[0]!).update(`{}.${nonce}.${time}`);
    const lines = [
      `POST ${WEBHOOK} HTTP/1.0`,
      `x-sinch-webhook-signature: ${signature.digest('base64')}`,
      `x-sinch-webhook-signature-nonce: ${nonce}`,
      `x-sinch-webhook-signature-timestamp: ${time}`,
      'x-sinch-webhook-signature-algorithm: HmacSHA256',
      'Content-Length: 2',
    ];
    expect((await ask([...lines, '', '{}'].join('\r\n'))).statuses).toEqual([200]);
  });
});

describe('what cannot be understood is answered with nothing of the inside:', () => {
  const JSON_TYPE = 'Content-Type: application/json';
  it.each([
    ['an address', 'GET /api/messages/%zz HTTP/1.1', [], ''],
    ['a query', 'GET /api/messages?limit=%zz&after=x HTTP/1.1', [], ''],
    ['a body that is no JSON', 'POST /send-sms HTTP/1.1', [JSON_TYPE], '{"to": wrong}'],
    ['a body cut short by its length', 'POST /send-sms HTTP/1.1', [JSON_TYPE], '{"to"'],
    ['another charset', 'POST /send-sms HTTP/1.1', [`${JSON_TYPE}; charset=wrong`], '{}'],
    ['a compression', 'POST /send-sms HTTP/1.1', [JSON_TYPE, 'Content-Encoding: wrong'], '{}'],
    ['a type', 'POST /send-sms HTTP/1.1', ['Content-Type: wrong'], '{}'],
    ['a body that is too large', 'POST /api/forget HTTP/1.1', [JSON_TYPE], `"${'x'.repeat(5000)}"`],
  ])('%s', async (_, start, headers, body) => {
    const { said, statuses } = await ask(
      request(start, [...headers, `Content-Length: ${body.length}`], body),
    );
    expect(statuses).toHaveLength(1);
    expect(statuses[0]).toBeLessThan(500);
    expect(said).toMatch(/^X-Request-Id: [0-9a-f-]{36}\r$/m);
    expect(said).toMatch(/^Content-Type: application\/problem\+json/m);
    const { requestId, ...problem } = JSON.parse(said.slice(said.indexOf('{'))) as Record<string, unknown>;
    expect(said).toContain(`X-Request-Id: ${String(requestId)}`);
    expect(JSON.stringify(problem)).not.toMatch(/wrong|Error|Unexpected|node_modules|:\d+:\d+/);
  });
});

it('no answer to any of this was a fault of the server', () => {
  expect(app.logLines.filter((line) => line.includes('request failed'))).toEqual([]);
});
