import { describe, expect, test } from 'vitest';
import { isFromThisMachine } from './access.ts';

type Asker = Parameters<typeof isFromThisMachine>[0];

/** A request as this machine's own browser makes it, but for what is given. */
function asker({
  address = '127.0.0.1',
  ...headers
}: { address?: string | undefined } & Record<string, string | undefined> = {}): Asker {
  // Of the socket only the address counts.
  const socket = { remoteAddress: address } as Asker['socket'];
  return { socket, httpVersion: '1.1', headers: { host: 'localhost:3001', ...headers } };
}

test('a browser of this machine is let in', () => {
  expect(isFromThisMachine(asker({ 'user-agent': 'Mozilla/5.0', origin: 'http://localhost:5173' }))).toBe(
    true,
  );
});

describe('a connection', () => {
  test.each(['127.0.0.1', '127.0.0.2', '127.255.255.254', '::1', '::ffff:127.0.0.1'])(
    'from %s is let in',
    (address) => {
      expect(isFromThisMachine(asker({ address }))).toBe(true);
    },
  );

  test.each([
    '192.168.1.10',
    '10.0.0.1',
    '8.8.8.8',
    '0.0.0.0',
    '::',
    'fe80::1',
    '::ffff:8.8.8.8',
    '1127.0.0.1',
    '2001:db8::127.0.0.1',
    '',
  ])('from "%s" is not', (address) => {
    expect(isFromThisMachine(asker({ address }))).toBe(false);
  });

  test('that is gone already is not', () => {
    expect(isFromThisMachine({ ...asker(), socket: {} as Asker['socket'] })).toBe(false);
  });
});

describe('a Host', () => {
  test.each([
    'localhost',
    'localhost:3001',
    'LocalHost:80',
    '127.0.0.1',
    '127.0.0.1:3001',
    '[::1]',
    '[::1]:3001',
  ])('of %s is let in', (host) => {
    expect(isFromThisMachine(asker({ host }))).toBe(true);
  });

  test.each([
    'example.com',
    'sms.ngrok.app',
    'localhost.example.com',
    '127.0.0.1.nip.io:3001',
    'example.com:127.0.0.1',
    'user@localhost',
    'localhost, example.com',
    'localhost:',
    'localhost:x',
    'localhost:1:2',
    ' localhost',
    '192.168.1.10:3001',
    '0.0.0.0:3001',
    '',
    undefined,
  ])('of %j is not: a name may be bound to this machine by anyone', (host) => {
    expect(isFromThisMachine(asker({ host }))).toBe(false);
  });
});

test('what speaks HTTP/1.0 is a proxy that tells nothing else of itself, and kept out', () => {
  expect(isFromThisMachine({ ...asker(), httpVersion: '1.0' })).toBe(false);
});

describe('what a tunnel or proxy adds keeps out', () => {
  test.each([
    'forwarded',
    'via',
    'x-forwarded-for',
    'x-forwarded-host',
    'x-forwarded-proto',
    'x-real-ip',
    'x-client-ip',
    'true-client-ip',
    'cf-connecting-ip',
    'x-forwarded',
    'x-forwarded-server',
    'x-forwarded-port',
    'x-original-forwarded-for',
    'x-envoy-external-address',
    'x-cluster-client-ip',
    'fastly-client-ip',
    'fly-client-ip',
    'cdn-loop',
  ])('%s, even empty or naming this machine', (header) => {
    for (const value of ['8.8.8.8', '127.0.0.1', '']) {
      expect(isFromThisMachine(asker({ [header]: value }))).toBe(false);
    }
  });
});
