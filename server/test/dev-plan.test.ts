/** When `npm run dev` starts the emulator: if it plays a host that the server will call. */
import { expect, it } from 'vitest';
import { planPrograms } from '../scripts/dev-plan.ts';
import { testConfig } from './harness.ts';

const HERE = 'http://127.0.0.1:4020';
const APP = { SINCH_CONVERSATION_APP_ID: 'our-app' };
const NOWHERE = { SINCH_AUTH_URL: '', SINCH_SMS_URL: '', SINCH_CONVERSATION_URL: '' };
const PLAN = {
  SINCH_PROJECT_ID: '',
  SINCH_KEY_ID: '',
  SINCH_KEY_SECRET: '',
  SINCH_SERVICE_PLAN_ID: 'plan-1',
  SINCH_API_TOKEN: 'token-1',
};

it.each<[string, Record<string, string>, boolean]>([
  ['all of Sinch is here', { SINCH_AUTH_URL: HERE, SINCH_SMS_URL: HERE, SINCH_CONVERSATION_URL: HERE }, true],
  ['all of it is the real one', {}, false],
  ['the SMS API is here', { SINCH_SMS_URL: HERE }, true],
  ['only the Conversation API is here, which is not called', { SINCH_CONVERSATION_URL: HERE }, false],
  ['the Conversation API is here, and called', { SINCH_CONVERSATION_URL: HERE, ...APP }, true],
  ['only the SMS API is here, which is not called', { SINCH_SMS_URL: HERE, ...APP }, false],
  ['tokens come from here', { SINCH_AUTH_URL: HERE }, true],
  ['tokens come from here, but none is needed', { SINCH_AUTH_URL: HERE, ...PLAN }, false],
])('%s', (_what, env, starts) => {
  const programs = planPrograms(testConfig({ ...NOWHERE, ...env }));
  expect(programs.map(({ name }) => name)).toEqual([...(starts ? ['emulator'] : []), 'server', 'client']);
});
