import type { RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import type { FieldError } from '../contract.ts';
import { DAY, SECOND, untilNext } from '../durations.ts';
import { readJson } from '../http/only-json.ts';
import { refuseFields, sendProblem } from '../http/problem.ts';
import { NO_ORIGINAL, normalizeSend } from './normalize.ts';
import type { Normalized } from './normalize.ts';
import { maskNumbers, maskPhone } from './phone.ts';
import { answerSend } from './send-answer.ts';
import { limitSends } from './send-limit.ts';
import type { SendLimitDeps } from './send-limit.ts';
import { findRepeated, sendMessage } from './send.ts';
import type { SendDeps, SendResult } from './send.ts';

interface SendRouteDeps extends Omit<SendDeps, 'sentBy' | 'onLateFault'> {
  store: SendDeps['store'] & SendLimitDeps['store'];
  log: Logger;
  /** Told of each answer; `result` is null where nothing could be sent, for what was asked. */
  onResult: (result: SendResult | null) => void;
}

const MAX_REQUEST_BYTES = 256 * 1024;
const LONG_ENOUGH_TO_TELL = 8;
const VISIBLE_ASCII = /^[\x21-\x7e]{1,255}$/;

const refuse = (res: Response, errors: FieldError[]): void =>
  refuseFields(res, 'Some fields are not right. Nothing was sent.', errors);

function answerResult(res: Response, result: SendResult, now: number, partsPerDay: number): void {
  switch (result.kind) {
    case 'sent':
    case 'repeated':
      return answerSend(res, result.message);
    case 'key_reused':
      return sendProblem(res, {
        status: 422,
        code: 'idempotency_key_reused',
        detail: 'This Idempotency-Key was used for another request. Use a new key for a new message.',
      });
    case 'no_original':
      return refuse(res, [NO_ORIGINAL]);
    case 'over_budget':
      return sendProblem(res, {
        status: 429,
        code: 'daily_budget',
        detail: `This would pass the ${partsPerDay} SMS parts a day that are allowed (SEND_PARTS_PER_DAY). Send fewer, raise the limit, or wait for tomorrow (UTC).`,
        retryAfterSeconds: Math.ceil(untilNext(DAY, now) / SECOND),
      });
  }
}

const asJson = (text: string): string => JSON.stringify(text).slice(1, -1);

/**
 * What Sinch said against a message may repeat it, whole or cut, as JSON or as JSON within JSON: nothing is shown from
 * where it begins. A word or two could be anybody's.
 */
function maskCause(cause: string, text: string): string {
  const beginning = Array.from(text).slice(0, LONG_ENOUGH_TO_TELL).join('');
  if (beginning.length < LONG_ENOUGH_TO_TELL) return maskNumbers(cause);
  const starts = [beginning, asJson(beginning), asJson(asJson(beginning))].map((one) => cause.indexOf(one));
  const start = Math.min(...starts.filter((at) => at >= 0));
  return maskNumbers(start === Infinity ? cause : `${cause.slice(0, start)}…`);
}

/** One line per send. */
function logResult(log: Logger, requestId: string, result: SendResult): void {
  if (!('message' in result)) {
    return log.warn({ requestId, verdict: result.kind }, 'send');
  }
  const { id, state, sinchId, refusal, recipients, text } = result.message;
  const first = recipients[0];
  const line = {
    requestId,
    id,
    sinchId,
    status: state,
    verdict: result.kind,
    recipients: recipients.length,
    ...(first ? { first: maskPhone(first.recipient) } : {}),
    ...(refusal ? { refusal: refusal.code } : {}),
  };
  const { cause, storeError } = result.kind === 'sent' ? result.mishaps : {};
  if (storeError !== undefined)
    log.error({ ...line, err: storeError }, 'send: the outcome could not be kept');
  else if (cause !== undefined) log.warn({ ...line, cause: maskCause(cause, text) }, 'send');
  else log.info(line, 'send');
}

const findKeyErrors = (key: string | null): FieldError[] =>
  key === null || VISIBLE_ASCII.test(key)
    ? []
    : [{ path: 'Idempotency-Key', message: 'Use 1 to 255 visible ASCII characters without blanks.' }];

/** Null when the request cannot be carried out, and was not carried out before. */
async function carryOut(
  deps: SendDeps,
  normalized: Normalized,
  key: string | null,
): Promise<SendResult | null> {
  if (normalized.ok) return sendMessage(deps, normalized.command, key);
  const { overtaken } = normalized;
  return overtaken === null || key === null ? null : findRepeated(deps, overtaken, key);
}

/** `POST /send-sms`. */
export function sendRoute(deps: SendRouteDeps): RequestHandler[] {
  const { config, store, gateway, log, now, onResult } = deps;
  const { sendsPerMinute } = config.limits;
  const send: RequestHandler = async (req, res) => {
    const { requestId, actor: sentBy } = res.locals;
    const onLateFault = (error: unknown): void =>
      log.error({ requestId, err: error }, 'send: a late answer could not be kept');
    const key = req.get('Idempotency-Key') ?? null;
    const { defaultFrom, allowedCountries } = config;
    const { transport } = gateway;
    const normalized = normalizeSend(req.body, { defaultFrom, allowedCountries, now: now(), transport });
    const keyErrors = findKeyErrors(key);
    const result =
      keyErrors.length > 0 ? null : await carryOut({ ...deps, sentBy, onLateFault }, normalized, key);
    onResult(result);
    if (result === null) {
      return refuse(res, [...(normalized.ok ? [] : normalized.errors), ...keyErrors]);
    }
    logResult(log, requestId, result);
    answerResult(res, result, now(), config.limits.partsPerDay);
  };
  return [limitSends({ sendsPerMinute, store, now }), ...readJson(MAX_REQUEST_BYTES), send];
}
