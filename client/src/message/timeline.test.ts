import type { HistoryEntry } from '@sinch-callback-app/server/contract';
import {
  assert,
  constantFrom,
  date,
  integer,
  option,
  property,
  record,
  shuffledSubarray,
  string,
  array,
} from 'fast-check';
import type { Arbitrary } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { STATUSES } from '../messages/status-view.ts';
import { entryOf } from '../test/samples.ts';
import { timelineOf } from './timeline.ts';
import type { MessageTimes } from './spans.ts';

const at = (seconds: number) => new Date(Date.UTC(2026, 10, 23, 8) + seconds * 1_000).toISOString();
const TIMES = { createdAt: at(0), sentAt: at(0.4), sendAt: null };
const accepted = entryOf({
  status: 'QUEUED',
  code: null,
  at: null,
  signedAt: null,
  source: 'send',
  receivedAt: at(0.4),
});
const told = (status: string, happened: number, heard: number, part: Partial<HistoryEntry> = {}) =>
  entryOf({ status, at: at(happened), receivedAt: at(heard), signedAt: at(Math.floor(happened)), ...part });
const timeline = (history: HistoryEntry[], part: Partial<MessageTimes & { conflict: boolean }> = {}) =>
  timelineOf({ history, conflict: part.conflict ?? false }, { ...TIMES, ...part });
const spansTold = (history: HistoryEntry[], part?: Parameters<typeof timeline>[1]) =>
  timeline(history, part).map(({ entry, spans }) => [
    entry.status,
    ...spans.map(({ where, ms }) => `${where} ${ms}`),
  ]);

describe('the time between steps', () => {
  it('is split into Sinch’s share and the way to us', () => {
    expect(spansTold([accepted, told('Dispatched', 1.5, 1.7), told('Delivered', 3.6, 4)])).toEqual([
      ['QUEUED', 'answer 400'],
      ['Dispatched', 'sinch 1100', 'way 200'],
      ['Delivered', 'operator 2100', 'way 400'],
    ]);
    // Where nothing tells when the operator had it.
    expect(spansTold([accepted, told('Delivered', 3.6, 4)])[1]).toEqual([
      'Delivered',
      'both 3200',
      'way 400',
    ]);
  });

  it('tells how long Sinch kept what it knew, as far as whole seconds of the signature can', () => {
    expect(spansTold([told('Delivered', 3.6, 60.4, { signedAt: at(60) })])[0]).toEqual([
      'Delivered',
      'both 3200',
      'held 56400',
      'way 400',
    ]);
    expect(spansTold([told('Delivered', 3.6, 4.4, { signedAt: at(4) })])[0]).toContain('way 800');
  });

  it('says of the operator only what whole minutes allow', () => {
    expect(spansTold([told('Delivered', 200, 201, { operatorAt: at(60) })])[0]).toContain('back 80000');
    expect(spansTold([told('Delivered', 110, 111, { operatorAt: at(60) })])[0]).toEqual([
      'Delivered',
      'both 109600',
      'way 1000',
    ]);
  });

  it('begins when a scheduled message was due', () => {
    const times = { sendAt: at(3600) };
    expect(spansTold([accepted, told('Delivered', 3602, 3602.5)], times)[1]).toEqual([
      'Delivered',
      'both 2000',
      'way 500',
    ]);
    // Cancelled before it was due.
    expect(spansTold([accepted, told('Cancelled', 60.4, 60.5)], times)[1]).toContain('sinch 60000');
  });

  it('says when we had to ask', () => {
    expect(spansTold([told('Delivered', 3.6, 303.6, { source: 'poll', signedAt: null })])[0]).toContain(
      'asked 300000',
    );
  });

  it('does not take what was faster than Sinch’s answer for a clock that is wrong', () => {
    expect(spansTold([accepted, told('Dispatched', 0.3, 0.5)])[1]).toEqual([
      'Dispatched',
      'early 0',
      'way 200',
    ]);
  });

  it('says so where the clocks differ, in either direction', () => {
    expect(spansTold([accepted, told('Dispatched', -5, 1)])[1]).toEqual([
      'Dispatched',
      'behind 5000',
      'way 6000',
    ]);
    expect(spansTold([accepted, told('Dispatched', 31, 1)])[1]).toEqual([
      'Dispatched',
      'sinch 30600',
      'ahead 30000',
    ]);
  });
});

describe('the order', () => {
  it('is Sinch’s, with a mark on what came late', () => {
    const steps = timeline([accepted, told('Delivered', 3, 3.1), told('Dispatched', 1, 5)]);
    expect(steps.map(({ entry, isLate }) => [entry.status, isLate])).toEqual([
      ['QUEUED', false],
      ['Dispatched', true],
      ['Delivered', false],
    ]);
  });

  it('puts what has no time of its own where it became known', () => {
    const silent = entryOf({ status: 'Failed', at: null, receivedAt: at(2) });
    const steps = timeline([told('Delivered', 3, 3.1), silent, told('Dispatched', 1, 1.1)]);
    expect(steps.map(({ entry, isOurs }) => [entry.status, isOurs])).toEqual([
      ['Dispatched', false],
      ['Failed', true],
      ['Delivered', false],
    ]);
  });

  it('lets the greater progress come last where the times are equal', () => {
    const steps = timeline([told('Delivered', 1, 1.1), told('Queued', 1, 1.2), told('Dispatched', 1, 1.3)]);
    expect(steps.map(({ entry }) => entry.status)).toEqual(['Queued', 'Dispatched', 'Delivered']);
  });
});

it('marks what cannot all be true', () => {
  const history = [accepted, told('Failed', 2, 2.1), told('Delivered', 3, 3.1)];
  expect(timeline(history, { conflict: true }).map(({ contradicts }) => contradicts)).toEqual([
    false,
    true,
    true,
  ]);
  expect(timeline(history).map(({ contradicts }) => contradicts)).toEqual([false, false, false]);
});

describe('whatever the history', () => {
  const instant: Arbitrary<string> = date({
    min: new Date('2026-11-23T07:59:00Z'),
    max: new Date('2026-11-23T08:01:00Z'),
    noInvalidDate: true,
  }).map((value) => value.toISOString());
  const anyInstant = (texts: Arbitrary<string>) => option(texts, { nil: null });
  const entry = (texts: Arbitrary<string>): Arbitrary<HistoryEntry> =>
    record({
      status: constantFrom(...STATUSES, 'Delivered', 'Parked', ''),
      code: option(integer(), { nil: null }),
      reason: option(string(), { nil: null }),
      at: anyInstant(texts),
      receivedAt: texts,
      source: constantFrom('send', 'callback', 'poll', 'expiry'),
      operatorAt: anyInstant(texts),
      signedAt: anyInstant(texts),
      repeats: integer({ min: 0, max: 3 }),
    });
  const times = (texts: Arbitrary<string>) =>
    record({ createdAt: texts, sentAt: anyInstant(texts), sendAt: anyInstant(texts) });

  it.each([
    ['of this minute', instant],
    ['and any text in place of instants', string()],
  ])('%s, no duration is negative and nothing is lost', (_, texts) => {
    assert(
      property(array(entry(texts), { maxLength: 8 }), times(texts), (history, when) => {
        const steps = timelineOf({ history, conflict: true }, when);
        expect(steps).toHaveLength(history.length);
        for (const { spans } of steps) for (const { ms } of spans) expect(ms).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('the order depends on what it says alone, never on how it is listed', () => {
    const shuffled = array(entry(constantFrom(at(1), at(2))), { maxLength: 8 }).chain((history) =>
      shuffledSubarray(history, { minLength: history.length }).map((other) => [history, other] as const),
    );
    const said = (history: HistoryEntry[]) => timeline(history).map((step) => step.entry);
    assert(
      property(shuffled, ([history, other]) => {
        expect(said([...other])).toEqual(said([...history]));
      }),
    );
  });
});
