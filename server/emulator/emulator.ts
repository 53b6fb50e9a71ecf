import express from 'express';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { Batch } from './batch.ts';
import type { Attempt } from './courier.ts';
import type { Credentials } from './credentials.ts';
import type { Clock } from './scheduler.ts';
import { answerRefusal, mountApi } from './api.ts';
import { createBatchStore } from './batches.ts';
import { createCourier } from './courier.ts';
import { createLife } from './life.ts';
import { createOutbox } from './outbox.ts';
import { mountPage } from './page.ts';
import { createPost } from './post.ts';
import { createScheduler, systemClock } from './scheduler.ts';

/** How long a receiver may take to answer. Sinch documents no figure (docs/sinch.md, "What is not documented"). */
const ANSWER_TIMEOUT_MS = 15_000;

export interface EmulatorOptions {
  /** 0 takes any free port. */
  readonly port?: number | undefined;
  readonly webhookSecret: string;
  readonly credentials: Credentials;
  /** 1000 makes every delay of Sinch's a thousand times shorter. */
  readonly speed?: number | undefined;
  /** Whether a retry gets a nonce, time and signature of its own; Sinch does not say. */
  readonly resignRetries?: boolean | undefined;
  /** The plan's own callback URL, for batches that bring none. */
  readonly defaultCallbackUrl?: string | undefined;
  /** In real milliseconds: `speed` does not shorten it, since the receiver does not get faster. */
  readonly answerTimeoutMs?: number | undefined;
  readonly random?: (() => number) | undefined;
  readonly clock?: Clock | undefined;
}

export interface Emulator {
  readonly url: string;
  /** Oldest first; the last 1,000. */
  readonly batches: readonly Batch[];
  /** Oldest first; the last 5,000. */
  readonly attempts: readonly Attempt[];
  /** Resolves when no timer and no callback is pending. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

/** Rejects when the port is taken. */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  const { webhookSecret: secret, resignRetries = false, speed = 1, defaultCallbackUrl, random } = options;
  const scheduler = createScheduler(options.clock ?? systemClock, speed);
  const { post, close: closeConnections } = createPost(options.answerTimeoutMs ?? ANSWER_TIMEOUT_MS);
  const courier = createCourier({ post, scheduler, secret, resignRetries, random });
  const life = createLife(scheduler, createOutbox(courier, defaultCallbackUrl), random ?? Math.random);
  const batches = createBatchStore(() => scheduler.now());

  const app = express().disable('x-powered-by').disable('etag');
  mountApi(app, { ...options, batches, life, now: () => scheduler.now() });
  mountPage(app, { batches: batches.all, attempts: courier.attempts, speed });
  app.use(answerRefusal);

  const server = createServer(app);
  const url = await listen(server, options.port ?? 0);
  return {
    url,
    batches: batches.all,
    attempts: courier.attempts,
    idle: () => scheduler.idle(),
    close: async () => {
      scheduler.stop();
      closeConnections();
      await closeServer(server);
    },
  };
}

function listen(server: Server, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : port}`);
    });
  });
}

/** Requests of the scenario that is never answered would hold it open for ever. */
function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
