/** The same promises for every kind of account; and for the one whose recipients have ids of their own, durably. */
import { afterAll, beforeAll, describe } from 'vitest';
import { createPostgresStore } from '../src/store/postgres/postgres.ts';
import type { Store } from '../src/store/store.ts';
import { ACCOUNTS } from './accounts.ts';
import { createDatabase } from './database.ts';
import { describeEndToEnd } from './end-to-end/suite.ts';

describe.each(ACCOUNTS.map((account) => [account.name, account] as const))('%s', (_, account) => {
  describeEndToEnd(account);
});

const conversation = ACCOUNTS.filter(
  ({ transport, auth }) => transport === 'conversation' && auth === 'signature',
);

describe.each(conversation.map((account) => [account.name, account] as const))(
  '%s, on PostgreSQL',
  (_, account) => {
    let store: Store;
    beforeAll(async () => {
      store = createPostgresStore(await createDatabase());
      await store.open();
    });
    afterAll(() => store.close());

    describeEndToEnd(account, () => store);
  },
);
