import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { readOptions, withEnvFile } from './environment.ts';
import { emulate } from './test-kit.ts';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));
const COMPLETE = { SINCH_WEBHOOK_SECRET: 'secret', SINCH_SERVICE_PLAN_ID: 'plan', SINCH_API_TOKEN: 'token' };

function run(env: Record<string, string>) {
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, ['--import', 'tsx', MAIN], { env: { PATH, ENV_FILE: '', ...env } });
  onTestFinished(() => void child.kill('SIGKILL'));
  const said = { out: '', err: '' };
  child.stdout.on('data', (text: Buffer) => (said.out += text.toString()));
  child.stderr.on('data', (text: Buffer) => (said.err += text.toString()));
  return { child, said };
}

describe('the process', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)('says where it listens, and stops on %s', async (signal) => {
    const { child, said } = run({ ...COMPLETE, EMULATOR_PORT: '0' });
    await once(child.stdout, 'data');
    expect(said.out).toMatch(/^Emulator listening on http:\/\/127\.0\.0\.1:\d+\n$/);
    child.kill(signal);
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  test('says the seed of its chaos', async () => {
    const { child, said } = run({ ...COMPLETE, EMULATOR_PORT: '0', EMULATOR_CHAOS: 'seed-1' });
    while (said.out.split('\n').length < 3) await once(child.stdout, 'data');
    expect(said.out).toContain('EMULATOR_CHAOS=seed-1 makes it again');
  });

  test('names the variable when the port is taken', async () => {
    const { url } = await emulate();
    const { child, said } = run({ ...COMPLETE, EMULATOR_PORT: new URL(url).port });
    expect(await once(child, 'close')).toEqual([1, null]);
    expect(said.err).toContain('EMULATOR_PORT');
  });
});

describe('the environment', () => {
  test('complete: the defaults', () => {
    expect(readOptions(COMPLETE)).toMatchObject({ port: 4020, speed: 1, webhookSecret: 'secret' });
  });

  test('every fault at once', () => {
    const env = {
      EMULATOR_PORT: 'x',
      EMULATOR_SPEED: '0',
      EMULATOR_MESSAGES_PER_SECOND: '-1',
      EMULATOR_UNSIGNED: 'yes',
      EMULATOR_CALLBACK_URL: 'ftp://example.com',
    };
    const names = ['SINCH_WEBHOOK_SECRET', 'SINCH_API_TOKEN', ...Object.keys(env)];
    expect(() => readOptions(env)).toThrow(new RegExp(names.join('[^]*')));
  });

  test('the kinds of account, the rate and the chaos', () => {
    const env = {
      ...COMPLETE,
      SINCH_CONVERSATION_APP_ID: 'app',
      EMULATOR_CONVERSATION_SECRET: 'other',
      EMULATOR_CALLBACK_URL: 'http://127.0.0.1:3001/callbacks',
      EMULATOR_UNSIGNED: '1',
      EMULATOR_PROJECT_TOO_NEW: '1',
      EMULATOR_BLOCKED: '1',
      EMULATOR_WRONG_REGION: '1',
      EMULATOR_CHANNEL_MISSING: '1',
      EMULATOR_VERIFIED_NUMBERS: '+15551230001,+1 555 123 0002',
      EMULATOR_MESSAGES_PER_SECOND: '30',
      EMULATOR_CHAOS: 'seed-1',
    };
    expect(readOptions(env)).toMatchObject({
      conversationAppId: 'app',
      overriddenUrlSecret: 'other',
      defaultCallbackUrl: 'http://127.0.0.1:3001/callbacks',
      unsigned: true,
      projectTooNew: true,
      blocked: true,
      wrongRegion: true,
      channelMissing: true,
      verifiedNumbers: new Set(['15551230001', '15551230002']),
      messagesPerSecond: 30,
      chaos: { seed: 'seed-1' },
    });
    expect(readOptions(COMPLETE)).toMatchObject({ unsigned: false, blocked: false, chaos: undefined });
  });

  test('a seed is made where none is given', () => {
    const seeds = [1, 2].map(() => readOptions({ ...COMPLETE, EMULATOR_CHAOS: 'random' }).chaos?.seed);
    expect(seeds[0]).toMatch(/^[0-9a-f]{8}$/);
    expect(seeds[1]).not.toBe(seeds[0]);
  });

  test('the variables of the process win over those of the file', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'emulator-')), 'env');
    writeFileSync(file, 'EMULATOR_SPEED=3\nSINCH_API_TOKEN=from-the-file\n');
    expect(withEnvFile({ ENV_FILE: file, EMULATOR_SPEED: '7' })).toMatchObject({
      EMULATOR_SPEED: '7',
      SINCH_API_TOKEN: 'from-the-file',
    });
  });
});
