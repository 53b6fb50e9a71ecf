/** How a callback was judged, step by step, told anew from what was kept of it. Pure. */
import { CALLBACK_STEPS } from '../contract.ts';
import type { CallbackStep, CallbackVerdict } from '../contract.ts';
import type { Arrived } from './arrived.ts';
import { judgeBody, judgeCommit, judgeMessage, judgeRecipients } from './content-steps.ts';
import {
  judgeAlgorithm,
  judgeHeaders,
  judgeNonce,
  judgeSignature,
  judgeTimestamp,
  notReached,
} from './proof-steps.ts';
import type { Judge } from './proof-steps.ts';
import type { SignaturePolicy } from './signature.ts';

type Step = CallbackStep['step'];

const JUDGES: Record<Step, Judge> = {
  headers: judgeHeaders,
  algorithm: judgeAlgorithm,
  signature: judgeSignature,
  timestamp: judgeTimestamp,
  nonce: judgeNonce,
  body: judgeBody,
  message: judgeMessage,
  recipients: judgeRecipients,
  commit: judgeCommit,
};

/** The step at which a callback that was not taken failed. */
const FAILED_AT: Partial<Record<CallbackVerdict, Step>> = {
  missing: 'headers',
  bad_token: 'headers',
  unsigned: 'headers',
  algorithm: 'algorithm',
  malformed: 'signature',
  mismatch: 'signature',
  time: 'timestamp',
  invalid_body: 'body',
  overloaded: 'commit',
  store_failed: 'commit',
};

export function judgeSteps(arrived: Arrived, policy: SignaturePolicy): CallbackStep[] {
  const end = FAILED_AT[arrived.verdict] ?? 'commit';
  const last = CALLBACK_STEPS.indexOf(end);
  return CALLBACK_STEPS.map((step, index) => {
    const judged = index > last ? notReached('It had failed before.') : JUDGES[step](arrived, policy);
    return { step, ...judged };
  });
}
