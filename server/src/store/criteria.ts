import { encodeTime } from 'ulid';
import { wantedMarks } from './marks.ts';
import type { MessageCriteria, MessageListPage } from './store.ts';

/** Narrowed by nothing. */
export const ANY_MESSAGE: MessageCriteria = {
  status: null,
  state: null,
  progress: null,
  from: null,
  before: null,
  find: null,
};

/** Ids begin with the instant in which they were made, in ten letters that sort as it does. */
const TIME_LETTERS = 10;
const LAST_INSTANT = 2 ** 48 - 1;
/** Sorts behind every id, as no text does before the empty one. */
const BEHIND_ALL = '~';

const firstIdOf = (instant: number): string =>
  encodeTime(Math.min(Math.max(instant, 0), LAST_INSTANT), TIME_LETTERS).padEnd(26, '0');

/** A page as an engine looks for it: messages that have all `marks`, and ids from `from` to just before `end`. */
export interface SoughtPage {
  limit: number;
  after: string | null;
  marks: number;
  from: string;
  end: string;
  /** The earlier of `after` and `end`. */
  before: string;
}

export const fits = ({ marks, from, before }: SoughtPage, head: { id: string; marks: number }): boolean =>
  (head.marks & marks) === marks && head.id >= from && head.id < before;

/** A period is a range of ids, which the index that pages need anyway finds. */
export function soughtPage({ limit, after, criteria }: MessageListPage): SoughtPage {
  const end = criteria.before === null ? BEHIND_ALL : firstIdOf(criteria.before);
  return {
    limit,
    after,
    marks: wantedMarks(criteria),
    from: criteria.from === null ? '' : firstIdOf(criteria.from),
    end,
    before: after !== null && after < end ? after : end,
  };
}
