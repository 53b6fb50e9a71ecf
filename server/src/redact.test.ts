import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { loadConfig } from './config.ts';
import type { Config } from './config.ts';
import { createLog } from './log.ts';

const SECRETS = {
  SINCH_WEBHOOK_SECRET: 'webhook-secret-of-now',
  SINCH_WEBHOOK_SECRET_PREVIOUS: 'webhook-secret-of-before',
  ACCESS_TOKENS: 'ann:a-token-of-ann-that-is-long,bob:a-token-of-bob-that-is-long',
  DATABASE_URL: 'postgres://ann:database-password@127.0.0.1/sms',
};
const PROJECT = { SINCH_PROJECT_ID: 'our-project', SINCH_KEY_ID: 'our-key', SINCH_KEY_SECRET: 'key-secret' };
const PLAN = { SINCH_SERVICE_PLAN_ID: 'our-plan', SINCH_API_TOKEN: 'api-secret' };
const SECRET = /secret-of|-secret|a-token-of|password/;

function configOf(variables: Record<string, string>): Config {
  const result = loadConfig({ ...SECRETS, ...variables });
  if (!result.ok) throw new Error(JSON.stringify(result.faults));
  return result.config;
}

function logged(value: unknown): string {
  const lines: string[] = [];
  createLog({ write: (line: string) => lines.push(line) }).info({ value }, 'seen');
  return lines.join('');
}

const WAYS: [string, (value: unknown) => string][] = [
  ['console.log', (value) => inspect(value, { depth: null, showHidden: true })],
  ['console.dir', (value) => inspect(value, { depth: null, showHidden: true, customInspect: false })],
  ['JSON.stringify', (value) => JSON.stringify(value)],
  ['a text', String],
  ['a text of its place', (value) => (Array.isArray(value) ? value.toLocaleString() : '')],
  ['the log', logged],
];

describe.each([
  ['a project key', PROJECT],
  ['a service plan', PLAN],
])('a configuration with %s', (_, account) => {
  const config = configOf(account);
  const parts: [string, unknown][] = [
    ['the whole', config],
    ['what holds it', { deps: { config } }],
    ['a copy', { ...config }],
    ['its credentials', config.credentials],
    ['a copy of them', { ...config.credentials }],
    ['its webhook', config.webhook],
    ['the secrets of that', config.webhook.secrets],
    ['its access', config.access],
    ['its tokens', config.access.tokens],
    ['one token', config.access.tokens[0]],
    ['its database', config.database],
  ];

  const sights = parts
    .flatMap(([part, value]) => WAYS.map(([way, show]) => ({ part, way, value, show })))
    // Nothing hides the letters of a text from who asks for it by name.
    .filter(({ part, way }) => part !== 'the secrets of that' || way !== 'console.dir');

  test.each(sights)('shows no secret when $part is seen by $way', ({ value, show }) => {
    expect(show(value)).not.toMatch(SECRET);
  });

  test('shows all else', () => {
    expect(JSON.parse(JSON.stringify(config))).toMatchObject({
      port: 3001,
      sinch: { authUrl: null, local: false },
      webhook: { secrets: '[redacted]', auth: 'signature' },
      access: { tokens: [{ name: 'ann', token: '[redacted]' }, { name: 'bob' }] },
    });
    expect(inspect(config)).toContain('port: 3001');
  });

  test('has its secrets for whom it is made for', () => {
    expect(config.webhook.secrets).toEqual(['webhook-secret-of-now', 'webhook-secret-of-before']);
    const { credentials } = config;
    const secret = credentials.kind === 'project' ? credentials.keySecret : credentials.apiToken;
    expect(secret).toMatch(SECRET);
  });
});
