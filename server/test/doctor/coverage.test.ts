/**
 * Every item of the usual troubleshooting lists for Sinch's callbacks, in our own words, and the check that finds it.
 * A cause is found by some check of the doctor, and a test of its own provokes it.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CAUSES, CHECK_IDS } from '../../scripts/doctor/finding.ts';
import type { Cause, CheckId } from '../../scripts/doctor/finding.ts';

type Found = { [Id in CheckId]: readonly [check: Id, ...causes: Cause<Id>[]] }[CheckId];

const ITEMS: Record<string, Record<string, Found>> = {
  'the signature is refused': {
    'the secret here and the one at Sinch differ': ['signing', 'signature_fails', 'app_secret_differs'],
    'the secret was changed here, and the server not restarted': ['webhook', 'secret_differs'],
    'the secret has blanks or quotation marks around it': ['configuration', 'doubtful_variable'],
    'the body is parsed before it is verified, so its bytes are others': ['webhook', 'body_changed'],
    'the body is turned into text in another way than it was signed': ['webhook', 'body_changed'],
    'the signature has another length, or another encoding': ['signing', 'signature_fails'],
    'headers of the signature do not arrive': ['webhook', 'headers_changed', 'changed_or_other_server'],
    'Sinch does not sign for this account': ['signing', 'unsigned', 'app_secret_missing'],
    'the clock is wrong': ['clock', 'behind', 'ahead'],
  },
  'no callback arrives': {
    'the callback address is not set': ['webhook', 'public_url_missing'],
    'the callback address is mistyped, or its path is another': ['webhook', 'dns', 'path', 'other_program'],
    'the tunnel has ended, or has a new address': ['webhook', 'tunnel_offline', 'dns'],
    'the server does not run': ['webhook', 'server_stopped'],
    'the server runs on another port than the tunnel leads to': [
      'webhook',
      'tunnel_without_server',
      'port_taken',
    ],
    'the trigger for deliveries is not enabled, or belongs to another plan or app': [
      'signing',
      'no_callback',
    ],
    'a firewall or a proxy stands in between': [
      'webhook',
      'guarded',
      'timeout',
      'nothing_behind',
      'redirect',
    ],
    'a second server takes some of them': ['webhook', 'two_servers', 'other_server'],
  },
  'the tunnel does not start': {
    'its port is taken by another program': ['webhook', 'port_taken'],
    'the agent is not signed in': ['webhook', 'tunnel_not_opened'],
    'a limit of the free plan is reached': ['webhook', 'tunnel_trouble', 'tunnel_not_opened'],
  },
  'the browser says CORS': {
    'the origin of the page is not allowed': ['configuration', 'origin_refused'],
    'the server does not run, which browsers call CORS too': ['webhook', 'server_stopped'],
  },
  'the SMS is not sent': {
    'the project, the key or its secret is wrong or expired': ['credentials', 'wrong_key', 'wrong_token'],
    'the region is another': ['account', 'wrong_region'],
    'the project may not use this API': ['account', 'project_too_new', 'project_unknown'],
    'the app is unknown, or has no SMS channel': ['account', 'app_unknown', 'channel_missing'],
    'a number is not written with + and its country code': ['configuration', 'variable'],
    'the sender is not provisioned, or a name where names are not allowed': [
      'sender',
      'none',
      'alphanumeric',
    ],
    'the account is in trial, and writes to verified numbers only': ['signing', 'test_mode'],
    'the account is blocked or out of credit': ['account', 'blocked'],
    'the SDK is of another version than the code was written for': ['configuration', 'sdk_version'],
  },
  'nothing is kept': {
    'messages are kept in memory alone': ['database', 'memory'],
    'the database cannot be written or reached': ['database', 'unwritable', 'unreachable'],
  },
};

const items = Object.values(ITEMS).flatMap((list) => Object.entries(list));

describe('every item of the troubleshooting list', () => {
  test.each(items)('%s', (_, [check, ...causes]) => {
    expect(CAUSES[check]).toEqual(expect.arrayContaining(causes));
    expect(causes.length).toBeGreaterThan(0);
  });

  test('needs every check but none in vain', () => {
    expect(new Set(items.map(([, [check]]) => check))).toEqual(new Set(CHECK_IDS));
  });
});

test('every cause is one that a test provokes', () => {
  const tests = readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith('.test.ts') && name !== 'coverage.test.ts')
    .map((name) => readFileSync(join(import.meta.dirname, name), 'utf8'))
    .join('\n');
  const causes = new Set(Object.values(CAUSES).flat());
  expect([...causes].filter((cause) => !tests.includes(`'${cause}'`))).toEqual([]);
});
