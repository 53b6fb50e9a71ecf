import { AsyncLocalStorage } from 'node:async_hooks';
import { RequestFailedError, SinchClient } from '@sinch/sdk-core';
import type { SinchClientParameters, Sms } from '@sinch/sdk-core';
import { parseDeliveryReport } from '../callbacks/wire.ts';
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

const CUT_OFF_MS = 5 * 60_000;

const currentCall = new AsyncLocalStorage<Call>();

/** Runs after the SDK's own plugins, so after its token call, which has no other sign. */
const markSent: RequestPlugin = {
  getName: () => 'MarkSent',
  load: () => ({
    transform: (options) => {
      const call = currentCall.getStore();
      if (call?.abandoned) throw new Error('the deadline passed before the batch was sent');
      if (call) call.sent = true;
      // What is still on its way by then is cut off, long before a message may be held for never arrived.
      return { ...options, signal: AbortSignal.timeout(CUT_OFF_MS) };
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

function toAccepted(response: Sms.SendSMSResponse) {
  const { id, expire_at: expireAt } = response;
  if (id === undefined || !FOREIGN_ID.test(id))
    return { kind: 'unclear', cause: 'the answer has no batch id' } as const;
  const milliseconds = expireAt instanceof Date ? expireAt.getTime() : Number.NaN;
  return {
    kind: 'accepted',
    sinchId: id,
    expireAt: Number.isNaN(milliseconds) ? null : milliseconds,
  } as const;
}

function classify(error: unknown, call: Call, byProjectKey: boolean): SendOutcome {
  const cause = causeOf(error);
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

type Answer<T> = { kind: 'answered'; value: T } | { kind: 'failed'; error: unknown } | { kind: 'late' };

/** Calls the SDK, which has no timeout of its own, within a deadline that covers the token call too. */
function createCaller(config: SmsConfig, deadlineMs: number) {
  let client = createClient(config);
  return async <T>(call: Call, work: (client: SinchClient) => PromiseLike<T>) => {
    const used = client;
    const finished: Promise<Answer<T>> = currentCall
      .run(call, async () => work(used))
      .then((value) => ({ kind: 'answered', value }) as const)
      .catch((error: unknown) => ({ kind: 'failed', error }) as const);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<Answer<T>>((resolve) => {
      timer = setTimeout(() => {
        call.abandoned = true;
        // Its token call hangs, and would block every later call.
        if (!call.sent && client === used) client = createClient(config);
        resolve({ kind: 'late' });
      }, deadlineMs);
    });
    const answer = await Promise.race([finished, late]);
    clearTimeout(timer);
    return { answer, finished };
  };
}

const startCall = (): Call => ({ sent: false, abandoned: false });
const causeOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The SMS API through the official SDK. No call takes longer than `deadlineMs`. */
export function createSmsGateway(config: SmsConfig, deadlineMs: number): Gateway {
  const callSdk = createCaller(config, deadlineMs);
  const byProjectKey = config.credentials.kind === 'project';
  const noAnswer = `no answer within ${deadlineMs} ms`;

  const toOutcome = (answer: Answer<Sms.SendSMSResponse>, call: Call): SendOutcome => {
    switch (answer.kind) {
      case 'answered':
        return toAccepted(answer.value);
      case 'failed':
        return classify(answer.error, call, byProjectKey);
      case 'late':
        return call.sent
          ? { kind: 'unclear', cause: noAnswer }
          : { kind: 'refused', refusal: refusal('unreachable'), cause: `${noAnswer} to the token call` };
    }
  };

  /** For questions, which may be asked again: whatever goes wrong, there is no answer. */
  const ask = async <T>(work: (client: SinchClient) => PromiseLike<T>) => {
    const { answer } = await callSdk(startCall(), work);
    if (answer.kind === 'answered') return answer;
    const isUnknown =
      answer.kind === 'failed' &&
      answer.error instanceof RequestFailedError &&
      answer.error.statusCode === 404;
    if (isUnknown) return { kind: 'absent' } as const;
    return { kind: 'no_answer', cause: answer.kind === 'late' ? noAnswer : causeOf(answer.error) } as const;
  };

  return {
    transport: 'sms',
    cancel: async () => ({ kind: 'not_supported' }),
    send: async (message, onLate) => {
      const call = startCall();
      const { answer, finished } = await callSdk(call, (client) =>
        client.sms.batches.send({ sendSMSRequestBody: toBatch(message) }),
      );
      if (answer.kind === 'late' && call.sent) void finished.then((last) => onLate(toOutcome(last, call)));
      return toOutcome(answer, call);
    },
    find: async (reference, sentAfter) => {
      const answer = await ask((client) =>
        client.sms.batches.list({
          client_reference: reference,
          start_date: new Date(sentAfter),
          page_size: 1,
        }),
      );
      // A 404 here is about the address, not about the message.
      if (answer.kind === 'absent') return { kind: 'no_answer', cause: 'the list of batches was not found' };
      if (answer.kind === 'no_answer') return answer;
      const batches = answer.value.data;
      if (batches.length === 0) return { kind: 'absent' };
      const ours = batches.find((batch) => batch.client_reference === reference);
      // A list that was not filtered as asked says nothing about what is not on it.
      if (ours === undefined)
        return { kind: 'no_answer', cause: 'the list holds other batches than was asked for' };
      const accepted = toAccepted(ours);
      return accepted.kind === 'accepted'
        ? { ...accepted, kind: 'found' }
        : { kind: 'no_answer', cause: 'the batch has no id' };
    },
    poll: async (sinchId) => {
      const answer = await ask((client) =>
        client.sms.deliveryReports.get({ batch_id: sinchId, type: 'full' }),
      );
      return answer.kind === 'answered'
        ? { kind: 'reports', reports: parseDeliveryReport(answer.value) }
        : answer;
    },
  };
}
