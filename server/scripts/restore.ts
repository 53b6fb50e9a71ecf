/** `pnpm restore <file>`: puts a back-up into the database that is configured, which must be new. */
import { restore } from './backup/engines.ts';
import { readFileArgument } from './backup/file-argument.ts';
import { withStoredDatabase } from './stored.ts';

await withStoredDatabase(async (database) => {
  const messages = await restore(readFileArgument('pnpm restore sms-backup.db'), database);
  return [
    `${messages} messages are restored. Start the server.`,
    'People who were erased after the back-up was made are back: run `pnpm forget` for them again.',
  ].join('\n');
});
