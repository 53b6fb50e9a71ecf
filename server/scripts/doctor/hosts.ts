/** Where Sinch is (docs/sinch.md, "Accounts and hosts" and "The Conversation API"). */
import { REGIONS, type Config } from '../../src/config.ts';

export interface Hosts {
  auth: string;
  /** The base address of each region that can be asked, by its name. */
  sms: Readonly<Record<string, string>>;
  conversation: Readonly<Record<string, string>>;
}

const each = (regions: readonly string[], urlOf: (region: string) => string): Record<string, string> =>
  Object.fromEntries(regions.map((region) => [region, urlOf(region)]));

/** A host that is overridden is one region's; the other API is asked only where it is as real as the one that sends. */
export function hostsOf({ credentials, transport, region, sinch }: Config): Hosts {
  const { authUrl, smsUrl, conversationUrl } = sinch;
  const prefix = credentials.kind === 'project' ? 'zt.' : '';
  const mixed = transport.kind === 'sms' && (smsUrl === null) !== (conversationUrl === null);
  return {
    auth: authUrl ?? 'https://auth.sinch.com',
    sms:
      smsUrl === null
        ? each(REGIONS[credentials.kind].all, (one) => `https://${prefix}${one}.sms.api.sinch.com`)
        : { [region]: smsUrl },
    conversation: mixed
      ? {}
      : conversationUrl === null
        ? each(REGIONS.conversation.all, (one) => `https://${one}.conversation.api.sinch.com`)
        : { [region]: conversationUrl },
  };
}
