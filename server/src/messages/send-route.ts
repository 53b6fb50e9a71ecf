import { json } from 'express';
import type { RequestHandler, Response } from 'express';
import { rateLimit } from 'express-rate-limit';
import type { Logger } from 'pino';
import { onlyJson } from '../http/only-json.ts';
import { sendProblem } from '../http/problem.ts';
import { normalizeSend } from './normalize.ts';
import type { FieldError, Normalized } from './normalize.ts';
import { maskNumbers, maskPhone } from './phone.ts';
import { answerSend } from './send-answer.ts';
import { findRepeated, sendMessage } from './send.ts';
import type { SendDeps, SendResult } from './send.ts';

export interface SendRouteDeps extends Omit<SendDeps, 'sentBy' | 'onLateFault'> {
  log: Logger;
}

const MAX_REQUEST_BYTES = 256 * 1024;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const VISIBLE_ASCII = /^[\x21-\x7e]{1,255}$/;

const limitPerClient = (limit: number): RequestHandler =>
  rateLimit({
    windowMs: MINUTE_MS,
    limit,
    standardHeaders: false,
    legacyHeaders: false,
    validate: false,
    keyGenerator: (req) => req.socket.remoteAddress ?? 'unknown',
    handler: (_req, res) =>
      sendProblem(res, {
        status: 429,
        code: 'too_many_requests',
        detail: `At most ${limit} sends a minute are allowed (SEND_LIMIT_PER_MINUTE). Wait a moment, then send again.`,
        retryAfterSeconds: Math.max(1, Number(res.getHeader('Retry-After') ?? 60)),
      }),
  });

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
    case 'over_budget':
      return sendProblem(res, {
        status: 429,
        code: 'daily_budget',
        detail: `This would pass the ${partsPerDay} SMS parts a day that are allowed (SEND_PARTS_PER_DAY). Send fewer, raise the limit, or wait for tomorrow (UTC).`,
        retryAfterSeconds: Math.ceil((DAY_MS - (now % DAY_MS)) / 1000),
      });
  }
}

/** One line per send. */
function logResult(log: Logger, requestId: string, result: SendResult): void {
  if (result.kind === 'key_reused' || result.kind === 'over_budget') {
    return log.warn({ requestId, verdict: result.kind }, 'send');
  }
  const { id, state, sinchId, refusal, recipients } = result.message;
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
  else if (cause !== undefined) log.warn({ ...line, cause: maskNumbers(cause) }, 'send');
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
  const { config, gateway, log, now } = deps;
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
    if (result === null) {
      const errors = [...(normalized.ok ? [] : normalized.errors), ...keyErrors];
      const detail = 'Some fields are not right. Nothing was sent.';
      return sendProblem(res, { status: 422, code: 'invalid_fields', detail, errors });
    }
    logResult(log, requestId, result);
    answerResult(res, result, now(), config.limits.partsPerDay);
  };
  return [limitPerClient(config.limits.sendsPerMinute), onlyJson, json({ limit: MAX_REQUEST_BYTES }), send];
}
