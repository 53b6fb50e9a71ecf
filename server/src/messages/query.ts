/** What the routes that read have in common. */
import type { Request, Response } from 'express';
import { z } from 'zod';
import { STATUSES, messageStateSchema, progressSchema } from '../contract.ts';
import type { FieldError } from '../contract.ts';
import { refuseFields, sendProblem } from '../http/problem.ts';

export const DEFAULT_LIMIT = 20;
export const MAX_LIMIT = 100;

export const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number)
    .pipe(z.number().min(least).max(most));

export const limit = wholeNumber(1, MAX_LIMIT).default(DEFAULT_LIMIT);

/** Of what is numbered in the order in which it came. */
export const pageQuery = z.object({
  limit,
  after: wholeNumber(0, Number.MAX_SAFE_INTEGER).nullable().default(null),
});

const REMEDIES: ReadonlyMap<PropertyKey, string> = new Map([
  ['limit', `Give a whole number from 1 to ${MAX_LIMIT}.`],
  ['after', 'Give the `next` of the page before.'],
  ['since', 'Give the `version` of the message as you have it.'],
  ['status', `Give one of ${STATUSES.join(', ')}.`],
  ['state', `Give one of ${messageStateSchema.options.join(', ')}.`],
  ['progress', `Give one of ${progressSchema.options.join(', ')}.`],
  ['from', 'Give an instant with its offset (+ is %2B in an address), such as 2026-11-23T08:00:00Z.'],
  ['before', 'Give an instant behind `from`, with its offset, such as 2026-11-24T08:00:00Z.'],
  ['find', 'Give a phone number with its country code, such as 12025550123, or the id of a message.'],
  ['number', 'Give a phone number with + (%2B in an address) and the country code, such as %2B12025550123.'],
]);

export const refuseParameters = (res: Response, errors: FieldError[]): void =>
  refuseFields(res, 'Some parameters are not right.', errors);

/** Null when the query was refused, with every parameter that is wrong and its remedy. */
export function readQuery<Schema extends z.ZodObject>(
  schema: Schema,
  req: Pick<Request, 'query'>,
  res: Response,
): z.infer<Schema> | null {
  const parsed = schema.safeParse(req.query);
  if (parsed.success) return parsed.data;
  const remedies = new Map(
    parsed.error.issues.map(({ path: [name = ''], message }) => [name, REMEDIES.get(name) ?? message]),
  );
  const errors = [...remedies].map(([name, message]) => ({ path: String(name), message }));
  refuseParameters(res, errors);
  return null;
}

export const answerNotFound = (res: Response): void =>
  sendProblem(res, {
    status: 404,
    code: 'message_not_found',
    detail: 'There is no such message here. Messages in memory are gone once the server restarts.',
  });

/** Reads one more than a page holds: `last` is where the next page begins, if there is one. */
export async function readPage<Item>(
  size: number,
  read: (limit: number) => Promise<readonly Item[]>,
): Promise<{ items: Item[]; last: Item | null }> {
  const found = await read(size + 1);
  const items = found.slice(0, size);
  return { items, last: found.length > size ? (items.at(-1) ?? null) : null };
}
