/** What the doctor says of the variables, and of a server that was started with others. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { describe, expect, onTestFinished, test } from 'vitest';
import { CHECK_IDS } from '../../scripts/doctor/finding.ts';
import { checkInstallation } from '../../scripts/doctor/installation.ts';
import { readEnv } from '../../scripts/env.ts';
import { temporaryFolder } from '../database.ts';
import { consult, consultOn, serve, setUp } from './kit.ts';

describe('faults', () => {
  test('are all named at once, and nothing else is tried', async () => {
    const env = await setUp(
      {},
      { SINCH_REGION: 'mars', PUBLIC_URL: 'http://sms.example.com', SINCH_NUMBER: 'x'.repeat(20) },
    );
    const checks = await consult(env);
    expect(checks.map(({ id }) => id)).toEqual(CHECK_IDS);
    const [configuration, ...others] = checks;
    expect(configuration).toMatchObject({ status: 'fail' });
    expect(configuration!.findings.every(({ cause }) => cause === 'variable')).toBe(true);
    const said = configuration!.findings.map(({ says }) => says.split(' ')[0]);
    expect(said.toSorted()).toEqual(['PUBLIC_URL', 'SINCH_NUMBER', 'SINCH_REGION']);
    expect(others.every(({ status }) => status === 'skipped')).toBe(true);
  });

  test('a file that ENV_FILE names and that is not there', async () => {
    const read = () => readEnv({ ENV_FILE: '/nonexistent/env' });
    const checks = await consult({}, { readEnv: read });
    expect(checks[0]).toMatchObject({ status: 'fail', findings: [{ cause: 'env_file' }] });
  });
});

describe('what is doubtful', () => {
  test.each(['a secret with a blank ', '"a secret in quotation marks"'])('the secret %j', async (secret) => {
    const env = await setUp({ webhookSecret: secret }, { SINCH_WEBHOOK_SECRET: secret });
    const { status, causes, text } = await consultOn('configuration', env);
    expect({ status, causes }).toEqual({ status: 'warn', causes: ['doubtful_variable'] });
    expect(text).toContain('SINCH_WEBHOOK_SECRET begins or ends');
    expect(text).not.toContain(secret.trim());
  });

  test('a short secret', async () => {
    const { causes, text } = await consultOn(
      'configuration',
      await setUp({}, { SINCH_WEBHOOK_SECRET: 'short' }),
    );
    expect(causes).toEqual(['doubtful_variable']);
    expect(text).toContain('16 characters');
  });
});

describe('a server that was started with another configuration', () => {
  test.each([
    ['PUBLIC_URL', { PUBLIC_URL: 'http://127.0.0.1:1' }],
    ['SINCH_NUMBER', { SINCH_NUMBER: '+12025550124' }],
    ['SINCH_CONVERSATION_APP_ID', { SINCH_CONVERSATION_APP_ID: 'app-1' }],
  ])('%s', async (variable, more) => {
    const env = await setUp();
    await serve(env);
    const { status, causes, text } = await consultOn('configuration', { ...env, ...more });
    expect({ status, causes }).toEqual({ status: 'warn', causes: ['server_differs'] });
    expect(text).toContain(variable);
    expect(text).toContain('Restart');
  });

  test('CLIENT_ORIGIN: the browser says CORS', async () => {
    const env = await setUp();
    await serve(env);
    const moved = { ...env, CLIENT_ORIGIN: 'http://localhost:5173,http://localhost:8080' };
    const { status, causes, text } = await consultOn('configuration', moved);
    expect({ status, causes }).toEqual({ status: 'fail', causes: ['origin_refused'] });
    expect(text).toMatch(/http:\/\/localhost:8080.*CORS.*CLIENT_ORIGIN/s);
  });
});

describe('what lies in the folder', () => {
  function folderWith(files: Record<string, string>): string {
    const { path, remove } = temporaryFolder();
    onTestFinished(remove);
    mkdirSync(`${path}/server/node_modules/@sinch/sdk-core`, { recursive: true });
    for (const [name, text] of Object.entries(files)) writeFileSync(`${path}/server/${name}`, text);
    return path;
  }
  const MANIFEST = { 'package.json': '{"dependencies":{"@sinch/sdk-core":"1.4.0"}}' };
  const sdk = (version: string) => ({
    'node_modules/@sinch/sdk-core/package.json': JSON.stringify({ version }),
  });

  test('as it should be', () => {
    expect(checkInstallation(folderWith({ ...MANIFEST, ...sdk('1.4.0') }))).toEqual([]);
  });

  test.each([
    ['of another version', sdk('1.5.0'), '1.5.0'],
    ['that is missing', {}, 'none'],
  ])('an SDK %s', (_, files, version) => {
    const found = checkInstallation(folderWith({ ...MANIFEST, ...files }));
    expect(found).toMatchObject([{ status: 'warn', cause: 'sdk_version' }]);
    expect(found[0]?.says).toContain(version);
  });

  test('a .env that nothing reads', () => {
    const found = checkInstallation(folderWith({ ...MANIFEST, ...sdk('1.4.0'), '.env': 'PORT=1' }));
    expect(found).toMatchObject([{ status: 'warn', cause: 'env_file_elsewhere' }]);
  });
});
