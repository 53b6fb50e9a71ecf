import type { Overview } from '@sinch-callback-app/server/contract';
import { groupsOf, rateOf } from './outcomes.ts';
import type { Groups } from './outcomes.ts';

/** An hour or a day. */
export interface Point extends Groups {
  at: number;
  /** From 0 to 1; null: no outcome is known. */
  rate: number | null;
}

export const pointsOf = ({ series }: Overview): Point[] =>
  series.map((bucket) => {
    const groups = groupsOf(bucket);
    return { at: Date.parse(bucket.at), ...groups, rate: rateOf(groups) };
  });

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const dayAndClock = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

/** Hours are read on the reader's clock; days are those that the server counts by. */
export const tickOf = (at: number, bucket: Overview['bucket']): string =>
  (bucket === 'hour' ? clock : day).format(at);

export const nameOf = (at: number, bucket: Overview['bucket']): string =>
  (bucket === 'hour' ? dayAndClock : day).format(at);
