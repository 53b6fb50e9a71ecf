import express from 'express';
import { createServer } from 'node:http';
import type { Batch } from './batch.ts';
import type { ConversationMessage } from './conversation/message.ts';
import type { Attempt } from './courier.ts';
import type { Dice } from './dice.ts';
import type { SentReport } from './ledger.ts';
import type { EmulatorOptions } from './options.ts';
import { answerRefusal, mountApi } from './api.ts';
import { createBatchStore } from './batches.ts';
import { createCarrier } from './carrier.ts';
import { createChaos } from './chaos.ts';
import { mountConversationApi } from './conversation/api.ts';
import { createCourier } from './courier.ts';
import { seededDice } from './dice.ts';
import { createLedger } from './ledger.ts';
import { closeServer, listen } from './listening.ts';
import { createLives } from './lives.ts';
import { mountPage } from './page.ts';
import { createPost } from './post.ts';
import { mountReplies } from './replies.ts';
import { createScheduler, systemClock } from './scheduler.ts';

/** How long a receiver may take to answer. Sinch documents no figure (docs/sinch.md, "What is not documented"). */
const ANSWER_TIMEOUT_MS = 15_000;

export interface Emulator {
  readonly url: string;
  /** Oldest first; the last 1,000. */
  readonly batches: readonly Batch[];
  /** Of the Conversation API. Oldest first; the last 10,000. */
  readonly messages: readonly ConversationMessage[];
  /** Oldest first; the last 5,000. */
  readonly attempts: readonly Attempt[];
  /** What callbacks told, each statement once. Oldest first; the last 50,000. */
  readonly sentReports: readonly SentReport[];
  /** Resolves when no timer and no callback is pending. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

/** Rejects when the port is taken. */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const { speed = 1 } = options;
  const scheduler = createScheduler(options.clock ?? systemClock, speed);
  const ledger = createLedger();
  const { post, close: closeConnections } = createPost(options.answerTimeoutMs ?? ANSWER_TIMEOUT_MS);
  const { resignRetries = false, random } = options;
  const courier = createCourier({ post, scheduler, ledger, resignRetries, random });
  const dice = diceOf(options);
  const { chaos, unsigned = false } = options;
  const way = chaos ? createChaos({ courier, scheduler, dice }, chaos) : courier;
  const carrier = createCarrier(way, unsigned);

  const batches = createBatchStore(() => scheduler.now());
  const messages: ConversationMessage[] = [];
  const lives = createLives(options, { scheduler, carrier, dice });
  const now = (): number => scheduler.now();

  const app = express().disable('x-powered-by').disable('etag');
  app.use(express.text({ type: () => true, limit: '1mb' }));
  mountApi(app, { ...options, batches, life: lives.sms, now });
  mountConversationApi(app, { ...options, messages, life: lives.conversation, now });
  mountReplies(app, { ...options, batches: batches.all, messages, carrier, now });
  mountPage(app, { batches: batches.all, messages, attempts: courier.attempts, speed });
  app.use(answerRefusal);

  const server = createServer(app);
  const url = await listen(server, options.port ?? 0);
  return {
    url,
    batches: batches.all,
    messages,
    attempts: courier.attempts,
    sentReports: ledger.reports,
    idle: () => scheduler.idle(),
    close: async () => {
      scheduler.stop();
      closeConnections();
      await closeServer(server);
    },
  };
}

function diceOf({ random, chaos }: EmulatorOptions): Dice {
  if (random) return () => random();
  return chaos ? seededDice(chaos.seed) : () => Math.random();
}
