/** What became of the messages of a period, from what the engines have counted. */
import type { RefusalCode, Status } from '../contract.ts';
import { HOUR } from '../durations.ts';
import { isFailure } from '../messages/fold.ts';
import { DELIVERY_BOUNDS } from './took.ts';
import type { Outcomes } from './store.ts';

/** In whole hours since 1970. */
export const hourOf = (instant: number): number => Math.floor(instant / HOUR);

/** So many recipients of the messages of one hour show the same. */
export interface OutcomeRow {
  hour: number;
  status: Status | null;
  code: number | null;
  reason: string | null;
  /** What `tookOf` makes of them. */
  took: number | null;
  count: number;
}

/** What an engine finds in a part of the period. */
export interface OutcomePart {
  messages: { hour: number; count: number }[];
  /** Of the messages that Sinch refused as a whole, the recipients, which show no status. */
  refused: { hour: number; code: RefusalCode; count: number }[];
  recipients: OutcomeRow[];
}

type HourOutcome = Outcomes['hours'][number];

function compareTexts(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Adds up counts by what they are of, the most frequent first. */
class Tally<Key> {
  readonly #counts = new Map<string, { key: Key; count: number }>();

  add(key: Key, count: number): void {
    const name = JSON.stringify(key);
    const before = this.#counts.get(name)?.count ?? 0;
    this.#counts.set(name, { key, count: before + count });
  }

  entries(): { key: Key; count: number }[] {
    const ordered = [...this.#counts].toSorted(
      ([aName, a], [bName, b]) => b.count - a.count || compareTexts(aName, bName),
    );
    return ordered.map(([, entry]) => entry);
  }
}

/** Collects what comes part by part. */
export class OutcomeSum {
  readonly #hours = new Map<number, HourOutcome>();
  readonly #deliveries = [...DELIVERY_BOUNDS, null].map((upToSeconds) => ({ upToSeconds, count: 0 }));
  readonly #failures = new Tally<{ status: Status; code: number | null; reason: string | null }>();
  readonly #refusals = new Tally<RefusalCode>();

  add({ messages, refused, recipients }: OutcomePart): void {
    for (const { hour, count } of messages) this.#hourOf(hour).messages += count;
    for (const row of recipients) this.#addRecipients(row);
    for (const { hour, code, count } of refused) {
      const outcome = this.#hourOf(hour);
      outcome.refused += count;
      outcome.waiting -= count;
      this.#refusals.add(code, count);
    }
  }

  outcomes(): Outcomes {
    return {
      hours: [...this.#hours.values()].toSorted((a, b) => a.at - b.at),
      deliveries: this.#deliveries.map((one) => ({ ...one })),
      failures: this.#failures.entries().map(({ key, count }) => ({ ...key, count })),
      refusals: this.#refusals.entries().map(({ key, count }) => ({ code: key, count })),
    };
  }

  #addRecipients({ hour, status, code, reason, took, count }: OutcomeRow): void {
    const outcome = this.#hourOf(hour);
    if (status === null) {
      outcome.waiting += count;
      return;
    }
    outcome.counts[status] = (outcome.counts[status] ?? 0) + count;
    if (isFailure(status)) this.#failures.add({ status, code, reason }, count);
    const delivery = took === null ? undefined : this.#deliveries[took];
    if (delivery !== undefined) delivery.count += count;
  }

  #hourOf(hour: number): HourOutcome {
    const known = this.#hours.get(hour);
    if (known !== undefined) return known;
    const made: HourOutcome = { at: hour * HOUR, messages: 0, counts: {}, refused: 0, waiting: 0 };
    this.#hours.set(hour, made);
    return made;
  }
}
