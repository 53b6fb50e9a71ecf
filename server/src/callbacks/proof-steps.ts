/** The steps that ask who sent a callback: its headers, their algorithm, signature, time and nonce. */
import type { CallbackStep } from '../contract.ts';
import type { Arrived } from './arrived.ts';
import { clockFinding, inWords } from './clock-finding.ts';
import { VARIABLES } from './diagnosis.ts';
import { findSecret } from './proof.ts';
import {
  ALGORITHM,
  MAX_SECONDS_AHEAD,
  SIGNATURE_HEADERS,
  isUnsigned,
  judgeTime,
  missingHeaders,
} from './signature.ts';
import type { SignaturePolicy } from './signature.ts';

export type Judged = Omit<CallbackStep, 'step'>;
export type Judge = (arrived: Arrived, policy: SignaturePolicy) => Judged;

export const passed = (detail: string): Judged => ({ outcome: 'passed', detail });
export const failed = (detail: string): Judged => ({ outcome: 'failed', detail });
export const noted = (detail: string): Judged => ({ outcome: 'noted', detail });
export const notReached = (detail: string): Judged => ({ outcome: 'not_reached', detail });

/** `1,048,576`: an unbroken run of digits would be masked as a phone number. */
const countOf = (bytes: number): string => bytes.toLocaleString('en-US');
export const cutTo = ({ body, bodyBytes }: Arrived): string =>
  `only the first ${countOf(body.length)} of its ${countOf(bodyBytes)} bytes were kept`;

const NO_HEADERS = 'It came without any of the four signature headers';

function judgeUnsigned({ verdict }: Arrived): Judged {
  if (verdict === 'missing') return failed(`${NO_HEADERS}, and without a token in its address.`);
  if (verdict === 'bad_token') {
    return failed(`${NO_HEADERS}, and the token in its address is none that this server issued.`);
  }
  if (verdict === 'unsigned') {
    return failed(
      `${NO_HEADERS}, though with the right token of a message: Sinch does not sign the callbacks of this account. Here only signatures count (SINCH_CALLBACK_AUTH=signature).`,
    );
  }
  return noted(`${NO_HEADERS}. It proved itself by the token in its address.`);
}

export const judgeHeaders: Judge = (arrived) => {
  const { headers, verdict } = arrived;
  if (isUnsigned(headers)) return judgeUnsigned(arrived);
  if (verdict !== 'missing') return passed('All four signature headers are there.');
  return failed(`Of the four signature headers it came without ${missingHeaders(headers).join(', ')}.`);
};

export const judgeAlgorithm: Judge = ({ headers, verdict }) => {
  if (isUnsigned(headers)) return noted('Nothing is signed, so there is no algorithm.');
  if (verdict !== 'algorithm') return passed(`It is ${ALGORITHM}.`);
  return failed(`${SIGNATURE_HEADERS.algorithm} is not ${ALGORITHM}, and this server takes nothing else.`);
};

function judgeMismatch(arrived: Arrived, policy: SignaturePolicy): Judged {
  const wrong = 'It matched none of the secrets';
  if (!arrived.whole) return failed(`${wrong}. Why cannot be told any more: ${cutTo(arrived)}.`);
  const variable = VARIABLES[findSecret(arrived, policy)];
  if (variable === undefined) return failed(`${wrong}.`);
  return failed(`${wrong} when it came. It matches ${variable} today: the secret has been changed since.`);
}

export const judgeSignature: Judge = (arrived, policy) => {
  const { headers, verdict } = arrived;
  if (isUnsigned(headers)) {
    return noted(
      'There is none. The token in its address was right, and opens the message of that token alone.',
    );
  }
  if (verdict === 'malformed') {
    return failed(
      'The signature, the nonce or the timestamp is not written as Sinch writes it, or stands there twice.',
    );
  }
  if (verdict === 'mismatch') return judgeMismatch(arrived, policy);
  if (!arrived.whole) {
    return passed(`It was right. With which secret cannot be told any more: ${cutTo(arrived)}.`);
  }
  const index = findSecret(arrived, policy);
  const variable = VARIABLES[index];
  if (variable === undefined) {
    return noted(
      'It was right when it came, and is not with the secrets of today: the secret has been changed since.',
    );
  }
  return passed(`It is right, by the ${index === 0 ? 'current' : 'previous'} secret (${variable}).`);
};

function distance(skewSeconds: number): string {
  if (skewSeconds === 0) return 'It was signed in the second in which it came';
  const words = inWords(Math.abs(skewSeconds));
  return `It was signed ${words} ${skewSeconds > 0 ? 'before it came' : 'after it came, by the clock of this server'}`;
}

export const judgeTimestamp: Judge = ({ headers, verdict, receivedAt }, policy) => {
  if (isUnsigned(headers)) return noted('Nothing is signed, so nothing says when it was sent.');
  const { inWindow, skewSeconds } = judgeTime(headers.timestamp ?? '', policy, receivedAt);
  const changed = 'SINCH_WEBHOOK_MAX_AGE has been changed since';
  if (verdict === 'time') {
    const { detail } = clockFinding(skewSeconds);
    return failed(inWindow ? `${detail} By now it would be taken: ${changed}.` : detail);
  }
  if (!inWindow || skewSeconds === null) {
    return noted(`It was in the window when it came, and would not be today: ${changed}.`);
  }
  const window = `${inWords(policy.maxAgeSeconds)} back and ${inWords(MAX_SECONDS_AHEAD)} ahead`;
  return passed(`${distance(skewSeconds)}. The window is ${window}.`);
};

export const judgeNonce: Judge = ({ headers, accepted, verdict }) => {
  if (!accepted) return notReached('It is looked up only where a callback is kept.');
  const isReplay = verdict === 'replay';
  if (isUnsigned(headers)) {
    const same = 'Nobody made one: the same bytes about the same message are the same callback.';
    return noted(`${same} ${isReplay ? 'These came before, and change nothing.' : 'These are new.'}`);
  }
  if (isReplay) return noted('It was seen before: the callback is a replay, and changes nothing.');
  return passed('It was never seen before.');
};
