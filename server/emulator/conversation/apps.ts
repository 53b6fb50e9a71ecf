import type { Account } from '../admission.ts';

export interface AppOptions extends Account {
  readonly webhookSecret: string;
  readonly overriddenUrlSecret?: string | undefined;
}

/** The project's apps: the one that it has, or none. */
export function appsJson(options: AppOptions): Record<string, unknown>[] {
  const { conversationAppId: id } = options;
  return id === undefined ? [] : [appJson(id, options)];
}

/** `AppResponse` of the SDK, as far as there is something to say. */
function appJson(id: string, options: AppOptions): Record<string, unknown> {
  const { channelMissing, unsigned, webhookSecret, overriddenUrlSecret = webhookSecret } = options;
  const signing = unsigned ? {} : { secret_for_overridden_callback_urls: overriddenUrlSecret };
  return {
    id,
    display_name: 'The emulated app',
    channel_credentials: channelMissing ? [] : [smsChannel(options)],
    processing_mode: 'DISPATCH',
    callback_settings: signing,
  };
}

function smsChannel({ credentials }: Account): Record<string, unknown> {
  const { servicePlanId = 'emulated-plan', apiToken = 'emulated-token' } = credentials.plan ?? {};
  return {
    channel: 'SMS',
    static_bearer: { claimed_identity: servicePlanId, token: apiToken },
    state: { status: 'ACTIVE', description: '' },
    channel_known_id: '',
    credential_ordinal_number: 0,
  };
}
