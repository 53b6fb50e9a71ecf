/** Entry of a process with a store that holds many messages already, and says what one thing more costs it. */
import { ANY_MESSAGE } from '../../src/store/criteria.ts';
import { CALLBACKS_PER_RECIPIENT, messageId } from '../traffic.ts';
import { answerParent } from '../protocol.ts';
import { callbacksInOrder, lateCallback } from './callbacks.ts';
import { engineOf } from './engines.ts';
import type { Filled } from './fill.ts';
import { fillStatements } from './fill.ts';
import { allInFlight } from './in-flight.ts';
import { scaleQuestion } from './protocol.ts';
import type { Operation, ScaleQuestion } from './protocol.ts';

/** As many callbacks as the inbox keeps, unless it is told otherwise. */
const INBOX = 100_000;
const CALLBACKS_IN_FLIGHT = 32;
const PAGE = 20;
const JUST_SENT = 1000;

const [database = ''] = process.argv.slice(2);
const engine = engineOf(database);
const store = engine.createStore(database);
await store.open();
const sql = await engine.connect(database);

let messages = 0;
let late = 0;

async function fill(state: Filled, count: number): Promise<number> {
  const first = messages;
  messages += count;
  const stretch = { state, first, last: messages - 1, inbox: INBOX };
  for (const statement of fillStatements(sql.dialect, stretch)) await sql.run(statement);
  return first;
}

/** One of the newest `of` messages. */
const pick = (of: number): number => messages - 1 - Math.floor(Math.random() * Math.min(of, messages));
const pickIds = (of: number, count: number): string[] =>
  Array.from({ length: count }, () => messageId(pick(of)));

/** Everything that is prepared beforehand, and then what is measured. */
function prepareReads(operation: Operation, count: number): () => Promise<unknown> {
  const ids = pickIds(operation.includes('any') ? messages : JUST_SENT, count);
  if (operation.startsWith('poll, unchanged'))
    return () => allInFlight(ids, 1, (id) => store.findVersion(id));
  if (operation.startsWith('poll, changed')) return () => allInFlight(ids, 1, (id) => store.readMessage(id));
  const isFirst = operation === 'first page';
  return () =>
    allInFlight(ids, 1, (id) =>
      store.listMessages({ limit: PAGE, after: isFirst ? null : id, criteria: ANY_MESSAGE }),
    );
}

async function prepare(operation: Operation, count: number): Promise<() => Promise<unknown>> {
  if (!operation.startsWith('callback')) return prepareReads(operation, count);
  const sent = count / CALLBACKS_PER_RECIPIENT;
  const callbacks =
    operation === 'callback'
      ? callbacksInOrder(await fill('sent', sent), sent)
      : Array.from({ length: count }, () => lateCallback(pick(messages), (late += 1)));
  return () => allInFlight(callbacks, CALLBACKS_IN_FLIGHT, (one) => store.recordCallback(one));
}

async function respond(question: ScaleQuestion): Promise<number> {
  switch (question.ask) {
    case 'fill':
      await fill('delivered', question.messages);
      await sql.settle();
      return messages;
    case 'measure': {
      const work = await prepare(question.operation, question.count);
      globalThis.gc?.();
      const start = performance.now();
      await work();
      return ((performance.now() - start) * 1000) / question.count;
    }
    case 'close':
      await store.close();
      await sql.close();
      return 0;
  }
}

answerParent(scaleQuestion, respond);
