import { createMemoryStore } from '../src/store/sqlite/sqlite.ts';
import { describeStore } from './store-suite.ts';

describeStore('memory', async () => createMemoryStore());
