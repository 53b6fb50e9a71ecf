/** Which hosts of Sinch are called, where nothing overrides them. No name is looked up in the wide world. */
import dns from 'node:dns';
import { expect, it, vi } from 'vitest';
import { createGateway, longestSendMs } from '../src/sinch/create-gateway.ts';
import { testConfig } from './harness.ts';
import { neverLate, outgoing, startSinch } from './sinch-server.ts';

const PLAN = {
  SINCH_PROJECT_ID: '',
  SINCH_KEY_ID: '',
  SINCH_KEY_SECRET: '',
  SINCH_SERVICE_PLAN_ID: 'plan-1',
  SINCH_API_TOKEN: 'token-1',
};
const APP = { SINCH_CONVERSATION_APP_ID: 'our-app' };

it.each<[string, string, Record<string, string>, string]>([
  ['a project key', 'eu', {}, 'zt.eu.sms.api.sinch.com'],
  ['a service plan', 'br', PLAN, 'br.sms.api.sinch.com'],
  ['a Conversation app', 'us', APP, 'us.conversation.api.sinch.com'],
  ['a Conversation app', 'eu', APP, 'eu.conversation.api.sinch.com'],
  ['a Conversation app', 'br', APP, 'br.conversation.api.sinch.com'],
])('%s in %s', async (_what, region, env, host) => {
  const { url } = await startSinch(() => {});
  const asked: string[] = [];
  const lookup = vi.spyOn(dns, 'lookup').mockImplementation((...args: unknown[]) => {
    asked.push(String(args[0]));
    const callback = args.at(-1) as (error: Error) => void;
    callback(new Error(`getaddrinfo ENOTFOUND ${String(args[0])}`));
  });
  const hosts = { SINCH_AUTH_URL: url, SINCH_SMS_URL: '', SINCH_CONVERSATION_URL: '', SINCH_REGION: region };
  const gateway = createGateway(testConfig({ ...hosts, ...env }), 2000);
  expect(await gateway.send(outgoing(), neverLate)).toMatchObject({
    kind: 'refused',
    refusal: { code: 'unreachable' },
  });
  expect(asked).toEqual([host]);
  lookup.mockRestore();
});

it('the configuration chooses the API, and with it how long a send may take', () => {
  const [sms, conversation] = [testConfig(), testConfig(APP)];
  expect([createGateway(sms, 1).transport, createGateway(conversation, 1).transport]).toEqual([
    'sms',
    'conversation',
  ]);
  expect([longestSendMs(sms, 15_000), longestSendMs(conversation, 15_000)]).toEqual([15_000, 75_000]);
});
