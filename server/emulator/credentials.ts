import { createHmac } from 'node:crypto';
import { z } from 'zod';

/** The accounts that the emulator knows; to any other it answers as Sinch does to wrong credentials. */
export interface Credentials {
  readonly project?: ProjectKey | undefined;
  readonly plan?: PlanToken | undefined;
}

export interface ProjectKey {
  readonly projectId: string;
  readonly keyId: string;
  readonly keySecret: string;
}

interface PlanToken {
  readonly servicePlanId: string;
  readonly apiToken: string;
}

/** `expires_in` of Sinch's tokens, in seconds (docs/sinch.md, "Accounts and hosts"). */
export const TOKEN_SECONDS = 3_599;

/** Signed with the key's own secret, so that a token outlives a restart of the emulator. */
export function issueToken(key: ProjectKey, now: number): string {
  const seconds = Math.floor(now / 1000);
  const header = base64url({ alg: 'HS256', typ: 'JWT' });
  const claims = base64url({ client_id: key.keyId, iat: seconds, exp: seconds + TOKEN_SECONDS });
  return `${header}.${claims}.${seal(`${header}.${claims}`, key)}`;
}

type TokenVerdict = 'good' | 'expired' | 'bad';

function judgeToken(token: string, key: ProjectKey, now: number): TokenVerdict {
  const [header = '', claims = '', seen] = token.split('.');
  if (seen !== seal(`${header}.${claims}`, key)) return 'bad';
  const { exp } = claimsSchema.parse(JSON.parse(Buffer.from(claims, 'base64url').toString()));
  return exp * 1000 > now ? 'good' : 'expired';
}

const claimsSchema = z.object({ exp: z.number() });

function seal(text: string, { keySecret }: ProjectKey): string {
  return createHmac('sha256', keySecret).update(text).digest('base64url');
}

function base64url(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** May the bearer of this token act for this account (a project id or a service plan id, as the path has it)? */
export function judgeBearer(
  { project, plan }: Credentials,
  account: string,
  token: string,
  now: number,
): TokenVerdict {
  if (plan && account === plan.servicePlanId) return token === plan.apiToken ? 'good' : 'bad';
  if (project && account === project.projectId) return judgeToken(token, project, now);
  return 'bad';
}
