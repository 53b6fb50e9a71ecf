/** How the official SDK is called: within a deadline, and with every way that a call can end told apart. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { RequestFailedError, SinchClient } from '@sinch/sdk-core';
import type { SinchClientParameters } from '@sinch/sdk-core';
import type { Config } from '../config.ts';
import type { Refusal } from '../contract.ts';
import { messageOf } from '../thrown.ts';
import { refusal, refusalOfToken } from './refusal.ts';
import type { SinchAnswer } from './refusal.ts';

export type SdkConfig = Pick<Config, 'credentials' | 'region' | 'sinch'>;

/** How a call ended. `cause` is for the log only. */
export type Answer<T> =
  | { kind: 'answered'; value: T }
  /** With anything but a readable success. `retryAfter` is the header of that name. */
  | { kind: 'declined'; answer: SinchAnswer; retryAfter: string | null; cause: string }
  /** The token call failed or hung, so Sinch was asked nothing. */
  | { kind: 'no_token'; refusal: Refusal; cause: string }
  /** No connection came about, so Sinch was asked nothing. */
  | { kind: 'no_connection'; cause: string }
  /** Sinch was asked, and the answer was lost. */
  | { kind: 'lost'; cause: string };

export interface Called<T> {
  answer: Answer<T>;
  /** Where the answer was lost to the deadline: how the call ended after all. */
  late: Promise<Answer<T>> | null;
}

export interface Sdk {
  call<T>(work: (client: SinchClient) => PromiseLike<T>): Promise<Called<T>>;
}

/** How far one call has come. */
interface Call {
  /** The token is there and the request is on its way: from now on Sinch may have it. */
  sent: boolean;
  abandoned: boolean;
}

type RequestPlugin = NonNullable<SinchClientParameters['requestPlugins']>[number];

/**
 * The SDK reports every broken connection alike; only the text tells those that never were (docs/sinch.md, "The SDK").
 * A host with several addresses, none of which answers, gives no reason at all.
 */
const NEVER_CONNECTED = /reason: (connect\b|getaddrinfo\b|$)/;
/** It also asks for a token after Sinch has answered that the old one expired, and wraps what goes wrong then. */
const TOKEN_CALL = /\[operationId: OAuth2Token\]/;
const STATUS = /\[status: (\d{3})\]/;

const CUT_OFF_MS = 5 * 60_000;

const currentCall = new AsyncLocalStorage<Call>();

/** Runs after the SDK's own plugins, so after its token call, which has no other sign. */
const markSent: RequestPlugin = {
  getName: () => 'MarkSent',
  load: () => ({
    transform: (options) => {
      const call = currentCall.getStore();
      if (call?.abandoned) throw new Error('the deadline passed before the request was sent');
      if (call) call.sent = true;
      // What is still on its way by then is cut off, long before a message may be held for never arrived.
      return { ...options, signal: AbortSignal.timeout(CUT_OFF_MS) };
    },
  }),
};

/** Each by its name: a copy of the configuration has no secrets. */
const keysOf = ({ credentials }: SdkConfig): SinchClientParameters =>
  credentials.kind === 'project'
    ? { projectId: credentials.projectId, keyId: credentials.keyId, keySecret: credentials.keySecret }
    : { servicePlanId: credentials.servicePlanId, apiToken: credentials.apiToken };

function createClient(config: SdkConfig): SinchClient {
  const { region, sinch } = config;
  return new SinchClient({
    ...keysOf(config),
    smsRegion: region,
    conversationRegion: region,
    ...(sinch.authUrl === null ? {} : { authHostname: sinch.authUrl }),
    ...(sinch.smsUrl === null ? {} : { smsHostname: sinch.smsUrl }),
    ...(sinch.conversationUrl === null ? {} : { conversationHostname: sinch.conversationUrl }),
    requestPlugins: [markSent],
    logger: null,
  });
}

function toAnswer(error: unknown, call: Call): Answer<never> {
  const cause = messageOf(error);
  if (!call.sent || TOKEN_CALL.test(cause)) {
    const status = STATUS.exec(cause)?.[1];
    const why = status === undefined ? refusal('unreachable') : refusalOfToken(Number(status));
    return { kind: 'no_token', refusal: why, cause };
  }
  if (!(error instanceof RequestFailedError)) {
    return NEVER_CONNECTED.test(cause) ? { kind: 'no_connection', cause } : { kind: 'lost', cause };
  }
  const answer = { status: error.statusCode, body: error.data ?? '{}' };
  const retryAfter = error.responseHeaders?.['retry-after'] ?? null;
  // A success that cannot be read repeats what was sent, numbers and text; in its fault a part of it stands, too.
  const isSuccess = answer.status < 300;
  const told = isSuccess
    ? `the answer with status ${answer.status} cannot be read`
    : `${cause} ${answer.body}`;
  return { kind: 'declined', answer, retryAfter, cause: told };
}

const tooLate = (call: Call, deadlineMs: number): Answer<never> => {
  const cause = `no answer within ${deadlineMs} ms`;
  return call.sent
    ? { kind: 'lost', cause }
    : { kind: 'no_token', refusal: refusal('unreachable'), cause: `${cause} to the token call` };
};

/** The SDK has no timeout of its own; `deadlineMs` covers its token call too. */
export function createSdk(config: SdkConfig, deadlineMs: number): Sdk {
  let client = createClient(config);
  return {
    call: async <T>(work: (client: SinchClient) => PromiseLike<T>): Promise<Called<T>> => {
      const used = client;
      const call: Call = { sent: false, abandoned: false };
      const finished = currentCall
        .run(call, async () => work(used))
        .then((value): Answer<T> => ({ kind: 'answered', value }))
        .catch((error: unknown) => toAnswer(error, call));
      let timer: NodeJS.Timeout | undefined;
      const deadline = new Promise<null>((resolve) => {
        timer = setTimeout(resolve, deadlineMs, null);
      });
      const answer = await Promise.race([finished, deadline]);
      clearTimeout(timer);
      if (answer !== null) return { answer, late: null };
      call.abandoned = true;
      // Its token call may hang, also one that renews an expired token, and would block every later call.
      if (client === used) client = createClient(config);
      return { answer: tooLate(call, deadlineMs), late: call.sent ? finished : null };
    },
  };
}

/** What an answer other than a success means for a send. `judge`: what Sinch's own words mean. */
export function toRefusal(
  answer: Exclude<Answer<never>, { kind: 'answered' }>,
  judge: (answer: SinchAnswer) => Refusal | null,
): { kind: 'refused'; refusal: Refusal; cause: string } | { kind: 'unclear'; cause: string } {
  const { cause } = answer;
  switch (answer.kind) {
    case 'declined': {
      const refused = judge(answer.answer);
      return refused === null ? { kind: 'unclear', cause } : { kind: 'refused', refusal: refused, cause };
    }
    case 'no_token':
      return { kind: 'refused', refusal: answer.refusal, cause };
    case 'no_connection':
      return { kind: 'refused', refusal: refusal('unreachable'), cause };
    case 'lost':
      return { kind: 'unclear', cause };
  }
}
