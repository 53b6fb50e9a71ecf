/** What the parent asks of the processes that hold a store, one number in answer to each question. */
import { z } from 'zod';

export const contenderQuestion = z.discriminatedUnion('ask', [
  /** Makes new messages, and as many callbacks of them. Answers with their number. */
  z.object({ ask: z.literal('prepare'), callbacks: z.int() }),
  /** Records what was prepared. Answers with the milliseconds that it took. */
  z.object({ ask: z.literal('record'), inFlight: z.int() }),
  /** How many callbacks have reached their recipients. */
  z.object({ ask: z.literal('recorded') }),
  z.object({ ask: z.literal('close') }),
]);
export type ContenderQuestion = z.infer<typeof contenderQuestion>;

/** About messages that were just sent, or about any of those that are stored. */
export const OPERATIONS = [
  'callback',
  'poll, unchanged',
  'poll, changed',
  'first page',
  'poll, unchanged, any message',
  'poll, changed, any message',
  'any page',
  'callback, any message',
] as const;
export type Operation = (typeof OPERATIONS)[number];

export const scaleQuestion = z.discriminatedUnion('ask', [
  /** Adds messages that were delivered. */
  z.object({ ask: z.literal('fill'), messages: z.int() }),
  /** Does it so many times. Answers with the microseconds that one took. */
  z.object({ ask: z.literal('measure'), operation: z.enum(OPERATIONS), count: z.int() }),
  z.object({ ask: z.literal('close') }),
]);
export type ScaleQuestion = z.infer<typeof scaleQuestion>;

export const programQuestion = z.discriminatedUnion('ask', [
  z.object({ ask: z.literal('port') }),
  /** Makes messages known, as sent and accepted just now. */
  z.object({ ask: z.literal('insert'), firstMessage: z.int(), messages: z.int() }),
  /** Bytes, after a garbage collection. */
  z.object({ ask: z.literal('memory'), of: z.enum(['heapUsed', 'external', 'rss']) }),
  /** How many callbacks took effect. */
  z.object({ ask: z.literal('accepted') }),
]);
export type ProgramQuestion = z.infer<typeof programQuestion>;
