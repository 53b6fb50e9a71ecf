import { DatabaseError, Pool, TypeOverrides, types as wireTypes } from 'pg';
import type { PoolClient } from 'pg';

const CONNECT_TIMEOUT_MS = 3000;
/** Longer than a callback waits for its commit: a database that hangs must free its connections in the end. */
const QUERY_TIMEOUT_MS = 8000;
const MAX_CONNECTIONS = 10;
/**
 * Every statement asks for a few rows by an index, however many there are. PostgreSQL cannot know that: it plans joins for
 * a hundred rows where one comes, reads small tables whole, and remembers that after they have grown.
 */
const BY_INDEX = [
  'enable_seqscan=off',
  'enable_hashjoin=off',
  'enable_mergejoin=off',
  'plan_cache_mode=force_generic_plan',
  // To compile a statement takes longer than any of them does.
  'jit=off',
]
  .map((setting) => `-c ${setting}`)
  .join(' ');

/** Instants and counts stay far below 2^53, so that a number holds them. */
export const types = new TypeOverrides();
types.setTypeParser(wireTypes.builtins.INT8, Number);

/** A row is what the statement selects from our own migrations; `Row` says so. */
export type Ask = <Row extends object>(name: string, text: string, values: unknown[]) => Promise<Row[]>;

/** The database quotes what it could not take, whole phone numbers too: that belongs in no log. */
function withoutQuotes(error: unknown): unknown {
  if (error instanceof DatabaseError) Object.assign(error, { detail: undefined, where: undefined });
  return error;
}

/** Statements are prepared once per connection, under their name. */
export const askOf =
  (client: Pool | PoolClient): Ask =>
  async <Row extends object>(name: string, text: string, values: unknown[]) => {
    try {
      return (await client.query<Row>({ name, text, values })).rows;
    } catch (error) {
      throw withoutQuotes(error);
    }
  };

export function openPool(url: string): Pool {
  const pool = new Pool({
    connectionString: url,
    max: MAX_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: QUERY_TIMEOUT_MS,
    statement_timeout: QUERY_TIMEOUT_MS,
    // A server that is cut off in the middle must not keep its locks from the others until TCP gives it up.
    idle_in_transaction_session_timeout: QUERY_TIMEOUT_MS,
    keepAlive: true,
    options: BY_INDEX,
    types,
  });
  // An idle connection that breaks is replaced when the next one is needed.
  pool.on('error', () => {});
  // The pool listens on idle connections only; one that breaks between two statements would end the whole program.
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}
