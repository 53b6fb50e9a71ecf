/** What a server makes of the database that it finds when it starts. */
import { createServer, connect } from 'node:net';
import type { Server, Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../harness.ts';
import { POSTGRES, SQLITE } from './engines.ts';
import type { DurableDatabase } from './engines.ts';
import { buildServers } from './servers.ts';
import type { Servers } from './servers.ts';
import { until } from './until.ts';

let servers: Servers;
let database: DurableDatabase;
beforeAll(() => {
  servers = buildServers();
});
afterEach(async () => {
  await servers.killAll();
  database.remove();
});
afterAll(() => servers.remove());

const NEWER = new Map([
  [SQLITE, 'PRAGMA user_version = 999'],
  [POSTGRES, 'INSERT INTO schema_version (version) VALUES (999)'],
]);

describe.each([SQLITE, POSTGRES])('$name', (engine) => {
  it('servers that start at once on an empty database all come up', async () => {
    database = await engine.create();
    const env = { DATABASE_URL: database.url };
    const three = await Promise.all([servers.create(env), servers.create(env), servers.create(env)]);
    await Promise.all(three.map((server) => server.start()));
    for (const { url } of three) expect((await fetch(`${url}/readyz`)).status).toBe(200);
  });

  it('a schema newer than the program is refused in clear words, and not touched', async () => {
    database = await engine.create();
    const store = database.createStore();
    await store.open();
    await store.close();
    await database.execute(NEWER.get(engine)!);
    const program = servers.run({ PORT: String(await freePort()), DATABASE_URL: database.url });
    expect(await program.exit).toBe(1);
    expect(program.output()).toMatch(/DATABASE_URL cannot be used: .*version 999.*newer program/);
    expect(program.output()).not.toMatch(/\bat .*\.js:\d+/);
    expect(await database.count('messages')).toBe(0);
  });
});

describe('a PostgreSQL that is not there yet', () => {
  const sockets = new Set<Socket>();
  let relay: Server | undefined;
  afterEach(() => {
    relay?.close();
    for (const socket of sockets) socket.destroy();
  });

  /** Stands before the database; `breaks` tells from what a client says whether to hang up. */
  async function startRelay(port: number, breaks: (said: Buffer) => boolean): Promise<void> {
    const target = new URL(database.url);
    relay = createServer((socket) => {
      const onward = connect(Number(target.port), target.hostname);
      for (const one of [socket, onward]) {
        sockets.add(one);
        one.on('error', () => {});
        one.on('close', () => {
          socket.destroy();
          onward.destroy();
        });
      }
      socket.on('data', (said) => (breaks(said) ? socket.end() : onward.write(said)));
      onward.pipe(socket);
    });
    await new Promise<void>((resolve) => relay?.listen(port, '127.0.0.1', resolve));
  }

  it.each([
    ['refuses connections', null],
    ['hangs up at once', ''],
    ['breaks off in the middle of the migration', 'pg_advisory_xact_lock'],
  ])('and %s is waited for: 503 meanwhile, and ready by itself', async (_how, breakAt) => {
    database = await POSTGRES.create();
    const port = await freePort();
    let isThere = false;
    const open = () => startRelay(port, (said) => !isThere && breakAt !== null && said.includes(breakAt));
    if (breakAt !== null) await open();
    const url = new URL(database.url);
    url.port = String(port);
    const server = await servers.create({ DATABASE_URL: url.href });
    const ready = server.start();
    const triesAgain = until('it tries again', () => server.output().includes('trying again'));
    await Promise.race([triesAgain, ready.then(() => Promise.reject(new Error('ready too early')))]);
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    expect((await fetch(`${server.url}/readyz`)).status).toBe(503);
    expect((await fetch(`${server.url}/api/messages`)).status).toBe(503);
    expect((await fetch(`${server.url}/webhooks/sinch/delivery`, { method: 'POST' })).status).toBe(503);
    isThere = true;
    if (breakAt === null) await open();
    await ready;
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  });
});
