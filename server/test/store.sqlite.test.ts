import { join } from 'node:path';
import { afterAll } from 'vitest';
import { createFileStore } from '../src/store/sqlite/sqlite.ts';
import { temporaryFolder } from './database.ts';
import { describeStore } from './store-suite.ts';

const folder = temporaryFolder();
afterAll(folder.remove);

let files = 0;
describeStore('SQLite', async () => createFileStore(join(folder.path, `${(files += 1)}.db`)));
