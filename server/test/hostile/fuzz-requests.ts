/** Requests to the webhook as chance has them. Bodies and framing follow from the seed; a signature is over the present time. */
import { createHash } from 'node:crypto';
import { createRandom } from '../crash/random.ts';
import type { Random } from '../crash/random.ts';
import { recipientReport, signedHeaders } from '../sinch-callback.ts';
import { WEBHOOK } from './wire.ts';

/** What the fuzzer knows of the server: all that an eavesdropper does, and not the secret. */
export interface Known {
  messageId: string;
  sinchId: string;
  recipient: string;
  /** A right one. It counts for nothing here, since only signatures are taken. */
  token: string;
}

export interface Batch {
  bytes: Buffer;
  /** How many whole requests. What comes behind them, if anything, is no HTTP. */
  requests: number;
  whole: boolean;
}

const TYPES = ['application/json', 'text/plain', 'application/x-www-form-urlencoded', '', 'a;b=c;;', '*/*'];
const CODINGS = ['gzip', 'deflate', 'br', 'identity', 'gzip, gzip', 'x', ''];
const ALGORITHMS = ['HmacSHA256', 'HMACSHA256', 'none', 'HmacSHA1', 'HmacSHA256,HmacSHA256', ''];
const ODD = [
  '',
  ' ',
  '\t',
  ',',
  ',,',
  'a,b',
  '=',
  'null',
  '0',
  '-1',
  '1e99',
  'NaN',
  '\u00ff\u00e9',
  '__proto__',
  '%00',
  '[]',
];
const ODD_VALUES: readonly unknown[] = [
  null,
  true,
  -1,
  1e308,
  '',
  '\0',
  '\ud800',
  '__proto__',
  [],
  {},
  [[]],
  'x'.repeat(3000),
];
const FIELDS = [
  'type',
  'batch_id',
  'recipient',
  'status',
  'code',
  'at',
  'client_reference',
  'statuses',
  'to',
  'from',
  'body',
];

const bytesOf = (random: Random, length: number): Buffer =>
  Buffer.from(Array.from({ length }, () => random.below(256)));

function sizeOf(random: Random): number {
  if (random.below(1000) === 0) return random.below(200_000);
  return random.below(random.pick([1, 10, 100, 1000]));
}

function valueOf(random: Random, depth: number): unknown {
  if (depth === 0 || random.below(2) === 0) return random.pick(ODD_VALUES);
  const inner = Array.from({ length: random.below(4) }, () => valueOf(random, depth - 1));
  if (random.below(2) === 0) return inner;
  return Object.fromEntries(inner.map((value) => [random.pick([...FIELDS, '__proto__', '']), value]));
}

/** A report that would change something, were it signed. */
const truthOf = ({ messageId, sinchId, recipient }: Known, random: Random): string =>
  recipientReport({
    batch_id: sinchId,
    client_reference: messageId,
    recipient,
    status: random.pick(['Delivered', 'Failed', 'Dispatched', 'Expired']),
  });

export function bodyOf(known: Known, random: Random): Buffer {
  const truth = truthOf(known, random);
  switch (random.below(8)) {
    case 0:
      return bytesOf(random, sizeOf(random));
    case 1:
      return Buffer.from(JSON.stringify(valueOf(random, 4)) ?? '');
    case 2:
      return Buffer.from(random.pick(['[', '{"a":', '[{"":']).repeat(random.below(2000)));
    case 3:
      return Buffer.from(truth.slice(0, random.below(truth.length)));
    case 4: {
      const bent = Buffer.from(truth);
      bent[random.below(bent.length)] = random.below(256);
      return bent;
    }
    case 5:
      return Buffer.from(JSON.stringify({ ...JSON.parse(truth), [random.pick(FIELDS)]: valueOf(random, 3) }));
    default:
      return Buffer.from(truth);
  }
}

/** Signature headers of which at least one is wrong, or missing. */
function forgedHeaders(body: Buffer, random: Random): [string, string][] {
  const right = Object.entries(signedHeaders(body, { secret: `guess ${random.below(1e6)}` }));
  switch (random.below(6)) {
    case 0:
      return [];
    case 1:
      return right.filter(() => random.below(3) > 0);
    case 2:
      return right.map(([name, value]) => [name, random.below(2) === 0 ? random.pick(ODD) : value]);
    case 3:
      return [...right, random.pick(right)];
    case 4:
      return right.map(([name, value]) => [
        name,
        name.endsWith('algorithm') ? random.pick(ALGORITHMS) : value,
      ]);
    default:
      return right;
  }
}

/** Those that could not make one header into two. */
const field = (name: string, value: string): string => `${name}: ${value}`;

function chunked(body: Buffer, random: Random): Buffer {
  const parts: Buffer[] = [];
  for (let start = 0; start < body.length;) {
    const size = 1 + random.below(body.length);
    const part = body.subarray(start, start + size);
    const extension = random.below(4) === 0 ? ';name=value' : '';
    parts.push(Buffer.from(`${part.length.toString(16)}${extension}\r\n`), part, Buffer.from('\r\n'));
    start += part.length;
  }
  const trailer = random.below(4) === 0 ? 'x-sinch-webhook-signature: late\r\n' : '';
  return Buffer.concat([...parts, Buffer.from(`0\r\n${trailer}\r\n`)]);
}

function queryOf({ token }: Known, random: Random): string {
  const forged = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`;
  return random.pick([
    '',
    '',
    '',
    `?token=${token}`,
    `?token=${forged}`,
    '?token=',
    '?token=%00.%ff',
    '?a=b&token',
    '?%',
  ]);
}

/** A whole request: its length is as it says, whatever else is wrong with it. */
export function requestOf(known: Known, random: Random, body: Buffer, signature: [string, string][]): Buffer {
  const inChunks = random.below(4) === 0;
  const lines = [
    field('Host', random.pick(['x', 'localhost', 'evil.example', '127.0.0.1:1', ''])),
    ...signature.map(([name, value]) => field(random.below(3) === 0 ? name.toUpperCase() : name, value)),
    ...(random.below(4) === 0 ? [field('Content-Encoding', random.pick(CODINGS))] : []),
    ...(random.below(4) === 0 ? [field('X-Forwarded-For', random.pick(ODD))] : []),
    ...(random.below(8) === 0 ? [field('Expect', '100-continue')] : []),
    ...(random.below(4) === 0 ? [field('Content-Type', random.pick(TYPES))] : []),
    ...Array.from({ length: random.below(4) }, (_, nth) => field(`x-${nth}`, random.pick(ODD))),
    inChunks ? field('Transfer-Encoding', 'chunked') : field('Content-Length', String(body.length)),
  ];
  const start = `POST ${WEBHOOK}${queryOf(known, random)} HTTP/1.1`;
  const head = Buffer.from(`${[start, ...random.shuffled(lines)].join('\r\n')}\r\n\r\n`, 'latin1');
  return Buffer.concat([head, inChunks ? chunked(body, random) : body]);
}

/** Some bytes of a request are not what they should be; it ends the connection. */
function noHttp(known: Known, random: Random): Buffer {
  const body = bodyOf(known, random);
  const whole = requestOf(known, random, body, forgedHeaders(body, random));
  switch (random.below(4)) {
    case 0:
      return bytesOf(random, 1 + random.below(300));
    case 1:
      return Buffer.from(
        `POST ${WEBHOOK} HTTP/1.1\r\nHost: x\r\nContent-Length: ${random.pick(['-1', 'x', '1, 2', '9'.repeat(30)])}\r\n\r\n`,
      );
    case 2:
      return Buffer.from(`POST ${WEBHOOK} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n`);
    default:
      return whole.subarray(0, random.below(whole.length));
  }
}

/** Whole requests that nobody signed, on one connection, and now and then an end that is none. */
export function forgedBatch(seed: number, requests: number, known: Known): Batch {
  const random = createRandom(seed);
  const parts = Array.from({ length: requests }, () => {
    const body = bodyOf(known, random);
    return requestOf(known, random, body, forgedHeaders(body, random));
  });
  const whole = random.below(3) > 0;
  if (!whole) parts.push(noHttp(known, random));
  return { bytes: Buffer.concat(parts), requests, whole };
}

/** Of a stranger's message: what is rightly signed may change what is stored. */
export function signedBatch(seed: number, requests: number, known: Known): Batch {
  const random = createRandom(seed);
  const parts = Array.from({ length: requests }, () => {
    const body = bodyOf(known, random);
    const nonce = createHash('sha256')
      .update(`${seed} ${random.below(2 ** 30)}`)
      .digest('hex');
    return requestOf(known, random, body, Object.entries(signedHeaders(body, { nonce })));
  });
  return { bytes: Buffer.concat(parts), requests, whole: true };
}
