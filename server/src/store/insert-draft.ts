/** Keeps what is about to be sent. */
import type { MessageDraft } from '../messages/message.ts';
import { dayOf } from './budget.ts';
import type { HeadRow, NewHead, Transaction } from './driver.ts';
import { followUpOfDraft } from './follow-up-policy.ts';
import { Ledger } from './ledger.ts';
import { DRAFT_MARKS } from './marks.ts';
import type { InsertOutcome } from './store.ts';

/** The key was taken between the look and the insert: the transaction begins anew and finds it. */
class KeyTaken extends Error {
  /** As PostgreSQL calls transactions that may be repeated. */
  readonly code = '40001';
}

function headOf({ recipients, parts, idempotency, ...head }: MessageDraft): NewHead {
  return {
    ...head,
    sinchId: null,
    state: 'submitting',
    refusal: null,
    sentAt: null,
    canceledAt: null,
    canceledBy: null,
    version: 1,
    recipientCount: recipients.length,
    openCount: recipients.length,
    counts: {},
    totalParts: parts * recipients.length,
    fingerprint: idempotency?.fingerprint ?? null,
    followUp: followUpOfDraft(head.createdAt),
    erased: 0,
    marks: DRAFT_MARKS,
  };
}

/** What a draft is sent again for: one message, or none. Null: it is not here. */
async function lockOriginal(
  transaction: Transaction,
  { resendOf }: MessageDraft,
): Promise<readonly HeadRow[] | null> {
  if (resendOf === null) return [];
  const { heads } = await transaction.lockMessages({ ids: [resendOf], sinchIds: [] });
  return heads.length === 0 ? null : heads;
}

export async function insertDraft(
  transaction: Transaction,
  draft: MessageDraft,
  partsPerDay: number,
): Promise<Exclude<InsertOutcome, { message: unknown }> | { kind: 'inserted' | 'repeated'; id: string }> {
  const { recipients, idempotency } = draft;
  const known = idempotency && (await transaction.findByKey(idempotency.key));
  if (known) {
    const sameRequest = known.fingerprint === idempotency.fingerprint;
    return sameRequest ? { kind: 'repeated', id: known.id } : { kind: 'key_reused' };
  }
  // Locked before the budget is, as whatever charges it later does.
  const originals = await lockOriginal(transaction, draft);
  if (originals === null) return { kind: 'no_original' };
  const head = headOf(draft);
  const withinBudget = await transaction.takeParts(dayOf(head.createdAt), head.totalParts, partsPerDay);
  if (!withinBudget) return { kind: 'over_budget' };
  const inserted = await transaction.insertMessage(head, recipients, idempotency?.key ?? null);
  if (!inserted) throw new KeyTaken();
  if (originals.length > 0) {
    const ledger = new Ledger(originals);
    for (const { seq } of originals) ledger.resent(seq);
    await transaction.write(ledger.changes());
  }
  return { kind: 'inserted', id: draft.id };
}
