/** Which recipients of a message are shown, as the address says it. */
import type { Recipient } from '@sinch-callback-app/server/contract';
import { STATUS_VIEWS } from '../messages/status-view.ts';
import type { Tone } from '../messages/tone.ts';
import { causeOf, isFailed } from './failures.ts';

export const SHOWS = ['open', 'arrived', 'failed', 'unsure', 'conflict'] as const;
export type Show = (typeof SHOWS)[number];

export interface Selection {
  /** Null: all. */
  show: Show | null;
  /** Of those that failed, only these; null: all. */
  cause: string | null;
  /** Part of a number, as typed. */
  find: string;
  /** From 1. */
  page: number;
}

export const PAGE_SIZE = 50;

const SHOW_OF_TONE: Readonly<Record<Tone, Show>> = {
  open: 'open',
  good: 'arrived',
  bad: 'failed',
  unsure: 'unsure',
};

/** In an accepted message only a recipient whose own answer was lost has no status. */
const showOf = ({ status }: Recipient): Show =>
  status === null ? 'unsure' : SHOW_OF_TONE[STATUS_VIEWS[status].tone];

export function readSelection(params: URLSearchParams): Selection {
  const show = SHOWS.find((known) => known === params.get('show')) ?? null;
  const page = Number(params.get('page') ?? '1');
  return {
    show,
    cause: show === 'failed' ? params.get('cause') : null,
    find: params.get('find') ?? '',
    page: Number.isInteger(page) && page > 0 ? page : 1,
  };
}

export function writeSelection({ show, cause, find, page }: Selection): URLSearchParams {
  return new URLSearchParams({
    ...(show !== null && { show }),
    ...(cause !== null && { cause }),
    ...(find !== '' && { find }),
    ...(page > 1 && { page: String(page) }),
  });
}

/** How many recipients each filter shows. */
export function countShows(recipients: readonly Recipient[]): Readonly<Record<Show, number>> {
  const counts = { open: 0, arrived: 0, failed: 0, unsure: 0, conflict: 0 };
  for (const recipient of recipients) {
    counts[showOf(recipient)] += 1;
    if (recipient.conflict) counts.conflict += 1;
  }
  return counts;
}

export function select(
  recipients: readonly Recipient[],
  { show, cause, find }: Selection,
): readonly Recipient[] {
  const digits = digitsOf(find);
  if (show === null && digits === '') return recipients;
  return recipients.filter(
    (recipient) =>
      (show === null || fits(recipient, show)) &&
      (cause === null || (isFailed(recipient) && causeOf(recipient) === cause)) &&
      recipient.recipient.includes(digits),
  );
}

const fits = (recipient: Recipient, show: Show): boolean =>
  show === 'conflict' ? recipient.conflict : showOf(recipient) === show;

/** As it stands in a number, however it was typed; words stay words, so that they find nothing. */
const digitsOf = (find: string): string => find.replaceAll(/[\s()+./-]/g, '').replace(/^00/, '');

/** The page that is shown: the last one, where there are fewer by now. */
export function pageOf<Item>(
  items: readonly Item[],
  page: number,
): { items: readonly Item[]; page: number; pages: number } {
  const pages = Math.max(Math.ceil(items.length / PAGE_SIZE), 1);
  const shown = Math.min(page, pages);
  return { items: items.slice((shown - 1) * PAGE_SIZE, shown * PAGE_SIZE), page: shown, pages };
}
