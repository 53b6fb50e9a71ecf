import { ACCOUNTS } from './accounts.ts';
import { describeChaos } from './chaos/suite.ts';

const accounts = ACCOUNTS.filter(({ transport, auth }) => transport === 'sms' && auth === 'signature');

describeChaos('sms', accounts, 334);
