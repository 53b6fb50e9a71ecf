/** What this process tells about itself, in numbers. No label holds a phone number, an id, a text or a secret. */
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { Receipt } from '../callbacks/receive.ts';
import type { CancelResult } from '../messages/cancel.ts';
import type { FollowUpResult } from '../messages/follow-up.ts';
import type { SendResult } from '../messages/send.ts';
import type { Store } from '../store/store.ts';
import { routeLabel, statusLabel } from './labels.ts';
import { createOpenCounts } from './open-counts.ts';
import { watchStore } from './watch-store.ts';

/** Told what has happened, once it is answered. None of these waits for anything, or throws. */
export interface Metrics {
  /** The store that was given, its failures counted. */
  store: Store;
  /** `receipt` is null where the callback was not read at all. */
  callbackAnswered: (receipt: Receipt | null, status: number, milliseconds: number) => void;
  /** `result` is null where nothing could be sent, for what was asked. */
  sendAnswered: (result: SendResult | null) => void;
  cancelAnswered: (result: CancelResult) => void;
  followedUp: (result: FollowUpResult) => void;
  /** Any other request. */
  answered: (path: string, status: number) => void;
  /** Of the process itself; at most once in a process, since it goes on for good. */
  measureProcess: () => void;
  /** All of it, in the format of Prometheus. */
  page: () => Promise<{ type: string; text: string }>;
}

/** Sinch does not say how long it waits for an answer; we ourselves give up after five seconds. */
const ANSWER_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** What an alert watches exists from the start: a rise from nothing at all is none that can be seen. */
const WATCHED = ['refused', 'invalid', 'overloaded', 'store_failed', 'orphan', 'unreadable', 'unread'];

function createCounters(registers: Registry[]) {
  const counter = <Label extends string>(name: string, help: string, ...labelNames: Label[]) =>
    new Counter({ name, help, labelNames, registers });
  const callbacks = counter('sms_callbacks_total', 'Callbacks by what became of them.', 'verdict', 'status');
  for (const verdict of WATCHED) callbacks.inc({ verdict, status: 'none' }, 0);
  return {
    callbacks,
    refused: counter('sms_callbacks_refused_total', 'Callbacks that were not authentic, by why.', 'reason'),
    sends: counter('sms_sends_total', 'Requests to send, by what became of them.', 'outcome', 'refusal'),
    cancels: counter('sms_cancels_total', 'Requests to cancel, by what became of them.', 'outcome'),
    followUps: counter('sms_follow_ups_total', 'Questions to Sinch, by what it said.', 'outcome'),
    storeFailures: counter('sms_store_failures_total', 'What the store could not do.', 'operation'),
    answers: counter('http_answers_total', 'Answers to requests; health checks left out.', 'route', 'code'),
  };
}

function addOpenGauges(registers: Registry[], store: Pick<Store, 'countOpen'>, now: () => number): void {
  const readCounts = createOpenCounts(store, now);
  const gauge = (count: 'open' | 'overdue' | 'due', name: string, help: string): Gauge =>
    new Gauge({
      name,
      help,
      registers,
      // What the store cannot say is left out: a number of before would look like one of now.
      async collect() {
        const counts = await readCounts();
        if (counts === null) this.remove();
        else this.set(counts[count]);
      },
    });
  gauge('open', 'sms_recipients_open', 'Recipients whose end is not known yet, in the whole store.');
  gauge('overdue', 'sms_recipients_overdue', 'Of those, how many whose end did not come by itself in time.');
  gauge('due', 'sms_follow_ups_due', 'Messages that wait for their turn to be asked about.');
}

/** What a callback was worth, in one word. */
const verdictOf = (receipt: Receipt): string => {
  if (receipt.kind === 'recorded') return receipt.verdict;
  return receipt.kind === 'forged' ? 'refused' : receipt.kind;
};

export function createMetrics({ store: plain, now }: { store: Store; now: () => number }): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const counters = createCounters(registers);
  const seconds = new Histogram({
    name: 'sms_callback_answer_seconds',
    help: 'From the head of a callback to its answer.',
    labelNames: ['code'],
    buckets: ANSWER_SECONDS,
    registers,
  });
  const store = watchStore(plain, (operation) => counters.storeFailures.inc({ operation }));
  addOpenGauges(registers, store, now);

  return {
    store,
    callbackAnswered: (receipt, code, milliseconds) => {
      const verdict = receipt === null ? 'unread' : verdictOf(receipt);
      const status = receipt?.kind === 'recorded' ? statusLabel(receipt.statuses) : 'none';
      counters.callbacks.inc({ verdict, status });
      if (receipt?.kind === 'forged') counters.refused.inc({ reason: receipt.reason });
      counters.answers.inc({ route: 'callback', code });
      seconds.observe({ code }, milliseconds / 1000);
    },
    sendAnswered: (result) => {
      const message = result?.kind === 'sent' ? result.message : null;
      const outcome = message?.state ?? result?.kind ?? 'invalid';
      counters.sends.inc({ outcome, refusal: message?.refusal?.code ?? 'none' });
    },
    cancelAnswered: (result) => {
      counters.cancels.inc({ outcome: result.kind === 'refused' ? result.code : result.kind });
    },
    followedUp: ({ verdict }) => counters.followUps.inc({ outcome: verdict }),
    answered: (path, code) => counters.answers.inc({ route: routeLabel(path), code }),
    measureProcess: () => collectDefaultMetrics({ register: registry }),
    page: async () => ({ type: registry.contentType, text: await registry.metrics() }),
  };
}
