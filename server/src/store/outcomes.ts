/** What became of the messages of a period, from what the engines have counted. */
import type { RefusalCode, Status } from '../contract.ts';
import { isFailure } from '../messages/fold.ts';
import type { Outcomes } from './store.ts';

export const HOUR = 3600 * 1000;
/** In seconds: what took longer than one of them took at most the next. */
export const DELIVERY_BOUNDS = [1, 2, 5, 10, 30, 60, 300, 900, 3600, 21_600, 86_400] as const;

/** So many recipients of the messages of one hour show the same. */
export interface OutcomeRow {
  /** Whole hours since 1970. */
  hour: number;
  /** Why Sinch refused the message as a whole. */
  refusal: RefusalCode | null;
  status: Status | null;
  code: number | null;
  reason: string | null;
  /**
   * How many of `DELIVERY_BOUNDS` are shorter than the time from when Sinch had the message, or was to send it, to the
   * instant that `status` is from. Null where it has none.
   */
  took: number | null;
  count: number;
}

/** What an engine finds in a part of the period. `read`: those that were read, by how long they took to be delivered. */
export interface OutcomePart {
  messages: { hour: number; count: number }[];
  recipients: OutcomeRow[];
  read: { took: number | null; count: number }[];
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

  add({ messages, recipients, read }: OutcomePart): void {
    for (const { hour, count } of messages) this.#hourOf(hour).messages += count;
    for (const row of recipients) this.#addRecipients(row);
    for (const { took, count } of read) this.#addDelivery(took, count);
  }

  outcomes(): Outcomes {
    return {
      hours: [...this.#hours.values()].toSorted((a, b) => a.at - b.at),
      deliveries: this.#deliveries.map((one) => ({ ...one })),
      failures: this.#failures.entries().map(({ key, count }) => ({ ...key, count })),
      refusals: this.#refusals.entries().map(({ key, count }) => ({ code: key, count })),
    };
  }

  #addRecipients({ hour, refusal, status, code, reason, took, count }: OutcomeRow): void {
    const outcome = this.#hourOf(hour);
    if (status === null) {
      if (refusal === null) outcome.waiting += count;
      else {
        outcome.refused += count;
        this.#refusals.add(refusal, count);
      }
      return;
    }
    outcome.counts[status] = (outcome.counts[status] ?? 0) + count;
    if (isFailure(status)) this.#failures.add({ status, code, reason }, count);
    if (status === 'DELIVERED') this.#addDelivery(took, count);
  }

  #addDelivery(took: number | null, count: number): void {
    const place = took === null ? undefined : this.#deliveries[took];
    if (place !== undefined) place.count += count;
  }

  #hourOf(hour: number): HourOutcome {
    const known = this.#hours.get(hour);
    if (known !== undefined) return known;
    const made: HourOutcome = { at: hour * HOUR, messages: 0, counts: {}, refused: 0, waiting: 0 };
    this.#hours.set(hour, made);
    return made;
  }
}
