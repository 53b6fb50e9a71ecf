import type { Api } from './admission.ts';
import type { Batch } from './batch.ts';
import type { ConversationMessage } from './conversation/message.ts';

interface Send {
  readonly api: Api;
  readonly at: number;
  readonly sender: string | undefined;
  readonly url: string | undefined;
}

interface LatestSends {
  /** Of the last send to the number. */
  readonly sender: string | undefined;
  /** Of the last send to the number, else to anybody. */
  readonly api: Api | undefined;
  /** Of the last send that brought one, to anybody. */
  readonly url: string | undefined;
}

/** What the sends so far say of the account, and of one number. */
export function latestSends(
  batches: readonly Batch[],
  messages: readonly ConversationMessage[],
  number: string,
): LatestSends {
  const one = newest(
    batches.findLast(({ recipients }) => recipients.has(number)),
    messages.findLast(({ request }) => request.number === number),
  );
  const any = newest(batches.at(-1), messages.at(-1));
  const last = newest(
    batches.findLast(({ request }) => request.callback_url !== undefined),
    messages.findLast(({ request }) => request.callback_url !== undefined),
  );
  return { sender: one?.sender, api: (one ?? any)?.api, url: last?.url };
}

function newest(batch: Batch | undefined, message: ConversationMessage | undefined): Send | undefined {
  const sends: Send[] = [];
  if (batch) {
    const { from, callback_url } = batch.request;
    sends.push({ api: 'sms', at: batch.createdAt, sender: from, url: withoutQuery(callback_url) });
  }
  if (message) {
    const { channel_properties = {}, callback_url } = message.request;
    const sender = channel_properties['SMS_SENDER']?.replace(/^\+/, '');
    sends.push({ api: 'conversation', at: message.acceptedAt, sender, url: withoutQuery(callback_url) });
  }
  return sends.toSorted((first, second) => second.at - first.at)[0];
}

/** A send's own URL may carry what is meant for that send alone; a plan's would not. */
function withoutQuery(url: string | undefined): string | undefined {
  return url?.replace(/[?#].*$/, '');
}
