/** What a check found. Ids and causes are stable: programs may depend on them. */

/** Every cause that a check can name, and the checks in their order. */
export const CAUSES = {
  configuration: [
    'good',
    'env_file',
    'env_file_elsewhere',
    'variable',
    'doubtful_variable',
    'sdk_version',
    'server_differs',
    'origin_refused',
    'not_checked',
  ],
  clock: ['good', 'behind', 'ahead', 'no_other_clock', 'not_checked'],
  credentials: [
    'good',
    'wrong_key',
    'wrong_token',
    'wrong_token_or_region',
    'unreachable',
    'busy',
    'not_sinch',
    'not_checked',
  ],
  account: [
    'good',
    'wrong_region',
    'project_too_new',
    'project_too_new_or_region',
    'project_unknown',
    'blocked',
    'refused',
    'not_found',
    'app_unknown',
    'channel_missing',
    'channel_inactive',
    'unreachable',
    'busy',
    'not_sinch',
    'not_checked',
  ],
  sender: ['good', 'none', 'alphanumeric', 'short_code', 'not_checked'],
  webhook: [
    'good',
    'this_machine',
    'public_url_missing',
    'tunnel_not_opened',
    'port_taken',
    'server_not_ready',
    'other_tokens',
    'server_stopped',
    'secret_differs',
    'dns',
    'tls',
    'unreachable',
    'refused',
    'timeout',
    'broken',
    'tunnel_offline',
    'tunnel_without_server',
    'tunnel_trouble',
    'redirect',
    'guarded',
    'path',
    'other_program',
    'other_server',
    'two_servers',
    'same_database',
    'body_changed',
    'headers_changed',
    'changed_or_other_server',
    'answer_changed',
    'nothing_behind',
    'forgery_accepted',
    'not_checked',
  ],
  signing: [
    'signed',
    'app_secret',
    'previous_secret',
    'unsigned',
    'unsigned_but_trusted',
    'signature_fails',
    'app_secret_differs',
    'app_secret_missing',
    'not_known_yet',
    'send_refused',
    'test_mode',
    'no_callback',
    'not_checked',
  ],
  database: ['good', 'memory', 'unwritable', 'damaged', 'newer', 'older', 'unreachable', 'not_checked'],
} as const;

export type CheckId = keyof typeof CAUSES;
export const CHECK_IDS = [
  'configuration',
  'clock',
  'credentials',
  'account',
  'sender',
  'webhook',
  'signing',
  'database',
] as const satisfies readonly CheckId[];

export type Cause<Id extends CheckId> = (typeof CAUSES)[Id][number];
export type Status = 'pass' | 'warn' | 'fail' | 'skipped';

export interface Finding<Id extends CheckId = CheckId> {
  status: Status;
  cause: Cause<Id>;
  /** What is so, in the user's words. */
  says: string;
  /** What to do about it; null where there is nothing to do. */
  remedy: string | null;
}

export interface Check {
  id: CheckId;
  /** That of the gravest finding. */
  status: Status;
  findings: readonly Finding[];
}

const GRAVITY: readonly Status[] = ['skipped', 'pass', 'warn', 'fail'];

export const toCheck = <Id extends CheckId>(id: Id, findings: readonly Finding<Id>[]): Check => ({
  id,
  status: GRAVITY.findLast((status) => findings.some((finding) => finding.status === status)) ?? 'skipped',
  findings,
});

export const pass = <C extends string>(cause: C, says: string) =>
  ({ status: 'pass', cause, says, remedy: null }) as const;
export const warn = <C extends string>(cause: C, says: string, remedy: string | null) =>
  ({ status: 'warn', cause, says, remedy }) as const;
export const fail = <C extends string>(cause: C, says: string, remedy: string) =>
  ({ status: 'fail', cause, says, remedy }) as const;
export const skipped = <C extends string>(cause: C, says: string, remedy: string | null = null) =>
  ({ status: 'skipped', cause, says, remedy }) as const;
