import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { forgetRequestSchema } from '../contract.ts';
import { readJson } from '../http/only-json.ts';
import { refuseFields } from '../http/problem.ts';
import type { Store } from '../store/store.ts';
import { maskPhone, parseStoredPhone } from './phone.ts';

interface ForgetRouteDeps {
  store: Pick<Store, 'forget'>;
  log: Logger;
  now: () => number;
}

const MAX_REQUEST_BYTES = 4096;

function readNumber(body: unknown): ReturnType<typeof parseStoredPhone> {
  const request = forgetRequestSchema.safeParse(body);
  if (request.success) return parseStoredPhone(request.data.number);
  return { ok: false, problem: 'Give the number, and nothing else: {"number": "+12025550123"}.' };
}

/** `POST /api/forget`: erases a person from everything that is stored, as the command does. */
export function forgetRoute({ store, log, now }: ForgetRouteDeps): RequestHandler[] {
  const forget: RequestHandler = async (req, res) => {
    const phone = readNumber(req.body);
    if (!phone.ok) {
      const errors = [{ path: 'number', message: phone.problem }];
      return refuseFields(res, 'The number is not right. Nothing was erased.', errors);
    }
    const { requestId, actor } = res.locals;
    const subject = maskPhone(phone.number);
    const forgotten = await store.forget(phone.number, { at: now(), actor, deed: 'erased', subject });
    log.info({ requestId, actor, subject, ...forgotten }, 'forget');
    res.json(forgotten);
  };
  return [...readJson(MAX_REQUEST_BYTES), forget];
}
