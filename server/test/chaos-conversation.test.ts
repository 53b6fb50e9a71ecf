import { ACCOUNTS } from './accounts.ts';
import { describeChaos } from './chaos/suite.ts';

const accounts = ACCOUNTS.filter(
  ({ transport, auth }) => transport === 'conversation' && auth === 'signature',
);

describeChaos('conversation', accounts, 333);
