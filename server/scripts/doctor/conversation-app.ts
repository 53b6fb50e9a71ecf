/** Whether the Conversation API knows the app, and can send SMS as it. Pure. */
import { z } from 'zod';
import { projectUnknown, refused, unknownRegion } from './account-findings.ts';
import { jsonOf, statusOf, type Answer, type Reply } from './ask.ts';
import { notSinch } from './credentials.ts';
import { fail, pass, warn, type Finding } from './finding.ts';

type Found = Finding<'account'>;

const channelSchema = z.object({
  channel: z.string(),
  state: z.object({ status: z.string() }).optional(),
});
export const appSchema = z.object({
  id: z.string(),
  channel_credentials: z.array(channelSchema).default([]),
  callback_settings: z.object({ secret_for_overridden_callback_urls: z.string().optional() }).default({}),
});
const appsSchema = z.object({ apps: z.array(appSchema).default([]) });

function judgeUnknownApp(region: string, apps: Reply | null): Found {
  const list = statusOf(apps) === 200 ? jsonOf(apps, appsSchema) : null;
  if (list === null) return unknownRegion(region);
  const others = list.apps.map(({ id }) => id).slice(0, 5);
  const known = others.length > 0 ? `It has: ${others.join(', ')}.` : 'It has none: make one there first.';
  return fail(
    'app_unknown',
    `This project has no app of the id in SINCH_CONVERSATION_APP_ID in the region ${region}.`,
    `Copy the id of the app from the Sinch dashboard (Conversation API, Apps). ${known}`,
  );
}

function judgeChannel(answer: Answer, url: string): Found {
  const app = jsonOf(answer, appSchema);
  if (app === null) return notSinch(url, answer.status);
  const sms = app.channel_credentials.find(({ channel }) => channel === 'SMS');
  if (sms === undefined) {
    return fail(
      'channel_missing',
      'The Conversation app has no SMS channel: Sinch would accept every message, and then fail it.',
      'Add the channel SMS to the app in the Sinch dashboard (Conversation API, Apps), with your service plan.',
    );
  }
  const status = sms.state?.status ?? 'ACTIVE';
  if (status === 'ACTIVE')
    return pass('good', 'The Conversation API knows the app, and it has an SMS channel.');
  return warn(
    'channel_inactive',
    `The SMS channel of the Conversation app is not active, but ${status.slice(0, 20)}.`,
    'Look at the channel in the Sinch dashboard (Conversation API, Apps).',
  );
}

/** `answer`: to the question for the app; `apps`: to that for all of them. */
export function judgeApp(answer: Answer, url: string, region: string, apps: Reply | null): Found {
  if (answer.status === 401) return projectUnknown();
  if (answer.status === 404) return judgeUnknownApp(region, apps);
  return answer.status === 200 ? judgeChannel(answer, url) : refused(answer);
}
