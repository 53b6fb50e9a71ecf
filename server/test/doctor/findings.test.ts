/** What the doctor concludes from what it saw, where no setup of this machine can show it. */
import { describe, expect, test } from 'vitest';
import type { Answer, Reply } from '../../scripts/doctor/ask.ts';
import { toSilence } from '../../scripts/doctor/ask.ts';
import { signedCanary } from '../../scripts/doctor/canary.ts';
import { judgeClock } from '../../scripts/doctor/clock.ts';
import { judgePeek } from '../../scripts/doctor/database.ts';
import { hostsOf } from '../../scripts/doctor/hosts.ts';
import { judgeSender } from '../../scripts/doctor/sender.ts';
import type { Way } from '../../scripts/doctor/way.ts';
import { judgeWay } from '../../scripts/doctor/webhook.ts';
import { testConfig } from '../harness.ts';

const NOW = Date.UTC(2026, 10, 23, 9);

const answer = (more: Partial<Answer> = {}): Answer => ({
  kind: 'answer',
  status: 200,
  headers: new Headers(),
  body: '',
  // A `Date` header is cut to the second: it means the middle of it.
  at: NOW + 500,
  ...more,
});

describe('the clock', () => {
  const MAX_AGE = 172_800;
  const judge = (...aheadBy: number[]) =>
    judgeClock(
      aheadBy.map((seconds, index) => {
        const headers = new Headers({ date: new Date(NOW - seconds * 1000).toUTCString() });
        return { whose: `clock ${index}`, answer: answer({ headers }) };
      }),
      MAX_AGE,
    )[0];

  test.each([
    [0, 'pass', 'good', 'agrees'],
    [4, 'pass', 'good', 'agrees'],
    [-4, 'pass', 'good', 'agrees'],
    [-60, 'warn', 'behind', '1 minute behind clock 0'],
    [-14 * 60, 'warn', 'behind', '14 minutes behind'],
    [-16 * 60, 'fail', 'behind', '16 minutes behind'],
    [3600, 'warn', 'ahead', '1 hour ahead of'],
    [3 * 86_400, 'fail', 'ahead', 'Callbacks are refused'],
  ])('%d seconds ahead: %s', (seconds, status, cause, says) => {
    const found = judge(seconds);
    expect(found).toMatchObject({ status, cause });
    expect(found?.says).toContain(says);
  });

  test('is compared with the first that shows one', () => {
    const without = { whose: 'nobody', answer: answer() };
    const headers = new Headers({ date: new Date(NOW).toUTCString() });
    const found = judgeClock([without, { whose: 'PUBLIC_URL', answer: answer({ headers }) }], MAX_AGE);
    expect(found).toMatchObject([{ cause: 'good', says: 'This clock agrees with PUBLIC_URL.' }]);
  });

  test('cannot be compared with none', () => {
    expect(judgeClock([], MAX_AGE)).toMatchObject([{ status: 'skipped', cause: 'no_other_clock' }]);
  });
});

describe('the sender', () => {
  test.each([
    ['+12025550123', 'pass', 'good'],
    ['Acme', 'warn', 'alphanumeric'],
    ['12345', 'warn', 'short_code'],
    [null, 'warn', 'none'],
  ])('%s', (defaultFrom, status, cause) => {
    expect(judgeSender({ defaultFrom, transport: { kind: 'sms' } })).toMatchObject([{ status, cause }]);
  });

  test('is masked', () => {
    const [found] = judgeSender({ defaultFrom: '+12025550123', transport: { kind: 'sms' } });
    expect(found?.says).toContain('+12…23');
  });

  test('may be missing where the account has one: of the plan, or of the channel', () => {
    const says = (transport: Parameters<typeof judgeSender>[0]['transport']) =>
      judgeSender({ defaultFrom: null, transport })[0]?.says;
    expect(says({ kind: 'sms' })).toContain('default originator');
    expect(says({ kind: 'conversation', appId: 'app' })).toContain('channel');
  });
});

describe('the schema', () => {
  test.each([
    [0, 'pass', 'good'],
    [2, 'warn', 'older'],
    [3, 'pass', 'good'],
    [4, 'fail', 'newer'],
  ])('version %d of 3', (version, status, cause) => {
    expect(judgePeek({ version, known: 3, readOnly: null })).toMatchObject({ status, cause });
  });

  test('is of no use where nothing can be written', () => {
    const found = judgePeek({ version: 3, known: 3, readOnly: 'it is a standby' });
    expect(found).toMatchObject({ status: 'fail', cause: 'unwritable' });
  });
});

describe('an error of the network', () => {
  const withCode = (code: string): Error => Object.assign(new Error(code), { code });
  const fetchFailed = (cause: unknown): Error => new TypeError('fetch failed', { cause });

  test.each([
    ['ENOTFOUND', 'dns'],
    ['EAI_AGAIN', 'dns'],
    ['ECONNREFUSED', 'refused'],
    ['ETIMEDOUT', 'timeout'],
    ['UND_ERR_CONNECT_TIMEOUT', 'timeout'],
    ['ENETUNREACH', 'unreachable'],
    ['EHOSTUNREACH', 'unreachable'],
    ['CERT_HAS_EXPIRED', 'tls'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'tls'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls'],
    ['EPROTO', 'tls'],
    ['ECONNRESET', 'broken'],
    ['UND_ERR_SOCKET', 'broken'],
  ])('%s is %s', (code, why) => {
    expect(toSilence(fetchFailed(withCode(code)))).toEqual({ kind: 'silence', why, code });
  });

  test('of a host with several addresses is that of the first', () => {
    const error = fetchFailed(new AggregateError([withCode('ECONNREFUSED'), withCode('ENETUNREACH')]));
    expect(toSilence(error)).toMatchObject({ why: 'refused' });
  });

  test('without any code is a broken connection', () => {
    expect(toSilence(fetchFailed(undefined))).toEqual({ kind: 'silence', why: 'broken', code: 'TypeError' });
    expect(toSilence('?')).toMatchObject({ why: 'broken' });
  });
});

describe('the way from outside', () => {
  const received = answer({ body: '{"received":true}' });
  const way = (replies: Reply[], seen: (boolean | null)[]): Way => ({
    url: 'https://sms.example.com/webhooks/sinch/delivery',
    receiver: 'server',
    direct: received,
    trials: replies.map((reply, index) => ({
      canary: signedCanary('secret', NOW),
      reply,
      arrival: null,
      seen: seen[index] ?? null,
      diagnosis: null,
    })),
    forgery: answer({ status: 401 }),
  });
  const judge = (...of: Parameters<typeof way>) => judgeWay(way(...of), { port: 3001 }, null);

  test('is good, and says what cannot be seen from here', () => {
    const found = judge([received, received], [true, true]);
    expect(found).toMatchObject([{ status: 'pass', cause: 'good' }]);
    expect(found[0]?.says).toMatch(/arrives here unchanged.*firewall/s);
  });

  test('is not praised beyond what a server without a health tells', () => {
    expect(judge([received], [null])[0]?.says).not.toContain('arrives here');
  });

  test('ends in silence half way', () => {
    const silence = { kind: 'silence', why: 'timeout', code: 'TimeoutError' } as const;
    expect(judge([received, silence], [true, false])).toMatchObject([{ cause: 'timeout' }]);
  });
});

describe('the hosts', () => {
  const LOCAL = { SINCH_AUTH_URL: '', SINCH_SMS_URL: '', SINCH_CONVERSATION_URL: '' };
  const PLAN = {
    SINCH_PROJECT_ID: '',
    SINCH_KEY_ID: '',
    SINCH_KEY_SECRET: '',
    SINCH_SERVICE_PLAN_ID: 'plan',
    SINCH_API_TOKEN: 'token',
  };

  test('of a project key', () => {
    expect(hostsOf(testConfig(LOCAL))).toEqual({
      auth: 'https://auth.sinch.com',
      sms: { us: 'https://zt.us.sms.api.sinch.com', eu: 'https://zt.eu.sms.api.sinch.com' },
      conversation: {
        us: 'https://us.conversation.api.sinch.com',
        eu: 'https://eu.conversation.api.sinch.com',
        br: 'https://br.conversation.api.sinch.com',
      },
    });
  });

  test('of a service plan', () => {
    const { sms } = hostsOf(testConfig({ ...LOCAL, ...PLAN }));
    expect(Object.keys(sms)).toEqual(['us', 'eu', 'au', 'br', 'ca']);
    expect(sms.br).toBe('https://br.sms.api.sinch.com');
  });

  test('that are overridden are of one region', () => {
    const url = 'http://127.0.0.1:4020';
    const hosts = hostsOf(
      testConfig({ SINCH_AUTH_URL: url, SINCH_SMS_URL: url, SINCH_CONVERSATION_URL: url }),
    );
    expect(hosts).toEqual({ auth: url, sms: { us: url }, conversation: { us: url } });
  });

  test('of the real Sinch never get the credentials of an emulator', () => {
    expect(hostsOf(testConfig({ SINCH_CONVERSATION_URL: '' })).conversation).toEqual({});
  });
});
