import { ACCOUNTS } from './accounts.ts';
import { describeChaos } from './chaos/suite.ts';

const accounts = ACCOUNTS.filter(({ auth }) => auth === 'signature-or-token');

describeChaos('unsigned', accounts, 333);
