/** What a list of messages is asked to be narrowed to: from the address to the store's words. */
import { z } from 'zod';
import { messageFilterSchema } from '../contract.ts';
import type { MessageCriteria, Store } from '../store/store.ts';
import { ANY_ID } from './ids.ts';
import { readSoughtPhone } from './phone.ts';

const instant = z.iso.datetime({ offset: true }).transform(Date.parse).nullable().default(null);

/** What can be looked for as a number and what as an id; some text is both. */
const sought = z
  .string()
  .transform((text) => ({
    number: readSoughtPhone(text),
    id: ANY_ID.test(text.trim()) ? text.trim() : null,
  }))
  .refine(({ number, id }) => number !== null || id !== null)
  .nullable()
  .default(null);

const { status, state, progress } = messageFilterSchema.shape;

export const filterQuery = z.object({
  status: status.unwrap().nullable().default(null),
  state: state.unwrap().nullable().default(null),
  progress: progress.unwrap().nullable().default(null),
  from: instant,
  before: instant,
  find: sought,
});

/** Nothing can be made in a period that ends before it begins. */
export const hasPeriod = ({ from, before }: Pick<FilterQuery, 'from' | 'before'>): boolean =>
  from === null || before === null || from < before;
export type FilterQuery = z.infer<typeof filterQuery>;

/** What may be a number and an id is looked for as an id where there is no message to that number. */
export async function toCriteria(
  store: Pick<Store, 'listMessages'>,
  { find, ...rest }: FilterQuery,
): Promise<MessageCriteria> {
  if (find === null) return { ...rest, find };
  const byId = find.id === null ? null : { ...rest, find: { id: find.id } };
  if (find.number === null) return byId ?? { ...rest, find: null };
  const byNumber = { ...rest, find: { number: find.number } };
  if (byId === null) return byNumber;
  const [first] = await store.listMessages({ limit: 1, after: null, criteria: byNumber });
  return first === undefined ? byId : byNumber;
}
