/** Whether this account may use the API that sends, in this region. Pure. */
import { z } from 'zod';
import type { Config } from '../../src/config.ts';
import {
  blocked,
  notFound,
  projectUnknown,
  refused,
  unknownRegion,
  wrongRegion,
} from './account-findings.ts';
import { jsonOf, statusOf, type Answer } from './ask.ts';
import { judgeApp } from './conversation-app.ts';
import { busy, notSinch, unreachable } from './credentials.ts';
import { fail, pass, skipped, type Finding } from './finding.ts';
import type { Interview } from './interview.ts';

type Found = Finding<'account'>;

const WAYS_OUT =
  'There are three ways: send through the Conversation API (set SINCH_CONVERSATION_APP_ID), use a service plan (SINCH_SERVICE_PLAN_ID and SINCH_API_TOKEN in place of the three of the project), or ask your Sinch account manager.';

const batchesSchema = z.object({ count: z.number() });

/** The key is good, and yet the SMS API says 401 (docs/sinch.md, "Accounts and hosts"). */
function judgeRefusedProject(region: string, { elsewhere, apps }: Interview): Found {
  // What the Conversation API says of the same project and the same key.
  const status = statusOf(apps);
  if (status === 401) return projectUnknown();
  if (status === 404 && elsewhere.length === 0) return unknownRegion(region);
  if (status === 200) {
    const says =
      'This project is too new for the SMS API: Sinch takes the access key, and the SMS API refuses it (HTTP 401), as for every project made after 15 April 2026.';
    return fail('project_too_new', says, WAYS_OUT);
  }
  return fail(
    'project_too_new_or_region',
    `The access key is good, but the SMS API refuses it in the region ${region} (HTTP 401): the project was made after 15 April 2026, or is of another region, or SINCH_PROJECT_ID is not the key's.`,
    `Check SINCH_REGION and SINCH_PROJECT_ID in the Sinch dashboard. If both are right, the project is too new. ${WAYS_OUT}`,
  );
}

/** What means the same on both APIs, or else the answer. */
function judgeCall(url: string, config: Config, { call, elsewhere }: Interview): Found | Answer {
  if (call === null) return skipped('not_checked', 'Without a token the account cannot be asked about.');
  if (call.kind === 'silence') return unreachable(url, call, config);
  const there = elsewhere.find(({ reply }) => statusOf(reply) === 200);
  if (there !== undefined) return wrongRegion(config.region, there.region);
  if (call.status === 403) return blocked(call);
  return call.status === 429 || call.status >= 500 ? busy(call.status) : call;
}

function judgeSms(config: Config, interview: Interview): Found {
  const url = interview.hosts.sms[config.region] ?? '';
  const call = judgeCall(url, config, interview);
  if ('cause' in call) return call;
  const byProject = config.credentials.kind === 'project';
  if (call.status === 401) {
    return byProject
      ? judgeRefusedProject(config.region, interview)
      : skipped('not_checked', 'Sinch does not take the token, so it does not tell of the account.');
  }
  if (call.status === 404) return notFound(byProject ? 'this project' : 'this service plan');
  if (call.status !== 200) return refused(call);
  if (jsonOf(call, batchesSchema) === null) return notSinch(url, call.status);
  const account = byProject ? 'project' : 'service plan';
  return pass('good', `The SMS API answers for this ${account} in the region ${config.region}.`);
}

function judgeConversation(config: Config, interview: Interview): Found {
  const url = interview.hosts.conversation[config.region] ?? '';
  const call = judgeCall(url, config, interview);
  return 'cause' in call ? call : judgeApp(call, url, config.region, interview.apps);
}

export const judgeAccount = (config: Config, interview: Interview): Found[] => [
  config.transport.kind === 'sms' ? judgeSms(config, interview) : judgeConversation(config, interview),
];
