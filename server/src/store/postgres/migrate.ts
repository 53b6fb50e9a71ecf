import { DatabaseError } from 'pg';
import type { Pool, QueryConfig } from 'pg';
import { NewerSchema } from '../faults.ts';
import { MIGRATIONS } from './migrations.ts';

/** Any number, as long as every server takes the same. */
const MIGRATION_LOCK = 7_303_014;

/** A step may go through all messages of a large database. */
const STEP_TIMEOUT_MS = 15 * 60 * 1000;

/** A server of the version before, at work meanwhile, locks the tables in another order than the steps do. */
const DEADLOCK = '40P01';
const MAX_DEADLOCKS = 10;

async function takeSteps(pool: Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query('SELECT pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
    await client.query('CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL)');
    const { rows } = await client.query<{ version: number }>(
      'SELECT max(version) AS version FROM schema_version',
    );
    const current = rows[0]?.version ?? 0;
    if (current > MIGRATIONS.length) throw new NewerSchema(current, MIGRATIONS.length);
    await client.query(`SET LOCAL statement_timeout = ${STEP_TIMEOUT_MS}`);
    for (const text of MIGRATIONS.slice(current)) {
      const step: QueryConfig & { query_timeout: number } = { text, query_timeout: STEP_TIMEOUT_MS };
      await client.query(step);
    }
    if (current < MIGRATIONS.length) {
      await client.query('INSERT INTO schema_version (version) VALUES ($1)', [MIGRATIONS.length]);
    }
    await client.query('COMMIT');
    client.release();
  } catch (error) {
    // Its end rolls back, and a connection that does not answer is not used again.
    client.release(true);
    throw error;
  }
}

/** Brings the schema up to date, one server at a time. */
export async function migrate(pool: Pool): Promise<void> {
  for (let deadlocks = 1; ; deadlocks += 1) {
    try {
      return await takeSteps(pool);
    } catch (error) {
      const isDeadlock = error instanceof DatabaseError && error.code === DEADLOCK;
      if (!isDeadlock || deadlocks === MAX_DEADLOCKS) throw error;
    }
  }
}
