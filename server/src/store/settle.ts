/** What Sinch's answer to a send changes. */
import { unsignedReport } from '../messages/report.ts';
import type { RecipientOutcome } from '../sinch/gateway.ts';
import { changeMessage } from './change-message.ts';
import type { HeadRow, Transaction } from './driver.ts';
import type { Ledger } from './ledger.ts';
import type { Settlement } from './store.ts';

type Accepted = Extract<Settlement, { state: 'accepted' }>;
type AcceptedEach = Extract<Settlement, { state: 'accepted_each' }>;

const isAccepted = (outcome: RecipientOutcome) => outcome.kind === 'accepted';

function namesOf(settlement: Settlement): string[] {
  if (settlement.state === 'accepted') return [settlement.sinchId];
  if (settlement.state !== 'accepted_each') return [];
  return settlement.recipients.filter(isAccepted).map(({ sinchId }) => sinchId);
}

function acceptAll(ledger: Ledger, { seq }: HeadRow, { sinchId, expireAt, at }: Accepted): void {
  ledger.accept(seq, at);
  // What we asked for stands until Sinch says otherwise.
  ledger.settle(seq, expireAt === null ? {} : { expireAt }, at);
  ledger.claim(seq, sinchId, null);
}

function acceptEach(ledger: Ledger, { seq }: HeadRow, { recipients, at }: AcceptedEach): void {
  ledger.accept(seq, at);
  for (const outcome of recipients) {
    const { recipient } = outcome;
    if (!ledger.hasRecipient(seq, recipient)) continue;
    if (outcome.kind === 'accepted') {
      ledger.queue(seq, recipient, at);
      ledger.name(seq, recipient, outcome.sinchId);
    } else if (outcome.kind === 'refused') {
      const said = { status: 'REJECTED', code: null, reason: outcome.reason, at: null };
      ledger.apply(seq, recipient, [unsignedReport(said, 'send', at)], { callbacks: 0, now: at });
    }
  }
  ledger.settle(seq, {}, at);
}

export const settle = (transaction: Transaction, id: string, settlement: Settlement): Promise<void> =>
  changeMessage(transaction, id, namesOf(settlement), (ledger, head) => {
    const { at } = settlement;
    // Neither undoes an acceptance that a callback told of first.
    const isOpen = head.state === 'submitting' || head.state === 'unclear';
    switch (settlement.state) {
      case 'accepted':
        return acceptAll(ledger, head, settlement);
      case 'accepted_each':
        return acceptEach(ledger, head, settlement);
      case 'refused':
        if (isOpen) ledger.settle(head.seq, { state: 'refused', refusal: settlement.refusal }, at);
        return;
      case 'unclear':
        if (head.state === 'submitting') ledger.settle(head.seq, { state: 'unclear' }, at);
    }
  });
