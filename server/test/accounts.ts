/** The kinds of account that somebody may have with Sinch: how each is configured here, and played by the emulator. */
import type { EmulatorOptions } from '../emulator/options.ts';
import type { CallbackAuth, Transport } from '../src/contract.ts';
import { PROJECT, SECRET } from './harness.ts';

export const PLAN = { servicePlanId: 'test-plan', apiToken: 'test-plan-token' };
export const APP = 'test-app';

export interface AccountKind {
  readonly name: string;
  readonly transport: Transport;
  readonly auth: CallbackAuth;
  /** Beside the URLs of Sinch. An empty variable is one that is not set. */
  readonly env: Readonly<Record<string, string>>;
  readonly emulator: EmulatorOptions;
}

type Way = Omit<AccountKind, 'auth'>;

const WAYS: readonly Way[] = [
  {
    name: 'SMS by project key',
    transport: 'sms',
    env: {},
    emulator: { webhookSecret: SECRET, credentials: { project: PROJECT } },
  },
  {
    name: 'SMS by service plan',
    transport: 'sms',
    env: {
      SINCH_PROJECT_ID: '',
      SINCH_KEY_ID: '',
      SINCH_KEY_SECRET: '',
      SINCH_SERVICE_PLAN_ID: PLAN.servicePlanId,
      SINCH_API_TOKEN: PLAN.apiToken,
    },
    emulator: { webhookSecret: SECRET, credentials: { plan: PLAN } },
  },
  {
    name: 'Conversation',
    transport: 'conversation',
    env: { SINCH_CONVERSATION_APP_ID: APP },
    emulator: { webhookSecret: SECRET, credentials: { project: PROJECT }, conversationAppId: APP },
  },
];

const signed = (way: Way): AccountKind => ({ ...way, name: `${way.name}, signed`, auth: 'signature' });

const unsigned = (way: Way): AccountKind => ({
  ...way,
  name: `${way.name}, unsigned with token`,
  auth: 'signature-or-token',
  env: { ...way.env, SINCH_CALLBACK_AUTH: 'signature-or-token' },
  emulator: { ...way.emulator, unsigned: true },
});

export const ACCOUNTS: readonly AccountKind[] = WAYS.flatMap((way) => [signed(way), unsigned(way)]);
