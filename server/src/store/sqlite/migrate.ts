import { NewerSchema } from '../faults.ts';
import type { Database } from './database.ts';
import { MIGRATIONS } from './migrations.ts';

/** Brings the schema up to date, one program at a time: the transaction locks the database before it looks. */
export function migrate(database: Database): void {
  const version = database.prepare<{ user_version: number }, []>('PRAGMA user_version');
  database.execute('BEGIN IMMEDIATE');
  try {
    const current = version.get()?.user_version ?? 0;
    if (current > MIGRATIONS.length) throw new NewerSchema(current, MIGRATIONS.length);
    for (const step of MIGRATIONS.slice(current)) database.execute(step);
    database.execute(`PRAGMA user_version = ${MIGRATIONS.length}`);
    database.execute('COMMIT');
  } catch (error) {
    if (database.isInTransaction()) database.execute('ROLLBACK');
    throw error;
  }
}
