import type { Logger } from 'pino';
import { maskPhone } from '../messages/phone.ts';
import type { Receipt } from './receive.ts';

/** A batch report may name a thousand. */
const MAX_NAMED = 3;

/** One line per callback. Why a signature failed stands here and nowhere else. */
export function logReceipt(log: Logger, requestId: string, receipt: Receipt): void {
  switch (receipt.kind) {
    case 'recorded': {
      const { id, sinchId, verdict, type, statuses, unreadable, strangers } = receipt;
      const line = { requestId, id, sinchId, type, status: statuses.slice(0, MAX_NAMED).join(','), verdict };
      if (unreadable > 0)
        return log.warn({ ...line, unreadable }, 'callback has entries that cannot be read');
      if (strangers.length > 0) {
        const masked = strangers.slice(0, MAX_NAMED).map(maskPhone);
        return log.warn({ ...line, strangers: masked }, 'callback names a number that is no recipient');
      }
      return log.info(line, 'callback');
    }
    case 'forged': {
      const { reason, skewSeconds } = receipt;
      if (reason !== 'time') return log.warn({ requestId, verdict: 'refused', reason }, 'callback refused');
      return log.warn(
        { requestId, verdict: 'refused', reason, skewSeconds },
        'callback refused: rightly signed, but its time is out of the window. Check the clock of this server',
      );
    }
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
