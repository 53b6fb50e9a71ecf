/** The search through the logs of a whole test run, which must be able to find something. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { findLeaks, MARKED, readLogs } from '../scripts/log-leaks.ts';
import { acceptingGateway, postSend, SECRET, startApp, TEXT } from './harness.ts';
import { LOG_FOLDER } from './keep-log.ts';

const TOKEN = 'a-token-of-ann-that-is-long-enough';

describe('what it finds', () => {
  it.each([
    ['a number', '"msg":"sent to +12025550123"', 'a phone number'],
    ['a number without +', '"recipient":"447700900123"', 'a phone number'],
    ['a number as a JSON number', '"recipient":447700900123', 'a phone number'],
    ['a short number', '"to":"+4670123"', 'a phone number'],
    ['a number in an address', '"url":"/api/replies?number=%2B12025550123"', 'a phone number'],
    ['a number in pieces', '"msg":"(202) 555-0123"', 'a phone number'],
    ['a number inside something longer', '"key":"send_2025550123_1"', 'a phone number'],
    ['a secret', `"err":"wrong key ${SECRET}"`, 'a secret or a message text'],
    ['a secret in an address', `"url":"/?a=${encodeURIComponent(SECRET)}"`, 'a secret or a message text'],
    ['a part of a text', `"body":"…${MARKED.toUpperCase()} and"`, 'a message text'],
    ['a callback token', '"url":"/hook?token=01JD.c2lnbmF0dXJl-_"', 'the token of a callback'],
    ['a session', '"cookie":"sinch_session=ann.1.abc"', 'a session'],
    ['a header', '"authorization":"Bearer abcdefghijklmnop"', 'an Authorization header'],
    ['a database password', '"msg":"postgres://ann:hunter2@db/sms"', 'a password'],
  ])('%s', (_, text, what) => {
    const found = findLeaks(`{"level":30}\n{${text}}\n`, [SECRET]);
    expect(found).toEqual([{ line: 2, what, masked: expect.stringContaining('▒▒▒') }]);
    expect(found[0]!.masked).not.toMatch(/2025550123|447700900123|4670123|a secret that/);
  });

  it.each([
    ['a time', '"time":1795437441123,"skewSeconds":-1795437441'],
    ['an ISO time', '"time":"2026-11-23T12:42:39.123Z"'],
    ['a ULID', '"subject":"01KAR9Z1234567890123456789"'],
    ['a UUID', '"of":"12345678-1234-1234-1234-123456789012"'],
    ['an id of Sinch that is all digits', '"sinchId":"20255501230"'],
    ['a masked number', '"first":"+12…23"'],
    ['a port and a count', '"port":54321,"recipients":1000'],
    ['a secret too short to tell', '"msg":"short"'],
  ])('not %s', (_, text) => {
    expect(findLeaks(`{${text}}`, ['short'])).toEqual([]);
  });
});

describe('a server of the tests', () => {
  const folder = mkdtempSync(join(tmpdir(), 'logs-'));
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });

  it('keeps its whole log, and names the secrets that it has', async () => {
    vi.stubEnv(LOG_FOLDER, folder);
    const app = await startApp({ gateway: acceptingGateway(), env: { ACCESS_TOKENS: `ann:${TOKEN}` } });
    await postSend(app, { to: '+12025550101' }, { Authorization: `Bearer ${TOKEN}` });
    await app.close();
    const { logs, secrets } = readLogs(folder);
    expect([...logs.values()].join('')).toBe(app.logLines.join(''));
    expect(app.logLines.join('')).toContain('"msg":"send"');
    expect(secrets).toEqual(expect.arrayContaining([SECRET, TOKEN]));
    const careless = JSON.stringify({ to: '+12025550101', message: TEXT, token: TOKEN });
    expect(findLeaks(careless, secrets).map(({ what }) => what)).toEqual([
      'a secret or a message text',
      'a phone number',
      'a message text',
    ]);
  });
});
