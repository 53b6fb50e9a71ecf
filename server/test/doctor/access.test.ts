/** Who is shown the access token of the doctor: this machine's server, and nobody else. */
import { expect, test } from 'vitest';
import type { Question } from '../../scripts/doctor/ask.ts';
import { localUrl, withAccess } from '../../scripts/doctor/running-server.ts';

const TOKEN = 'a-token-of-ann-that-is-long-enough';
const ACCESS = { tokens: [{ name: 'ann', token: TOKEN }], trustLoopback: false };
const HERE = { host: '127.0.0.1', port: 3001 };

async function shownTo(url: string, access = ACCESS, question?: Question): Promise<Question['headers']> {
  let headers: Question['headers'];
  const ask = withAccess(
    async (_url, asked) => {
      ({ headers } = asked ?? {});
      return { kind: 'silence', why: 'refused', code: '' };
    },
    { ...HERE, access },
  );
  await ask(url, question);
  return headers;
}

test.each(['/api/setup', '/api/messages?limit=100', '/send-sms'])('%s of this server', async (path) => {
  const headers = await shownTo(`http://127.0.0.1:3001${path}`, ACCESS, { headers: { origin: 'x' } });
  expect(headers).toEqual({ origin: 'x', authorization: `Bearer ${TOKEN}` });
});

test.each([
  'http://127.0.0.1:3001/healthz',
  'http://127.0.0.1:3001/webhooks/sinch/delivery',
  'http://127.0.0.1:30012/api/setup',
  'http://127.0.0.1:3001.example.com/api/setup',
  'http://127.0.0.1:3001@example.com/api/setup',
  'https://sms.example.com/api/setup',
  'https://us.sms.api.sinch.com/xms/v1/plan/batches',
])('nobody at %s', async (url) => {
  expect(await shownTo(url)).toBeUndefined();
});

test('nobody where there are no tokens', async () => {
  expect(await shownTo('http://127.0.0.1:3001/api/setup', { ...ACCESS, tokens: [] })).toBeUndefined();
});

test.each([
  ['127.0.0.1', 'http://127.0.0.1:3001'],
  ['0.0.0.0', 'http://127.0.0.1:3001'],
  ['::', 'http://[::1]:3001'],
  ['::1', 'http://[::1]:3001'],
  ['192.168.1.10', 'http://192.168.1.10:3001'],
])('a server at %s is asked at %s', (host, url) => {
  expect(localUrl({ host, port: 3001 })).toBe(url);
});
