import type { Logger } from 'pino';
import { maskNumbers, maskPhone } from '../messages/phone.ts';
import type { Receipt } from './receive.ts';
import type { Forgery } from './refuse.ts';

/** A batch report may name a thousand. */
const MAX_NAMED = 3;

const NOT_SIGNED =
  'Sinch does not sign the callbacks of this account, and this server takes signed ones alone: no status arrives. Ask your Sinch account manager to enable signatures (SMS API), or set secret_for_overridden_callback_urls of your app to SINCH_WEBHOOK_SECRET (Conversation API). Until then SINCH_CALLBACK_AUTH=signature-or-token takes them by the token in their address';

/** Said once for all: the same would be wrong with each callback of the account. */
function logUnsigned(log: Logger, line: object, notice: Forgery['notice']): void {
  if (notice === 'first') return log.error(line, NOT_SIGNED);
  if (notice === 'again') return log.warn(line, NOT_SIGNED);
  return log.debug(line, 'callback refused');
}

function logForgery(log: Logger, requestId: string, { reason, skewSeconds, finding, notice }: Forgery): void {
  const line = { requestId, verdict: 'refused', reason, skewSeconds };
  if (reason === 'unsigned') return logUnsigned(log, line, notice);
  if (finding === null) return log.warn(line, 'callback refused');
  return log.warn({ ...line, diagnosis: finding.code }, `callback refused: ${finding.detail}`);
}

/** One line per callback. Why a signature failed stands here and nowhere else. */
export function logReceipt(log: Logger, requestId: string, receipt: Receipt): void {
  switch (receipt.kind) {
    case 'recorded': {
      const { id, sinchId, verdict, type, statuses, unreadable, strangers } = receipt;
      const status = maskNumbers(statuses.slice(0, MAX_NAMED).join(','));
      const unsigned = receipt.unsigned || undefined;
      const line = { requestId, id, sinchId, type: maskNumbers(type), status, verdict, unsigned };
      if (unreadable > 0)
        return log.warn({ ...line, unreadable }, 'callback has entries that cannot be read');
      if (strangers.length > 0) {
        const masked = strangers.slice(0, MAX_NAMED).map(maskPhone);
        return log.warn({ ...line, strangers: masked }, 'callback names a number that is no recipient');
      }
      return log.info(line, 'callback');
    }
    case 'forged':
      return logForgery(log, requestId, receipt);
    case 'invalid':
      return log.warn({ requestId, verdict: 'invalid' }, 'callback is rightly signed, but no JSON object');
    case 'overloaded':
      return log.warn({ requestId, verdict: 'overloaded' }, 'callback put off: too many wait for the store');
    case 'store_failed':
      return log.error(
        { requestId, verdict: 'store_failed', err: receipt.error },
        'callback put off: the store failed',
      );
  }
}
