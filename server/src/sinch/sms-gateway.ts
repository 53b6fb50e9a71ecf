import { AsyncLocalStorage } from 'node:async_hooks';
import { RequestFailedError, SinchClient } from '@sinch/sdk-core';
import type { SinchClientParameters, Sms } from '@sinch/sdk-core';
import type { Config } from '../config.ts';
import type { Gateway, OutgoingMessage, SendOutcome } from './gateway.ts';
import { refusal, refusalOfSend, refusalOfToken } from './refusal.ts';

/** How far one call of the SDK has come. */
interface Call {
  /** The token is there and the batch is on its way: from now on Sinch may have it. */
  sent: boolean;
  abandoned: boolean;
}

type RequestPlugin = NonNullable<SinchClientParameters['requestPlugins']>[number];
type SmsConfig = Pick<Config, 'credentials' | 'region' | 'sinch'>;

const FOREIGN_ID = /^[A-Za-z0-9_-]{1,64}$/;
/**
 * The SDK reports every broken connection alike; only the text tells those that never were (docs/sinch.md, "The SDK").
 * A host with several addresses, none of which answers, gives no reason at all.
 */
const NEVER_CONNECTED = /reason: (connect\b|getaddrinfo\b|$)/;

const currentCall = new AsyncLocalStorage<Call>();

/** Runs after the SDK's own plugins, so after its token call, which has no other sign. */
const markSent: RequestPlugin = {
  getName: () => 'MarkSent',
  load: () => ({
    transform: (options) => {
      const call = currentCall.getStore();
      if (call?.abandoned) throw new Error('the deadline passed before the batch was sent');
      if (call) call.sent = true;
      return options;
    },
  }),
};

function createClient({ credentials, region, sinch }: SmsConfig): SinchClient {
  const { kind: _, ...keys } = credentials;
  return new SinchClient({
    ...keys,
    smsRegion: region,
    ...(sinch.authUrl === null ? {} : { authHostname: sinch.authUrl }),
    ...(sinch.smsUrl === null ? {} : { smsHostname: sinch.smsUrl }),
    requestPlugins: [markSent],
    logger: null,
  });
}

function toBatch(message: OutgoingMessage): Sms.TextRequest {
  return {
    type: 'mt_text',
    to: [...message.to],
    ...(message.from === null ? {} : { from: message.from }),
    body: message.text,
    delivery_report: 'per_recipient',
    client_reference: message.reference,
    max_number_of_message_parts: message.maxParts,
    ...(message.callbackUrl === null ? {} : { callback_url: message.callbackUrl }),
  };
}

function toAccepted(response: Sms.SendSMSResponse): SendOutcome {
  const { id, expire_at: expireAt } = response;
  if (id === undefined || !FOREIGN_ID.test(id))
    return { kind: 'unclear', cause: 'the answer has no batch id' };
  const milliseconds = expireAt instanceof Date ? expireAt.getTime() : Number.NaN;
  return { kind: 'accepted', sinchId: id, expireAt: Number.isNaN(milliseconds) ? null : milliseconds };
}

function classify(error: unknown, call: Call, byProjectKey: boolean): SendOutcome {
  const cause = error instanceof Error ? error.message : String(error);
  const answered = error instanceof RequestFailedError;
  if (!call.sent) {
    return {
      kind: 'refused',
      refusal: answered ? refusalOfToken(error.statusCode) : refusal('unreachable'),
      cause,
    };
  }
  if (!answered) {
    return NEVER_CONNECTED.test(cause)
      ? { kind: 'refused', refusal: refusal('unreachable'), cause }
      : { kind: 'unclear', cause };
  }
  const answer = { status: error.statusCode, body: error.data ?? '{}' };
  const refused = refusalOfSend(answer, byProjectKey);
  return refused === null
    ? { kind: 'unclear', cause }
    : { kind: 'refused', refusal: refused, cause: `${cause} ${answer.body}` };
}

/**
 * The SMS API through the official SDK. The SDK has no timeout of its own: `deadlineMs` bounds a send together with its
 * token call. A client whose token call hangs is dropped, since its pending token would block every later send.
 */
export function createSmsGateway(config: SmsConfig, deadlineMs: number): Gateway {
  let client = createClient(config);
  const byProjectKey = config.credentials.kind === 'project';

  const deadline = (call: Call): { passed: Promise<SendOutcome>; cancel: () => void } => {
    const used = client;
    let timer: NodeJS.Timeout;
    const passed = new Promise<SendOutcome>((resolve) => {
      timer = setTimeout(() => {
        call.abandoned = true;
        const cause = `no answer within ${deadlineMs} ms`;
        if (call.sent) return resolve({ kind: 'unclear', cause });
        if (client === used) client = createClient(config);
        resolve({ kind: 'refused', refusal: refusal('unreachable'), cause: `${cause} to the token call` });
      }, deadlineMs);
    });
    return { passed, cancel: () => clearTimeout(timer) };
  };

  return {
    send: async (message) => {
      const call: Call = { sent: false, abandoned: false };
      const { passed, cancel } = deadline(call);
      const answer = currentCall
        .run(call, () => client.sms.batches.send({ sendSMSRequestBody: toBatch(message) }))
        .then(toAccepted)
        .catch((error: unknown) => classify(error, call, byProjectKey));
      return Promise.race([answer, passed]).finally(cancel);
    },
  };
}
