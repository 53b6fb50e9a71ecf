/** `pnpm backup <file>`: all that is stored, at one instant, while the server may work. */
import { statSync } from 'node:fs';
import { backUp } from './backup/engines.ts';
import { readFileArgument } from './backup/file-argument.ts';
import { withStoredDatabase } from './stored.ts';

await withStoredDatabase(async (database) => {
  const file = readFileArgument('pnpm backup sms-backup.db');
  const messages = await backUp(database, file);
  return [
    `${file}: ${messages} messages with all that is known of them, ${statSync(file).size} bytes.`,
    'It holds phone numbers and texts. Keep it where only you can read it.',
  ].join('\n');
});
