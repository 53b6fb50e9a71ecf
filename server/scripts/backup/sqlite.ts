import { chownSync, copyFileSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { checkBackup, withDatabase, writeWhole } from './file.ts';

/** All that was committed when it began. The server goes on writing meanwhile. */
export async function backUpSqlite(path: string, file: string): Promise<number> {
  if (!existsSync(path)) throw new Error(`There is no database at ${path}.`);
  return writeWhole(file, (part) =>
    withDatabase(path, (database) => {
      database.execute('PRAGMA busy_timeout = 5000');
      database.prepare<never, [string]>('VACUUM INTO ?').run(part);
    }),
  );
}

/** Puts the back-up in place. */
export async function restoreSqlite(file: string, path: string): Promise<number> {
  // The log of another database would be applied to this one.
  const inTheWay = [path, `${path}-wal`, `${path}-shm`].find((one) => existsSync(one));
  if (inTheWay !== undefined) {
    throw new Error(`${inTheWay} exists. Stop the server, move the old database away, then restore.`);
  }
  await checkBackup(file);
  mkdirSync(dirname(path), { recursive: true });
  const folder = statSync(dirname(path));
  return writeWhole(path, (part) => {
    copyFileSync(file, part);
    // The server's user could not open what root has restored.
    if (process.getuid?.() === 0) chownSync(part, folder.uid, folder.gid);
  });
}
