/** What the list is asked for, as the address bar says it: whoever opens the address sees the same. */
import type { MessageState, Progress, Status } from '@sinch-callback-app/server/contract';
import { asDay, asInstant, startOf } from '../ui/days.ts';
import { PERIODS } from './periods.ts';
import type { Period } from './periods.ts';
import { statusOf } from './status-view.ts';

export const STATES: readonly MessageState[] = ['submitting', 'accepted', 'refused', 'unclear'];
export const PROGRESSES: readonly Progress[] = ['open', 'final'];

export interface ListView {
  /** At least one recipient shows it. */
  status: Status | null;
  state: MessageState | null;
  progress: Progress | null;
  period: Period | null;
  /** A day, or an instant where a link says it more exactly; `before` is not part of it any more. */
  from: string | null;
  before: string | null;
  find: string | null;
  /** Only what is older than this message. */
  after: string | null;
}

export const EVERYTHING: ListView = {
  status: null,
  state: null,
  progress: null,
  period: null,
  from: null,
  before: null,
  find: null,
  after: null,
};

type Name = keyof ListView;
const NAMES: readonly Name[] = ['status', 'state', 'progress', 'period', 'from', 'before', 'find', 'after'];
const LONGEST_FIND = 100;
const ID = /^[0-9A-HJKMNP-TV-Z]{26}$/;

const oneOf =
  <Word extends string>(words: readonly Word[]) =>
  (text: string): Word | null =>
    words.find((word) => word === text.toLowerCase()) ?? null;

const asTime = (text: string): string | null => asDay(text) ?? asInstant(text);
const asFind = (text: string): string | null =>
  text.trim().length <= LONGEST_FIND ? text.trim() || null : null;
const asId = (text: string): string | null => (ID.test(text) ? text : null);

export interface Ignored {
  name: Name;
  value: string;
}

/** What cannot be meant is left out, and told. */
export function readView(search: URLSearchParams): { view: ListView; ignored: Ignored[] } {
  const ignored: Ignored[] = [];
  const ignore = (name: Name): null => {
    ignored.push({ name, value: search.get(name) ?? '' });
    return null;
  };
  const read = <Value>(name: Name, parse: (text: string) => Value | null): Value | null => {
    const text = search.get(name);
    return text === null || text === '' ? null : (parse(text) ?? ignore(name));
  };
  const [from, before] = [read('from', asTime), read('before', asTime)];
  const isRange = from !== null || before !== null;
  const isBackwards = from !== null && before !== null && startOf(from) >= startOf(before);
  const period = read('period', oneOf(PERIODS));
  const view: ListView = {
    status: read('status', statusOf),
    state: read('state', oneOf(STATES)),
    progress: read('progress', oneOf(PROGRESSES)),
    period: period !== null && isRange ? ignore('period') : period,
    from,
    before: isBackwards ? ignore('before') : before,
    find: read('find', asFind),
    after: read('after', asId),
  };
  return { view, ignored: ignored.toSorted((a, b) => NAMES.indexOf(a.name) - NAMES.indexOf(b.name)) };
}

/** Empty for everything; else with its `?`. */
export function searchOf(view: ListView): string {
  const set = NAMES.flatMap((name) => (view[name] === null ? [] : [[name, view[name]]]));
  return set.length === 0 ? '' : `?${new URLSearchParams(set)}`;
}

/** Whether it leaves anything out. Where the list begins does not count. */
export const isFiltered = (view: ListView): boolean => searchOf({ ...view, after: null }) !== '';
