import { expect, test } from 'vitest';
import { CALLBACK_VERDICTS } from '../contract.ts';
import type { CallbackVerdict } from '../contract.ts';
import type { CallbackVerdict as StoreVerdict } from '../store/store.ts';
import { answerTo } from './answer.ts';
import type { Refusal } from './authenticate.ts';
import type { Receipt } from './receive.ts';
import { STATUS_OF, readVerdict } from './verdict.ts';

const taken = (verdict: StoreVerdict): Receipt => ({
  kind: 'recorded',
  type: 't',
  sinchId: null,
  unsigned: false,
  statuses: [],
  unreadable: 0,
  verdict,
  id: null,
  strangers: [],
});
const forged = (reason: Refusal['reason']): Receipt => ({ kind: 'forged', reason, finding: null });

const RECEIPTS: Record<CallbackVerdict, Receipt> = {
  stored: taken('stored'),
  duplicate: taken('duplicate'),
  replay: taken('replay'),
  orphan: taken('orphan'),
  unreadable: taken('unreadable'),
  reply: taken('reply'),
  no_report: taken('no_report'),
  missing: forged('missing'),
  malformed: forged('malformed'),
  algorithm: forged('algorithm'),
  mismatch: forged('mismatch'),
  time: forged('time'),
  bad_token: forged('bad_token'),
  unsigned: forged('unsigned'),
  invalid_body: { kind: 'invalid' },
  overloaded: { kind: 'overloaded' },
  store_failed: { kind: 'store_failed', error: null },
};

test.each(CALLBACK_VERDICTS)('what is told of %s is what Sinch was answered', (verdict) => {
  expect(STATUS_OF[verdict]).toBe(answerTo(RECEIPTS[verdict], 'r').status);
});

test('words of other programs are understood as far as they can be', () => {
  for (const verdict of CALLBACK_VERDICTS) expect(readVerdict(verdict, 'rejected')).toBe(verdict);
  expect(readVerdict('invalid', 'rejected')).toBe('invalid_body');
  expect(readVerdict('of a later program', 'accepted')).toBe('no_report');
  expect(readVerdict('of a later program', 'rejected')).toBe('malformed');
});
