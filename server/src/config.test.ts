import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EXAMPLE_SECRET, isLoopbackHost, loadConfig } from './config.ts';
import type { Config, Fault } from './config.ts';

type Variables = Record<string, string | undefined>;

const SECRET = 'one-of-our-own-that-is-long-enough';
const PROJECT = {
  SINCH_PROJECT_ID: 'our-project',
  SINCH_KEY_ID: 'our-key',
  SINCH_KEY_SECRET: 'our-key-secret',
};
const PLAN = { SINCH_SERVICE_PLAN_ID: 'our-plan', SINCH_API_TOKEN: 'our-api-token' };
const LOCAL_SINCH = { SINCH_SMS_URL: 'http://127.0.0.1:4020', SINCH_AUTH_URL: 'http://127.0.0.1:4020' };
const LOCAL_CONVERSATION = {
  SINCH_CONVERSATION_URL: 'http://127.0.0.1:4020',
  SINCH_AUTH_URL: 'http://127.0.0.1:4020',
};
const APP = { SINCH_CONVERSATION_APP_ID: '01EB37HMH1M6SV18BSNS3G135H' };
const TOKENS = { ACCESS_TOKENS: 'ann:a-token-of-ann-that-is-long' };
const SIGNED = { SINCH_WEBHOOK_SECRET: SECRET };
/** What everyone who talks to the emulator sets. */
const LOCAL = { ...PROJECT, ...SIGNED, ...LOCAL_SINCH };
/** What everyone who talks to the real Sinch sets. */
const REAL = {
  ...PROJECT,
  ...SIGNED,
  PUBLIC_URL: 'https://sms.example.com',
  ALLOWED_COUNTRIES: 'US',
};

function configOf(variables: Variables): Config {
  const result = loadConfig(variables);
  if (!result.ok) throw new Error(JSON.stringify(result.faults));
  return result.config;
}

function warningsOf(variables: Variables): Fault[] {
  const result = loadConfig(variables);
  if (!result.ok) throw new Error(JSON.stringify(result.faults));
  return result.warnings;
}

function faultsOf(variables: Variables): Fault[] {
  const result = loadConfig(variables);
  return result.ok ? [] : result.faults;
}

const namesOf = (faults: readonly Fault[]): string[] => faults.map(({ variable }) => variable);

/** Refused for this variable alone, with a remedy that says `remedy`. */
function expectRefusal(variables: Variables, variable: string, remedy: RegExp): void {
  expect(faultsOf(variables)).toEqual([{ variable, problem: expect.stringMatching(remedy) }]);
}

/** A copy of which nothing is missing: secrets can be read, but are not listed. */
function withSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withSecrets);
  if (typeof value !== 'object' || value === null) return value;
  const names = Object.getOwnPropertyNames(value).filter((name) => name !== 'toJSON');
  return Object.fromEntries(names.map((name) => [name, withSecrets(Reflect.get(value, name))]));
}

describe('with nothing but credentials and a secret', () => {
  test('everything else has its default', () => {
    expect(withSecrets(loadConfig({ ...PROJECT, ...SIGNED }))).toEqual({
      ok: true,
      config: {
        port: 3001,
        host: '127.0.0.1',
        credentials: {
          kind: 'project',
          projectId: 'our-project',
          keyId: 'our-key',
          keySecret: 'our-key-secret',
        },
        transport: { kind: 'sms' },
        region: 'us',
        defaultFrom: null,
        webhook: { secrets: [SECRET], maxAgeSeconds: 172_800, auth: 'signature' },
        sinch: { authUrl: null, smsUrl: null, conversationUrl: null, local: false },
        callbackUrl: null,
        limits: { sendsPerMinute: 60, partsPerDay: 5000 },
        allowedCountries: null,
        clientOrigins: ['http://localhost:5173'],
        access: { tokens: [], trustLoopback: false },
        trustProxy: false,
        database: { kind: 'memory' },
        retentionDays: null,
        inbox: { days: 7, count: 100_000 },
      },
      warnings: [
        { variable: 'ALLOWED_COUNTRIES', problem: expect.stringContaining('every country') },
        { variable: 'PUBLIC_URL', problem: expect.stringContaining('no status will arrive here') },
      ],
    });
  });

  test('an empty variable counts as absent', () => {
    const empty = Object.fromEntries(
      [
        ...Object.keys(PLAN),
        'PORT',
        'HOST',
        'SINCH_CONVERSATION_APP_ID',
        'SINCH_REGION',
        'SINCH_NUMBER',
        'DATABASE_URL',
        'RETENTION_DAYS',
        'CALLBACK_INBOX_DAYS',
        'CALLBACK_INBOX_COUNT',
        'SINCH_WEBHOOK_SECRET_PREVIOUS',
        'SINCH_WEBHOOK_MAX_AGE',
        'SINCH_CALLBACK_AUTH',
        'SINCH_CONVERSATION_URL',
        'PUBLIC_URL',
        'SEND_LIMIT_PER_MINUTE',
        'SEND_PARTS_PER_DAY',
        'ALLOWED_COUNTRIES',
        'CLIENT_ORIGIN',
        'ACCESS_TOKENS',
        'ACCESS_TRUST_LOOPBACK',
        'TRUST_PROXY',
        'SINCH_AUTH_URL',
        'SINCH_SMS_URL',
      ].map((name) => [name, '']),
    );
    expect(withSecrets(loadConfig({ ...PROJECT, ...SIGNED, ...empty }))).toEqual(
      withSecrets(loadConfig({ ...PROJECT, ...SIGNED })),
    );
  });

  test('variables of others are left alone', () => {
    const others = { PATH: '/bin', SINCH_SOMETHING: 'x', NODE_ENV: 'test' };
    expect(withSecrets(configOf({ ...LOCAL, ...others }))).toEqual(withSecrets(configOf(LOCAL)));
  });

  test('the configuration cannot be changed', () => {
    const config = configOf(LOCAL);
    const parts = Object.values(config).filter((part) => typeof part === 'object' && part !== null);
    expect([config, ...parts, config.webhook.secrets].filter((part) => !Object.isFrozen(part))).toEqual([]);
  });
});

describe('PORT', () => {
  test.each(['1', '80', '3001', '65535'])('can be %s', (PORT) => {
    expect(configOf({ ...LOCAL, PORT }).port).toBe(Number(PORT));
  });

  test.each(['0', '65536', '-1', '3001.5', '0x10', '3e3', ' 3001', 'http', '99999999999'])(
    'cannot be "%s"',
    (PORT) => {
      expectRefusal({ ...LOCAL, PORT }, 'PORT', /whole number from 1 to 65535; pick a free port/);
    },
  );
});

describe('HOST', () => {
  test.each(['127.0.0.1', '127.0.0.2', 'localhost', 'LOCALHOST', '::1'])('can be %s', (HOST) => {
    expect(configOf({ ...LOCAL, HOST }).host).toBe(HOST);
  });

  test.each([
    '0.0.0.0',
    '::',
    '192.168.1.10',
    'example.com',
    '127.0.0.1.example.com',
    'localhost.example.com',
  ])('cannot be %s without access tokens: it could be reached from outside', (HOST) => {
    expectRefusal({ ...LOCAL, HOST }, 'HOST', /must be a loopback address \(127\.0\.0\.1\)/);
    expectRefusal({ ...REAL, HOST }, 'HOST', /must be a loopback address/);
    expectRefusal({ ...REAL, HOST, ACCESS_TRUST_LOOPBACK: '1', TRUST_PROXY: '1' }, 'HOST', /ACCESS_TOKENS/);
    expect(configOf({ ...REAL, ...TOKENS, HOST }).host).toBe(HOST);
  });

  test.each(['localhost', '127.0.0.1', '127.255.0.9', '::1', '[::1]'])('%s is this machine', (host) => {
    expect(isLoopbackHost(host)).toBe(true);
  });

  test.each([
    '',
    'localhost.',
    '128.0.0.1',
    '127.0.0.1.nip.io',
    '1127.0.0.1',
    '::ffff:8.8.8.8',
    '0.0.0.0',
    'x::1',
  ])('"%s" is not this machine', (host) => {
    expect(isLoopbackHost(host)).toBe(false);
  });
});

describe('credentials', () => {
  test('can be a project key', () => {
    expect(withSecrets(configOf(LOCAL).credentials)).toEqual({
      kind: 'project',
      projectId: 'our-project',
      keyId: 'our-key',
      keySecret: 'our-key-secret',
    });
  });

  test('can be a service plan', () => {
    const { credentials } = configOf({ ...PLAN, ...SIGNED, ...LOCAL_SINCH });
    expect(withSecrets(credentials)).toEqual({
      kind: 'plan',
      servicePlanId: 'our-plan',
      apiToken: 'our-api-token',
    });
  });

  test('that are both kinds are refused: one of them must go', () => {
    expectRefusal({ ...LOCAL, ...PLAN }, Object.keys(PROJECT).join(', '), /keep either .* or .*, not both/);
  });

  test.each(Object.keys(PROJECT).flatMap((one) => Object.keys(PLAN).map((other) => [one, other] as const)))(
    'that are a piece of each kind (%s, %s) are refused alike',
    (one, other) => {
      const pieces = { [one]: 'x', [other]: 'y' };
      expect(faultsOf({ ...SIGNED, ...LOCAL_SINCH, ...pieces })[0]?.problem).toMatch(/not both/);
    },
  );

  test('that are missing altogether are refused, and both ways are named', () => {
    const faults = faultsOf({ ...SIGNED, ...LOCAL_SINCH });
    expect(faults).toEqual([
      {
        variable: Object.keys(PROJECT).join(', '),
        problem: expect.stringMatching(/SINCH_SERVICE_PLAN_ID and SINCH_API_TOKEN/),
      },
    ]);
  });

  test.each(Object.keys(PROJECT))('without %s are refused, and it alone is named', (name) => {
    expectRefusal({ ...LOCAL, [name]: '' }, name, /is missing: copy it from the Sinch dashboard/);
  });

  test.each(Object.keys(PLAN))('without %s are refused, and it alone is named', (name) => {
    expectRefusal({ ...PLAN, ...SIGNED, ...LOCAL_SINCH, [name]: '' }, name, /is missing: copy it from/);
  });

  test.each(['a/b', '../x', 'a b', 'x'.repeat(65), 'é', 'a?b'])(
    'with the id "%s" are refused: it would change the address that is called',
    (id) => {
      const remedy = /letters, digits, "-" and "_"; copy it again/;
      expectRefusal({ ...LOCAL, SINCH_PROJECT_ID: id }, 'SINCH_PROJECT_ID', remedy);
      const plan = { ...PLAN, ...SIGNED, ...LOCAL_SINCH, SINCH_SERVICE_PLAN_ID: id };
      expectRefusal(plan, 'SINCH_SERVICE_PLAN_ID', remedy);
    },
  );

  test('with several faults tell them together', () => {
    const variables = { ...SIGNED, ...LOCAL_SINCH, ...APP, SINCH_PROJECT_ID: 'a/b', SINCH_KEY_ID: 'x' };
    expect(namesOf(faultsOf(variables))).toEqual(['SINCH_KEY_SECRET', 'SINCH_PROJECT_ID']);
  });
});

describe('SINCH_CONVERSATION_APP_ID', () => {
  test('sends through the Conversation API, as that app', () => {
    expect(configOf({ ...LOCAL, ...APP }).transport).toEqual({
      kind: 'conversation',
      appId: '01EB37HMH1M6SV18BSNS3G135H',
    });
    expect(configOf(LOCAL).transport).toEqual({ kind: 'sms' });
  });

  test('stands beside no service plan: one of them must go', () => {
    const variables = { ...PLAN, ...SIGNED, ...LOCAL_CONVERSATION, ...APP };
    const remedy =
      /service plan, which the Conversation API does not take; remove it, or set SINCH_PROJECT_ID/;
    expectRefusal(variables, 'SINCH_CONVERSATION_APP_ID', remedy);
    const halfPlan = { ...variables, SINCH_API_TOKEN: '' };
    expect(namesOf(faultsOf(halfPlan))).toEqual(['SINCH_API_TOKEN', 'SINCH_CONVERSATION_APP_ID']);
  });

  test('needs a project key', () => {
    const remedy = /are missing: set these three \(project key\), which SINCH_CONVERSATION_APP_ID needs/;
    expectRefusal({ ...SIGNED, ...LOCAL_CONVERSATION, ...APP }, Object.keys(PROJECT).join(', '), remedy);
  });

  test('with both kinds of credentials says which to keep', () => {
    const remedy = /remove the service plan, since SINCH_CONVERSATION_APP_ID needs the project key/;
    expectRefusal({ ...LOCAL, ...APP, ...PLAN }, Object.keys(PROJECT).join(', '), remedy);
  });

  test.each(['a/b', '../x', 'a b', 'x'.repeat(65), 'é', 'a?b'])('cannot be "%s"', (id) => {
    const variables = { ...LOCAL, SINCH_CONVERSATION_APP_ID: id };
    expectRefusal(variables, 'SINCH_CONVERSATION_APP_ID', /letters, digits, "-" and "_"; copy it again/);
  });
});

describe('ALLOWED_COUNTRIES', () => {
  test.each([
    ['US', ['US']],
    ['US,DE', ['US', 'DE']],
    [' us , de,XK,US ', ['US', 'DE', 'XK']],
  ])('can be "%s"', (text, countries) => {
    expect(configOf({ ...LOCAL, ALLOWED_COUNTRIES: text }).allowedCountries).toEqual(countries);
  });

  test.each([
    ['UK', 1],
    ['Germany', 1],
    ['US DE', 1],
    ['US;DE', 1],
    ['+1', 1],
    ['*', 1],
    [' ', 1],
    ['US,', 2],
    ['US,,DE', 2],
    ['US,DE,AQ', 3],
  ])('cannot be "%s": entry %i is none', (text, entry) => {
    const remedy = new RegExp(`entry ${entry} is no country .*two letters .*US,GB,DE`);
    expectRefusal({ ...LOCAL, ALLOWED_COUNTRIES: text }, 'ALLOWED_COUNTRIES', remedy);
  });

  test('names every entry that is none', () => {
    const faults = faultsOf({ ...LOCAL, ALLOWED_COUNTRIES: 'UK,US,EU' });
    expect(faults.map(({ problem }) => /entry \d/.exec(problem)?.[0])).toEqual(['entry 1', 'entry 3']);
  });

  test('empty allows every country: with the real Sinch with a warning', () => {
    expect(configOf(LOCAL).allowedCountries).toBeNull();
    expect(warningsOf(LOCAL)).toEqual([]);
    expect(warningsOf({ ...REAL, ALLOWED_COUNTRIES: '' })).toEqual([
      { variable: 'ALLOWED_COUNTRIES', problem: expect.stringMatching(/every country.*List those/) },
    ]);
  });
});

describe('SINCH_CALLBACK_AUTH', () => {
  test.each(['signature', 'signature-or-token'])('can be %s', (text) => {
    const variables = { ...LOCAL, SINCH_CALLBACK_AUTH: text };
    expect(configOf(variables).webhook.auth).toBe(text);
    expect(warningsOf(variables)).toEqual([]);
  });

  test.each(['none', 'token', 'Signature', ' signature', 'off'])(
    'cannot be "%s": nothing turns it off',
    (text) => {
      const variables = { ...LOCAL, SINCH_CALLBACK_AUTH: text };
      expectRefusal(variables, 'SINCH_CALLBACK_AUTH', /must be signature, or signature-or-token/);
    },
  );

  test('signature-or-token is of no use where no address can carry a token, and says so', () => {
    const variables = { ...REAL, PUBLIC_URL: '', SINCH_CALLBACK_AUTH: 'signature-or-token' };
    expect(warningsOf(variables)).toEqual([
      { variable: 'PUBLIC_URL', problem: expect.any(String) },
      { variable: 'SINCH_CALLBACK_AUTH', problem: expect.stringMatching(/of no use without PUBLIC_URL/) },
    ]);
  });
});

describe('DATABASE_URL', () => {
  test.each<[string, Config['database']]>([
    ['file:./data/sms.db', { kind: 'file', path: './data/sms.db' }],
    ['file:/var/lib/sms.db', { kind: 'file', path: '/var/lib/sms.db' }],
    ['postgres://u:p@db.example:5432/sms', { kind: 'postgres', url: 'postgres://u:p@db.example:5432/sms' }],
    ['postgresql://db.example/sms', { kind: 'postgres', url: 'postgresql://db.example/sms' }],
  ])('%s picks an engine', (DATABASE_URL, database) => {
    expect(withSecrets(configOf({ ...LOCAL, DATABASE_URL }).database)).toEqual(database);
  });

  test.each(['x', 'file:', 'mysql://db/sms', 'postgres:db', 'sqlite:./x.db'])(
    'cannot be "%s"',
    (DATABASE_URL) => {
      expectRefusal({ ...LOCAL, DATABASE_URL }, 'DATABASE_URL', /must be file:.* postgres:.* or empty/);
    },
  );
});

test('what is kept, and for how long, is in days and rows', () => {
  const variables = { RETENTION_DAYS: '30', CALLBACK_INBOX_DAYS: '1', CALLBACK_INBOX_COUNT: '0' };
  expect(configOf({ ...LOCAL, ...variables })).toMatchObject({
    retentionDays: 30,
    inbox: { days: 1, count: 0 },
  });
  expectRefusal({ ...LOCAL, RETENTION_DAYS: '0' }, 'RETENTION_DAYS', /whole number from 1/);
});

describe('SINCH_REGION', () => {
  test.each(['us', 'eu', 'US', 'Eu'])('can be %s with a project key', (region) => {
    expect(configOf({ ...LOCAL, SINCH_REGION: region }).region).toBe(region.toLowerCase());
  });

  test.each(['us', 'eu', 'au', 'br', 'ca', 'BR'])('can be %s with a service plan', (region) => {
    const plan = { ...PLAN, ...SIGNED, ...LOCAL_SINCH, SINCH_REGION: region };
    expect(configOf(plan).region).toBe(region.toLowerCase());
  });

  test.each(['au', 'br', 'ca', 'de', 'us-east', ' us'])('cannot be "%s" with a project key', (region) => {
    const remedy = /one of us, eu with these credentials; other regions need a service plan/;
    expectRefusal({ ...LOCAL, SINCH_REGION: region }, 'SINCH_REGION', remedy);
  });

  test('cannot be anywhere with a service plan', () => {
    const plan = { ...PLAN, ...SIGNED, ...LOCAL_SINCH, SINCH_REGION: 'de' };
    expectRefusal(plan, 'SINCH_REGION', /one of us, eu, au, br, ca with these credentials$/);
  });

  test.each(['us', 'eu', 'br', 'BR'])('can be %s with the Conversation API', (region) => {
    expect(configOf({ ...LOCAL, ...APP, SINCH_REGION: region }).region).toBe(region.toLowerCase());
  });

  test.each(['au', 'ca', 'de'])('cannot be "%s" with the Conversation API', (region) => {
    const remedy =
      /one of us, eu, br with the Conversation API; other regions need a service plan .* no SINCH_CONVERSATION_APP_ID$/;
    expectRefusal({ ...LOCAL, ...APP, SINCH_REGION: region }, 'SINCH_REGION', remedy);
  });
});

describe('SINCH_NUMBER', () => {
  test.each([
    ['+12025550123', '+12025550123'],
    ['12025550123', '+12025550123'],
    ['12345', '12345'],
    ['Shop', 'Shop'],
  ])('can be %s', (text, defaultFrom) => {
    expect(configOf({ ...LOCAL, SINCH_NUMBER: text }).defaultFrom).toBe(defaultFrom);
  });

  test.each(['+1', 'A name that is too long', 'é'])('cannot be "%s"', (text) => {
    expectRefusal({ ...LOCAL, SINCH_NUMBER: text }, 'SINCH_NUMBER', /\+12025550123/);
  });
});

describe('SINCH_WEBHOOK_SECRET', () => {
  test('is taken to the letter', () => {
    const odd = ' c2VjcmV0==\t"quoted" é ';
    expect(configOf({ ...LOCAL, SINCH_WEBHOOK_SECRET: odd }).webhook.secrets).toEqual([odd]);
  });

  test('must be there', () => {
    for (const missing of [undefined, '']) {
      const variables = { ...LOCAL, SINCH_WEBHOOK_SECRET: missing };
      expectRefusal(variables, 'SINCH_WEBHOOK_SECRET', /is missing: .*openssl rand -base64 32/);
    }
  });

  test('of less than 16 characters is taken with a warning', () => {
    expect(warningsOf({ ...LOCAL, SINCH_WEBHOOK_SECRET: 'x'.repeat(16) })).toEqual([]);
    expect(warningsOf({ ...LOCAL, SINCH_WEBHOOK_SECRET: 'x'.repeat(15) })).toEqual([
      { variable: 'SINCH_WEBHOOK_SECRET', problem: expect.stringContaining('shorter than 16 characters') },
    ]);
  });

  test('can have a previous one beside it, which comes second', () => {
    const variables = { ...LOCAL, SINCH_WEBHOOK_SECRET_PREVIOUS: 'the one before it, also long' };
    expect(configOf(variables).webhook.secrets).toEqual([SECRET, 'the one before it, also long']);
    expect(namesOf(warningsOf({ ...LOCAL, SINCH_WEBHOOK_SECRET_PREVIOUS: 'short' }))).toHaveLength(1);
  });

  test('cannot be the previous one alone', () => {
    const variables = { ...LOCAL, SINCH_WEBHOOK_SECRET: '', SINCH_WEBHOOK_SECRET_PREVIOUS: SECRET };
    expect(namesOf(faultsOf(variables))).toEqual(['SINCH_WEBHOOK_SECRET']);
  });
});

describe('the secret of the example', () => {
  const example = { ...LOCAL, SINCH_WEBHOOK_SECRET: EXAMPLE_SECRET };
  const remedy = /is the public example; make one of your own: `openssl rand -base64 32`/;

  test('is taken while everything is on this machine', () => {
    expect(configOf(example).webhook.secrets).toEqual([EXAMPLE_SECRET]);
    expect(warningsOf(example)).toEqual([]);
    expect(faultsOf({ ...example, HOST: '::1', PUBLIC_URL: 'http://localhost:3001' })).toEqual([]);
    expect(faultsOf({ ...SIGNED, ...LOCAL_SINCH, ...PLAN, SINCH_WEBHOOK_SECRET: EXAMPLE_SECRET })).toEqual(
      [],
    );
  });

  test.each([
    ['the real Sinch', { SINCH_SMS_URL: '', SINCH_AUTH_URL: '' }],
    ['the real SMS API', { SINCH_SMS_URL: '' }],
    ['the real token server', { SINCH_AUTH_URL: '' }],
    ['a Sinch elsewhere', { SINCH_SMS_URL: 'http://emulator.example.com:4020' }],
    ['a token server elsewhere', { SINCH_AUTH_URL: 'https://auth.example.com' }],
    ['a Conversation API elsewhere', { SINCH_CONVERSATION_URL: 'https://conversation.example.com' }],
    ['a public address', { PUBLIC_URL: 'https://sms.example.com' }],
  ])('is refused with %s', (_, foreign) => {
    expectRefusal({ ...example, ...foreign }, 'SINCH_WEBHOOK_SECRET', remedy);
  });

  test('with a Conversation app asks for the Conversation API on this machine, and not for the SMS API', () => {
    const conversation = { ...PROJECT, ...APP, ...LOCAL_CONVERSATION, SINCH_WEBHOOK_SECRET: EXAMPLE_SECRET };
    expect(faultsOf(conversation)).toEqual([]);
    const real = { ...conversation, ...LOCAL_SINCH, SINCH_CONVERSATION_URL: '' };
    expectRefusal(real, 'SINCH_WEBHOOK_SECRET', remedy);
    expectRefusal({ ...conversation, SINCH_AUTH_URL: '' }, 'SINCH_WEBHOOK_SECRET', remedy);
  });

  test('is refused with a public HOST, beside the HOST itself', () => {
    expect(namesOf(faultsOf({ ...example, HOST: '0.0.0.0' }))).toEqual(['HOST', 'SINCH_WEBHOOK_SECRET']);
  });

  test('is refused with the real Sinch as a previous secret too', () => {
    const variables = { ...REAL, SINCH_WEBHOOK_SECRET_PREVIOUS: EXAMPLE_SECRET };
    expectRefusal(variables, 'SINCH_WEBHOOK_SECRET_PREVIOUS', remedy);
  });
});

describe('SINCH_WEBHOOK_MAX_AGE', () => {
  test.each(['1', '0.5', '300', '604800', '1e5'])('can be %s', (text) => {
    const variables = { ...LOCAL, SINCH_WEBHOOK_MAX_AGE: text };
    expect(configOf(variables).webhook.maxAgeSeconds).toBe(Number(text));
    expect(warningsOf(variables)).toEqual([]);
  });

  test.each(['0', '-1', 'Infinity', 'NaN', '2 days', ' '])('cannot be "%s"', (text) => {
    const variables = { ...LOCAL, SINCH_WEBHOOK_MAX_AGE: text };
    expectRefusal(variables, 'SINCH_WEBHOOK_MAX_AGE', /a positive number of seconds, such as 172800/);
  });

  test('above 7 days is taken with a warning', () => {
    const variables = { ...LOCAL, SINCH_WEBHOOK_MAX_AGE: '604801' };
    expect(configOf(variables).webhook.maxAgeSeconds).toBe(604_801);
    expect(warningsOf(variables)).toEqual([
      { variable: 'SINCH_WEBHOOK_MAX_AGE', problem: expect.stringContaining('above 7 days') },
    ]);
  });
});

describe('an override of a host', () => {
  const HOSTS = ['SINCH_AUTH_URL', 'SINCH_SMS_URL', 'SINCH_CONVERSATION_URL'];

  test('is kept without its trailing slash', () => {
    const urls = { SINCH_SMS_URL: 'http://LOCALHOST:4020/', SINCH_AUTH_URL: 'http://[::1]:4020' };
    expect(configOf({ ...LOCAL, ...urls }).sinch).toEqual({
      smsUrl: 'http://localhost:4020',
      authUrl: 'http://[::1]:4020',
      conversationUrl: null,
      local: true,
    });
    const { conversationUrl } = configOf({
      ...LOCAL,
      SINCH_CONVERSATION_URL: 'http://LOCALHOST:4020/',
    }).sinch;
    expect(conversationUrl).toBe('http://localhost:4020');
  });

  test.each(
    HOSTS.flatMap((name) =>
      [
        'localhost:4020',
        '127.0.0.1',
        'ftp://127.0.0.1',
        'http://127.0.0.1:4020/xms',
        'http://127.0.0.1:4020?x=1',
        'http://127.0.0.1:4020#x',
        'http://user:password@127.0.0.1:4020',
        'http://user@127.0.0.1:4020',
        'nonsense',
      ].map((url) => [name, url] as const),
    ),
  )('%s cannot be %s', (name, url) => {
    expectRefusal({ ...REAL, [name]: url }, name, /a plain http\(s\) address such as http:\/\/127/);
  });

  test('selects nothing and contradicts nothing', () => {
    const overrides = {
      ...LOCAL_SINCH,
      SINCH_CONVERSATION_URL: 'http://127.0.0.1:4020',
    };
    const { credentials } = configOf({ ...PLAN, ...SIGNED, ...overrides });
    expect(credentials.kind).toBe('plan');
    expect(configOf({ ...LOCAL, ...overrides }).transport.kind).toBe('sms');
    expect(namesOf(faultsOf({ ...SIGNED, ...overrides }))).toEqual([Object.keys(PROJECT).join(', ')]);
  });

  test('makes Sinch local only if every host that is called is on this machine', () => {
    const isLocal = (variables: Variables): boolean => configOf(variables).sinch.local;
    expect(isLocal(LOCAL)).toBe(true);
    expect(isLocal({ ...LOCAL, SINCH_AUTH_URL: '' })).toBe(false);
    expect(isLocal({ ...LOCAL, SINCH_SMS_URL: '' })).toBe(false);
    expect(isLocal({ ...LOCAL, SINCH_SMS_URL: 'http://emulator.example.com' })).toBe(false);
    expect(isLocal({ ...PLAN, ...SIGNED, SINCH_SMS_URL: 'http://127.0.0.1:4020' })).toBe(true);
    expect(isLocal({ ...LOCAL, ...APP })).toBe(false);
    expect(isLocal({ ...REAL, ...APP, ...LOCAL_CONVERSATION })).toBe(true);
    expect(isLocal({ ...REAL, ...APP, ...LOCAL_CONVERSATION, SINCH_AUTH_URL: '' })).toBe(false);
  });
});

test('a mistyped Sinch address is one fault, not a public secret too', () => {
  const variables = {
    ...LOCAL,
    SINCH_WEBHOOK_SECRET: EXAMPLE_SECRET,
    SINCH_SMS_URL: 'http://127.0.0.1:4020/xms',
  };
  expect(namesOf(faultsOf(variables))).toEqual(['SINCH_SMS_URL']);
});

test('a short previous secret is warned of by its own name', () => {
  expect(namesOf(warningsOf({ ...REAL, SINCH_WEBHOOK_SECRET_PREVIOUS: 'short' }))).toEqual([
    'SINCH_WEBHOOK_SECRET_PREVIOUS',
  ]);
});

test('HOST ::1 is where the local Sinch calls back', () => {
  for (const HOST of ['::1', '[::1]']) {
    expect(configOf({ ...LOCAL, HOST })).toMatchObject({
      host: '::1',
      callbackUrl: 'http://[::1]:3001/webhooks/sinch/delivery',
    });
  }
});

describe('PUBLIC_URL', () => {
  test('does not name the webhook itself', () => {
    const PUBLIC_URL = 'https://sms.example.com/webhooks/sinch/delivery/';
    expectRefusal({ ...REAL, PUBLIC_URL }, 'PUBLIC_URL', /without .*webhooks/);
  });

  test.each([
    ['https://sms.example.com', 'https://sms.example.com'],
    ['https://sms.example.com/', 'https://sms.example.com'],
    ['https://example.com/sms/', 'https://example.com/sms'],
    ['https://example.com:8443', 'https://example.com:8443'],
    ['http://localhost:3001', 'http://localhost:3001'],
    ['http://127.0.0.1:3001/', 'http://127.0.0.1:3001'],
  ])('%s makes callbacks go to its webhook, without a warning', (PUBLIC_URL, base) => {
    expect(configOf({ ...REAL, PUBLIC_URL }).callbackUrl).toBe(`${base}/webhooks/sinch/delivery`);
    expect(warningsOf({ ...REAL, PUBLIC_URL })).toEqual([]);
  });

  test('empty, with a Sinch on this machine, is this machine and its port', () => {
    expect(configOf(LOCAL).callbackUrl).toBe('http://127.0.0.1:3001/webhooks/sinch/delivery');
    expect(configOf({ ...LOCAL, PORT: '8080' }).callbackUrl).toBe(
      'http://127.0.0.1:8080/webhooks/sinch/delivery',
    );
    expect(warningsOf(LOCAL)).toEqual([]);
  });

  test('empty, with the real Sinch, leaves it to the plan, with a loud warning', () => {
    const variables = { ...REAL, PUBLIC_URL: '' };
    expect(configOf(variables).callbackUrl).toBeNull();
    expect(warningsOf(variables)).toEqual([
      {
        variable: 'PUBLIC_URL',
        problem: expect.stringMatching(/no status will arrive .*the plan has .*Start a tunnel/),
      },
    ]);
  });

  test("empty, with the real Conversation API, leaves it to the app's webhook, with a loud warning", () => {
    const variables = { ...REAL, ...APP, PUBLIC_URL: '' };
    expect(configOf(variables).callbackUrl).toBeNull();
    expect(warningsOf(variables)).toEqual([
      {
        variable: 'PUBLIC_URL',
        problem: expect.stringMatching(
          /no status will arrive .*the app's own webhook.* leads here\)\. Start a tunnel/,
        ),
      },
    ]);
  });

  test('cannot be http: unless it is this machine', () => {
    for (const PUBLIC_URL of ['http://sms.example.com', 'HTTP://192.168.1.10:3001']) {
      expectRefusal({ ...REAL, PUBLIC_URL }, 'PUBLIC_URL', /must be https:/);
      expectRefusal({ ...LOCAL, PUBLIC_URL }, 'PUBLIC_URL', /must be https:/);
    }
  });

  test.each([
    'sms.example.com',
    'ftp://x',
    'https://',
    'https://x.com/?a=1',
    'https://x.com/#a',
    'https://a:b@x.com',
  ])('cannot be "%s"', (PUBLIC_URL) => {
    expectRefusal({ ...REAL, PUBLIC_URL }, 'PUBLIC_URL', /a plain http\(s\) address such as https:/);
  });
});

describe('the limits', () => {
  test('can be set', () => {
    const variables = { ...LOCAL, SEND_LIMIT_PER_MINUTE: '1', SEND_PARTS_PER_DAY: '1000000' };
    expect(configOf(variables).limits).toEqual({ sendsPerMinute: 1, partsPerDay: 1_000_000 });
  });

  test.each(['0', '-1', '1.5', 'none', '1e3'])('cannot be "%s"', (text) => {
    expectRefusal({ ...LOCAL, SEND_LIMIT_PER_MINUTE: text }, 'SEND_LIMIT_PER_MINUTE', /60 is the default/);
    expectRefusal({ ...LOCAL, SEND_PARTS_PER_DAY: text }, 'SEND_PARTS_PER_DAY', /5000 is the default/);
  });
});

describe('CLIENT_ORIGIN', () => {
  test('can be several, with or without blanks and slashes', () => {
    const text = 'http://localhost:5173, https://sms.example.com/ ,http://127.0.0.1:5173';
    expect(configOf({ ...LOCAL, CLIENT_ORIGIN: text }).clientOrigins).toEqual([
      'http://localhost:5173',
      'https://sms.example.com',
      'http://127.0.0.1:5173',
    ]);
  });

  test.each([
    '*',
    'null',
    'localhost:5173',
    'http://localhost:5173/page',
    'http://a.com,',
    'http://*.a.com/x',
    'http://a.com http://b.com',
  ])('cannot be "%s": only pages that are named one by one are let in', (text) => {
    expectRefusal({ ...LOCAL, CLIENT_ORIGIN: text }, 'CLIENT_ORIGIN', /exact origins such as http:/);
  });
});

describe('ACCESS_TOKENS', () => {
  const token = (letter: string, length = 24): string => letter.repeat(length);
  const fault = (ACCESS_TOKENS: string): string[] => {
    const faults = faultsOf({ ...LOCAL, ACCESS_TOKENS });
    expect(namesOf(faults).filter((name) => name !== 'ACCESS_TOKENS')).toEqual([]);
    return faults.map(({ problem }) => problem);
  };

  test('are names with tokens; of these only the first colon parts the two', () => {
    const ACCESS_TOKENS = `ann:${token('a')}, Bob_2-x:${token('b:', 12)}`;
    expect(withSecrets(configOf({ ...LOCAL, ACCESS_TOKENS }).access)).toEqual({
      tokens: [
        { name: 'ann', token: token('a') },
        { name: 'Bob_2-x', token: token('b:', 12) },
      ],
      trustLoopback: false,
    });
    expect(configOf({ ...LOCAL, ACCESS_TOKENS, ACCESS_TRUST_LOOPBACK: '1' }).access.trustLoopback).toBe(true);
  });

  test.each([token('a', 24), token('~', 256), 'Zm9vYmFyYmF6cXV4/+Zm9vYmFyYmF6cXV4='])('can be %s', (one) => {
    expect(configOf({ ...LOCAL, ACCESS_TOKENS: `ann:${one}` }).access.tokens).toHaveLength(1);
  });

  test.each([
    ['too short a token', `ann:${token('a', 23)}`, [/entry 1 the token must be 24 to 256/]],
    ['too long a token', `ann:${token('a', 257)}`, [/entry 1 the token must be 24 to 256/]],
    ['a blank within', `ann:${token('a')} ${token('a')}`, [/entry 1 the token must be/]],
    ['letters beyond ASCII', `ann:${token('ä')}`, [/entry 1 the token must be/]],
    ['no name', token('a'), [/entry 1 there is no colon/]],
    ['an empty name', `:${token('a')}`, [/entry 1 the name before the colon must be 1 to 32/]],
    ['too long a name', `${token('n', 33)}:${token('a')}`, [/entry 1 the name/]],
    ['a name with a dot', `a.b:${token('a')}`, [/entry 1 the name/]],
    ['a comma too many', `ann:${token('a')},`, [/entry 2 there is no colon/]],
    ['one name twice', `ann:${token('a')},ann:${token('b')}`, [/entry 2 the name is one that stood/]],
    ['one token twice', `ann:${token('a')},bob:${token('a')}`, [/entry 2 the token is one that stood/]],
    ['two faults', `a b:${token('a')},bob:x`, [/entry 1 the name/, /entry 2 the token/]],
  ])('cannot have %s, and every fault is told', (_what, text, problems) => {
    expect(fault(text)).toEqual(problems.map((problem) => expect.stringMatching(problem)));
  });

  test('that are wrong do not make the HOST wrong, too', () => {
    expectRefusal(
      { ...LOCAL, HOST: '0.0.0.0', ACCESS_TOKENS: 'ann:short' },
      'ACCESS_TOKENS',
      /cannot be used/,
    );
  });

  test.each(['yes', 'true', '2'])('and ACCESS_TRUST_LOOPBACK cannot be "%s"', (text) => {
    const variables = { ...LOCAL, ACCESS_TRUST_LOOPBACK: text };
    expectRefusal(
      variables,
      'ACCESS_TRUST_LOOPBACK',
      /must be 1 to let this machine in without a token, or 0/,
    );
  });

  test('of a server that is reached from outside want to know its proxy', () => {
    const warned = [
      { variable: 'TRUST_PROXY', problem: expect.stringMatching(/all clients look like one.*loopback/) },
    ];
    expect(warningsOf({ ...REAL, ...TOKENS })).toEqual(warned);
    expect(warningsOf({ ...LOCAL, ...TOKENS, HOST: '0.0.0.0' })).toEqual(warned);
    expect(warningsOf({ ...REAL, ...TOKENS, TRUST_PROXY: 'loopback' })).toEqual([]);
    expect(warningsOf({ ...LOCAL, ...TOKENS })).toEqual([]);
    expect(warningsOf(REAL)).toEqual([]);
  });
});

describe('TRUST_PROXY', () => {
  test.each<[string, Config['trustProxy']]>([
    ['0', false],
    ['1', 1],
    ['9', 9],
    ['loopback', ['loopback']],
    ['10.0.0.7', ['10.0.0.7']],
    ['loopback, 10.0.0.0/8 ,fc00::/7', ['loopback', '10.0.0.0/8', 'fc00::/7']],
    ['::1', ['::1']],
    ['203.0.113.9/32,2001:db8::1/128', ['203.0.113.9/32', '2001:db8::1/128']],
  ])('can be %s', (text, trusted) => {
    expect(configOf({ ...LOCAL, TRUST_PROXY: text }).trustProxy).toEqual(trusted);
  });

  test.each([
    'true',
    '*',
    'all',
    '-1',
    '10',
    '1.5',
    '0.0.0.0/0',
    '0.0.0.0/1,128.0.0.0/1',
    '::/0',
    '::/1',
    '2000::/3',
    '::ffff:0:0/96',
    '::ffff:0.0.0.0/96',
    '0:0:0:0:0:FFFF::/100',
    '10.0.0.0/33',
    '10.0.0.0/x',
    '10.0.0.0/8/8',
    'fe80::1%eth0',
    'proxy.example.com',
    'loopback,',
    'loopback 10.0.0.1',
  ])('cannot be %s', (text) => {
    expectRefusal({ ...LOCAL, TRUST_PROXY: text }, 'TRUST_PROXY', /believing everybody would let anybody/);
  });
});

describe('faults', () => {
  test('are told all at once', () => {
    const faults = faultsOf({
      PORT: 'x',
      HOST: '0.0.0.0',
      SINCH_PROJECT_ID: 'our-project',
      SINCH_NUMBER: '+1',
      SINCH_WEBHOOK_MAX_AGE: '0',
      SINCH_AUTH_URL: 'x',
      SINCH_SMS_URL: 'x',
      SINCH_CONVERSATION_URL: 'x',
      SINCH_CONVERSATION_APP_ID: 'a/b',
      SINCH_CALLBACK_AUTH: 'x',
      PUBLIC_URL: 'http://sms.example.com',
      SEND_LIMIT_PER_MINUTE: 'x',
      SEND_PARTS_PER_DAY: 'x',
      ALLOWED_COUNTRIES: 'x',
      CLIENT_ORIGIN: '*',
      ACCESS_TRUST_LOOPBACK: 'x',
      TRUST_PROXY: 'x',
      DATABASE_URL: 'x',
    });
    expect(namesOf(faults).toSorted()).toEqual(
      [
        'PORT',
        'HOST',
        'SINCH_KEY_ID',
        'SINCH_KEY_SECRET',
        'SINCH_NUMBER',
        'SINCH_WEBHOOK_SECRET',
        'SINCH_WEBHOOK_MAX_AGE',
        'SINCH_AUTH_URL',
        'SINCH_SMS_URL',
        'SINCH_CONVERSATION_URL',
        'PUBLIC_URL',
        'SINCH_CONVERSATION_APP_ID',
        'SINCH_CALLBACK_AUTH',
        'SEND_LIMIT_PER_MINUTE',
        'SEND_PARTS_PER_DAY',
        'ALLOWED_COUNTRIES',
        'CLIENT_ORIGIN',
        'ACCESS_TRUST_LOOPBACK',
        'TRUST_PROXY',
        'DATABASE_URL',
      ].toSorted(),
    );
  });

  test('of one variable do not hide a contradiction between others', () => {
    expect(namesOf(faultsOf({ ...LOCAL, PORT: 'x', SINCH_REGION: 'br' }))).toEqual(['PORT', 'SINCH_REGION']);
  });

  test('and warnings are sentences that begin after the name and end before the full stop', () => {
    const short = {
      ...REAL,
      PUBLIC_URL: '',
      ALLOWED_COUNTRIES: '',
      SINCH_WEBHOOK_SECRET: 'x',
      SINCH_WEBHOOK_MAX_AGE: '1e9',
    };
    const said = [
      ...faultsOf({ PORT: 'x', HOST: '0.0.0.0', SINCH_NUMBER: '+1', CLIENT_ORIGIN: '*', PUBLIC_URL: 'x' }),
      ...faultsOf({ ...LOCAL, ...PLAN, SINCH_SMS_URL: 'x', SINCH_REGION: 'x', SEND_LIMIT_PER_MINUTE: 'x' }),
      ...faultsOf({ ...LOCAL, ...APP, SINCH_REGION: 'x', SINCH_CALLBACK_AUTH: 'x' }),
      ...faultsOf({ ...SIGNED, ...PLAN, ...APP, ALLOWED_COUNTRIES: 'x' }),
      ...faultsOf({ ...LOCAL, ACCESS_TOKENS: 'x:x,x:x', ACCESS_TRUST_LOOPBACK: 'x', TRUST_PROXY: 'x' }),
      ...warningsOf(short),
      ...warningsOf({ ...REAL, ...TOKENS }),
      ...warningsOf({ ...short, SINCH_CALLBACK_AUTH: 'signature-or-token' }),
    ];
    expect(said.length).toBeGreaterThan(10);
    for (const { problem } of said) expect(problem).toMatch(/^(must|is|are|stands|cannot|may) .*[^.]$/);
  });

  test('and warnings never repeat a value', () => {
    const NAMES = [
      ...Object.keys(LOCAL),
      ...Object.keys(PLAN),
      'SINCH_WEBHOOK_SECRET_PREVIOUS',
      'SINCH_WEBHOOK_MAX_AGE',
      'PORT',
      'HOST',
      'SINCH_REGION',
      'SINCH_NUMBER',
      'SINCH_CONVERSATION_URL',
      'PUBLIC_URL',
      'DATABASE_URL',
      'CLIENT_ORIGIN',
      'SEND_LIMIT_PER_MINUTE',
      'SEND_PARTS_PER_DAY',
      'ALLOWED_COUNTRIES',
      'SINCH_CONVERSATION_APP_ID',
      'SINCH_CALLBACK_AUTH',
      'ACCESS_TOKENS',
      'ACCESS_TRUST_LOOPBACK',
      'TRUST_PROXY',
    ];
    const value = fc.stringMatching(/^hush[0-9]{4}$/);
    const shaped = fc
      .tuple(value, fc.constantFrom('', 'http://', 'https://u:p@', '+1', '/'))
      .map(([text, prefix]) => prefix + text);
    const anyVariables = fc.dictionary(fc.constantFrom(...NAMES), shaped, { maxKeys: NAMES.length });
    fc.assert(
      fc.property(
        anyVariables,
        fc.constantFrom({}, LOCAL, REAL, { ...PLAN, ...SIGNED }),
        (variables, base) => {
          const result = loadConfig({ ...base, ...variables });
          const said = JSON.stringify(result.ok ? result.warnings : result.faults);
          expect(said).not.toMatch(/hush/);
        },
      ),
      { numRuns: 500 },
    );
  });
});
