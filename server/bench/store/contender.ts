/** Entry of a process that records callbacks: `ours` through the store, `plain` with one transaction each. */
import { CALLBACKS_PER_RECIPIENT } from '../traffic.ts';
import { answerParent } from '../protocol.ts';
import type { Callback } from '../../src/store/store.ts';
import { callbacksInOrder } from './callbacks.ts';
import { engineOf } from './engines.ts';
import { fillStatements } from './fill.ts';
import { allInFlight } from './in-flight.ts';
import type { Recorder } from './plain.ts';
import { contenderQuestion } from './protocol.ts';
import type { ContenderQuestion } from './protocol.ts';

const [kind = '', database = ''] = process.argv.slice(2);
const engine = engineOf(database);
const store = engine.createStore(database);
await store.open();
const recorder: Recorder =
  kind === 'ours'
    ? { record: (callback) => store.recordCallback(callback), close: async () => {} }
    : engine.createPlain(database);
const sql = await engine.connect(database);

let messages = 0;
let prepared: Callback[] = [];

async function prepare(callbacks: number): Promise<number> {
  const count = Math.ceil(callbacks / CALLBACKS_PER_RECIPIENT);
  const first = messages;
  messages += count;
  const stretch = { state: 'sent', first, last: messages - 1, inbox: 0 } as const;
  for (const statement of fillStatements(sql.dialect, stretch)) await sql.run(statement);
  prepared = callbacksInOrder(first, count);
  return prepared.length;
}

async function respond(question: ContenderQuestion): Promise<number> {
  switch (question.ask) {
    case 'prepare':
      return prepare(question.callbacks);
    case 'record': {
      globalThis.gc?.();
      const start = performance.now();
      await allInFlight(prepared, question.inFlight, (callback) => recorder.record(callback));
      return performance.now() - start;
    }
    case 'recorded': {
      const [row] = await sql.rows(
        `SELECT sum(callback_count) AS recorded FROM recipients WHERE status = 'DELIVERED'`,
      );
      return Number(Object.values(row ?? {})[0]);
    }
    case 'close':
      await recorder.close();
      await store.close();
      await sql.close();
      return 0;
  }
}

answerParent(contenderQuestion, respond);
