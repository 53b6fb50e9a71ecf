import type { Response } from 'express';
import type { RefusalCode } from '../contract.ts';
import { sendProblem } from '../http/problem.ts';
import type { StoredMessage } from './message.ts';
import { presentMessage } from './present.ts';

const RETRY_AFTER_SECONDS = 10;

const REFUSAL_STATUS: Record<RefusalCode, 422 | 502 | 503> = {
  invalid_content: 422,
  missing_callback_url: 422,
  blocked_account: 422,
  illegal_number: 422,
  unknown_group: 422,
  unknown_campaign: 422,
  test_mode: 422,
  wrong_credentials: 502,
  project_not_allowed: 502,
  wrong_configuration: 502,
  sinch_busy: 503,
  unreachable: 503,
  never_arrived: 503,
};

/** The answer to a send depends on the message alone, so that a repeated request is answered alike. */
export function answerSend(res: Response, message: StoredMessage): void {
  if (message.refusal !== null) {
    const { code, detail } = message.refusal;
    const status = REFUSAL_STATUS[code];
    const retryAfter = status === 503 ? { retryAfterSeconds: RETRY_AFTER_SECONDS } : {};
    return sendProblem(res, { status, code, detail, id: message.id, ...retryAfter });
  }
  res.setHeader('Location', `/api/messages/${message.id}`);
  res.status(message.state === 'accepted' ? 201 : 202).json(presentMessage(message));
}
