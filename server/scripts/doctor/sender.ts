/** Whom a message comes from. Pure. */
import type { Config } from '../../src/config.ts';
import { isAlphanumericSender, maskPhone } from '../../src/messages/phone.ts';
import { pass, warn, type Finding } from './finding.ts';

const DASHBOARD = 'a number that you rented in the Sinch dashboard and that may send SMS';

export function judgeSender({
  defaultFrom,
  transport,
}: Pick<Config, 'defaultFrom' | 'transport'>): Finding<'sender'>[] {
  if (defaultFrom === null) {
    const itsOwn =
      transport.kind === 'sms'
        ? 'service plan has a default originator'
        : 'SMS channel of the app has a sender of its own';
    const says = `SINCH_NUMBER is empty: a message that names no sender is refused, unless your ${itsOwn}.`;
    return [warn('none', says, `Set SINCH_NUMBER to ${DASHBOARD}.`)];
  }
  if (isAlphanumericSender(defaultFrom)) {
    const says =
      'SINCH_NUMBER is a name: nobody can reply to it, carriers of the US and Canada refuse it, and many countries want it registered first.';
    return [warn('alphanumeric', says, `For these countries take ${DASHBOARD}.`)];
  }
  const unprovable = 'Whether it is yours, and may send to a country, shows only when a message is sent.';
  if (!defaultFrom.startsWith('+')) {
    const says = `SINCH_NUMBER is a short code, which works in its own country alone. ${unprovable}`;
    return [warn('short_code', says, 'For other countries take a phone number.')];
  }
  return [pass('good', `SINCH_NUMBER is the phone number ${maskPhone(defaultFrom)}. ${unprovable}`)];
}
