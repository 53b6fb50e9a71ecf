import { Pool, TypeOverrides, types as wireTypes } from 'pg';
import type { PoolClient } from 'pg';

const CONNECT_TIMEOUT_MS = 3000;
/** Longer than a callback waits for its commit: a database that hangs must free its connections in the end. */
const QUERY_TIMEOUT_MS = 8000;
const MAX_CONNECTIONS = 10;

/** Instants and counts stay far below 2^53, so that a number holds them. */
const types = new TypeOverrides();
types.setTypeParser(wireTypes.builtins.INT8, Number);

/** A row is what the statement selects from our own migrations; `Row` says so. */
export type Ask = <Row extends object>(name: string, text: string, values: unknown[]) => Promise<Row[]>;

/** Statements are prepared once per connection, under their name. */
export const askOf =
  (client: Pool | PoolClient): Ask =>
  async <Row extends object>(name: string, text: string, values: unknown[]) =>
    (await client.query<Row>({ name, text, values })).rows;

export function openPool(url: string): Pool {
  const pool = new Pool({
    connectionString: url,
    max: MAX_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: QUERY_TIMEOUT_MS,
    statement_timeout: QUERY_TIMEOUT_MS,
    keepAlive: true,
    types,
  });
  // An idle connection that breaks is replaced when the next one is needed.
  pool.on('error', () => {});
  // The pool listens on idle connections only; one that breaks between two statements would end the whole program.
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}
