/** Every kind of account that the emulator plays, through each way to Sinch: the first thing that is wrong is the cause. */
import { describe, expect, test } from 'vitest';
import type { Account } from '../../emulator/admission.ts';
import { APP, consult, serve, SERVICE_PLAN, setUp } from './kit.ts';
import type { Env } from './kit.ts';

/** A mode that the emulator comes to have does not compile until it is decided here. */
type Mode = Exclude<keyof Account, 'credentials' | 'conversationAppId'>;
type Way = 'project' | 'plan' | 'conversation';
/** Null: this account can send that way. */
type Expected = Record<Way, string | null>;

const WAYS: Record<Way, Env> = {
  project: {},
  plan: SERVICE_PLAN,
  conversation: { SINCH_CONVERSATION_APP_ID: APP },
};

const all = (cause: string): Expected => ({ project: cause, plan: cause, conversation: cause });

const MODES: Record<Mode, [played: Partial<Account>, expected: Expected]> = {
  unsigned: [{ unsigned: true }, all('signing: unsigned')],
  projectTooNew: [
    { projectTooNew: true },
    { project: 'account: project_too_new', plan: null, conversation: null },
  ],
  blocked: [{ blocked: true }, all('account: blocked')],
  wrongRegion: [
    { wrongRegion: true },
    {
      project: 'account: wrong_region',
      plan: 'credentials: wrong_token_or_region',
      conversation: 'account: wrong_region',
    },
  ],
  channelMissing: [
    { channelMissing: true },
    { project: null, plan: null, conversation: 'account: channel_missing' },
  ],
  verifiedNumbers: [{ verifiedNumbers: new Set(['15551230001']) }, all('signing: test_mode')],
};

const CASES = Object.entries(MODES).flatMap(([mode, [played, expected]]) =>
  Object.entries(expected).map(([way, cause]) => ({ mode, way: way as Way, played, cause })),
);

describe('the first thing that is wrong', () => {
  test.each(CASES)('$mode, by $way: $cause', async ({ way, played, cause }) => {
    const env = await setUp({ ...played, speed: 1000 }, WAYS[way]);
    await serve(env);
    const checks = await consult(env, { sendTo: '+12025550101' });
    const wrong = checks.flatMap(({ id, findings }) =>
      findings.filter(({ status }) => status === 'fail').map((finding) => `${id}: ${finding.cause}`),
    );
    expect(wrong[0] ?? null).toBe(cause);
  });
});
