import { createPostgresStore } from '../src/store/postgres/postgres.ts';
import { createDatabase } from './database.ts';
import { describeStore } from './store-suite.ts';

describeStore('PostgreSQL', async () => createPostgresStore(await createDatabase()));
