/// <reference types="vitest" />
/** New, empty databases on both engines, gone at the end. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPostgresServer } from '../../test/postgres-server.ts';
import { engineOf } from './engines.ts';
import type { Sql } from './engines.ts';

export type EngineName = 'SQLite' | 'PostgreSQL';
export const ENGINES: readonly EngineName[] = ['SQLite', 'PostgreSQL'];

export interface Databases {
  create(engine: EngineName, name: string): Promise<string>;
  drop(engine: EngineName, name: string): Promise<void>;
  /** What the engines are, and that they do wait for the disk. */
  describe(): Promise<string[]>;
  remove(): Promise<void>;
}

async function describePostgres(sql: Sql): Promise<string> {
  const settings = await sql.rows(
    `SELECT name, setting FROM pg_settings
      WHERE name IN ('server_version', 'fsync', 'synchronous_commit', 'full_page_writes', 'wal_sync_method',
        'shared_buffers', 'commit_delay') ORDER BY name`,
  );
  return settings.map((row) => Object.values(row).join(' ')).join(', ');
}

export async function openDatabases(): Promise<Databases> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-store-'));
  const postgres = await createPostgresServer();
  const admin = await engineOf(postgres.url).connect(`${postgres.url}/postgres`);
  return {
    create: async (engine, name) => {
      if (engine === 'SQLite') return join(folder, `${name}.db`);
      await admin.run(`CREATE DATABASE ${name}`);
      return `${postgres.url}/${name}`;
    },
    drop: async (engine, name) => {
      if (engine === 'PostgreSQL') await admin.run(`DROP DATABASE ${name} WITH (FORCE)`);
      else
        for (const part of ['', '-wal', '-shm']) rmSync(join(folder, `${name}.db${part}`), { force: true });
    },
    describe: async () => {
      const memory = await engineOf(':memory:').connect(':memory:');
      const [version] = await memory.rows('SELECT sqlite_version() AS version');
      await memory.close();
      return [
        `SQLite ${Object.values(version ?? {}).join('')}: WAL, synchronous = FULL`,
        `PostgreSQL: ${await describePostgres(admin)}`,
      ];
    },
    remove: async () => {
      await admin.close();
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
