/** Asks Sinch what can be asked without sending, or changing, anything. */
import { z } from 'zod';
import type { Config, Credentials } from '../../src/config.ts';
import { jsonOf, statusOf, type Ask, type Reply } from './ask.ts';
import type { Hosts } from './hosts.ts';

export interface Interview {
  hosts: Hosts;
  /** The token call of a project key; null for a service plan, which has its token. */
  token: Reply | null;
  /** The harmless call to the API that sends; null without a token to make it with. */
  call: Reply | null;
  /** The same call in other regions, where this one refused it. */
  elsewhere: readonly { region: string; reply: Reply }[];
  /** The list of the project's Conversation apps in this region, where it tells causes apart. */
  apps: Reply | null;
}

export const tokenSchema = z.object({ access_token: z.string().min(1) });

function askToken(ask: Ask, { auth }: Hosts, credentials: Credentials & { kind: 'project' }): Promise<Reply> {
  const basic = Buffer.from(`${credentials.keyId}:${credentials.keySecret}`).toString('base64');
  return ask(`${auth}/oauth2/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${basic}`, 'content-type': 'application/x-www-form-urlencoded' },
    body: 'grant_type=client_credentials',
  });
}

/** The harmless call: the list of batches, or the app that sends. */
function callPath({ transport, credentials }: Config): string {
  const account = credentials.kind === 'project' ? credentials.projectId : credentials.servicePlanId;
  return transport.kind === 'sms'
    ? `/xms/v1/${account}/batches?page_size=1`
    : `/v1/projects/${account}/apps/${transport.appId}`;
}

export async function interviewSinch(config: Config, hosts: Hosts, ask: Ask): Promise<Interview> {
  const { credentials, transport, region } = config;
  const token = credentials.kind === 'project' ? await askToken(ask, hosts, credentials) : null;
  const bearer =
    credentials.kind === 'project' ? jsonOf(token, tokenSchema)?.access_token : credentials.apiToken;
  if (bearer === undefined) return { hosts, token, call: null, elsewhere: [], apps: null };

  const get = (base: string, path: string): Promise<Reply> =>
    ask(`${base}${path}`, { headers: { authorization: `Bearer ${bearer}` } });
  const regions = transport.kind === 'sms' ? hosts.sms : hosts.conversation;
  const call = await get(regions[region] ?? '', callPath(config));

  const refused = transport.kind === 'sms' ? [401, 404] : [404];
  if (!refused.includes(statusOf(call) ?? 0)) return { hosts, token, call, elsewhere: [], apps: null };
  const others = Object.entries(regions).filter(([name]) => name !== region);
  const elsewhere = await Promise.all(
    others.map(async ([name, base]) => ({ region: name, reply: await get(base, callPath(config)) })),
  );
  const conversation = hosts.conversation[region];
  const apps =
    credentials.kind === 'project' && conversation !== undefined
      ? await get(conversation, `/v1/projects/${credentials.projectId}/apps`)
      : null;
  return { hosts, token, call, elsewhere, apps };
}
