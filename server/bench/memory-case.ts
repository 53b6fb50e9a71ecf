/** Entry of a process that fills a store and says how much memory it then has, in bytes. */
import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { ulid } from 'ulid';
import { parseCallback } from '../src/callbacks/wire.ts';
import { createMemoryStore } from '../src/store/memory/memory.ts';
import type { Callback } from '../src/store/store.ts';
import { answerParent, memoryQuestion } from './protocol.ts';
import type { MemoryQuestion } from './protocol.ts';
import { insertSent } from './sent.ts';
import { callbackBodies } from './traffic.ts';

/** The driver frees what it no longer needs between two turns of the event loop, never within one. */
async function residentBytes(): Promise<number> {
  for (let turn = 0; turn < 3; turn += 1) {
    globalThis.gc?.();
    // oxlint-disable-next-line no-await-in-loop
    await nextTurn();
  }
  return process.memoryUsage.rss();
}

function callbackOf(body: Buffer): Callback {
  const parsed = parseCallback(body);
  if (parsed.kind !== 'report') throw new Error('the benchmark made a callback that is no report');
  const { type, sinchId, reference, reports } = parsed;
  const received = {
    receivedAt: reports[0]?.at ?? 0,
    signature: createHash('sha256').update(body).digest('base64'),
    nonce: ulid(),
    timestamp: '1767225600',
    body,
  };
  return { type, sinchId, reference, reports, reply: null, confinedTo: null, unreadable: 0, received };
}

const store = createMemoryStore();
await store.open();
let filled = 0;

async function respond({ messages, recipients, callbacks }: MemoryQuestion): Promise<number> {
  const end = filled + messages;
  for (; filled < end; filled += 1) {
    /* oxlint-disable no-await-in-loop */
    await insertSent(store, filled, 1, recipients);
    const bodies = callbacks ? callbackBodies(filled, recipients) : [];
    await Promise.all(bodies.map((body) => store.recordCallback(callbackOf(body))));
    await nextTurn();
    /* oxlint-enable no-await-in-loop */
  }
  return residentBytes();
}

answerParent(memoryQuestion, respond);
