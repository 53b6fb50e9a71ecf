/** What the parent asks of its children, one answer to each question. */
import { z } from 'zod';

export const serverQuestion = z.discriminatedUnion('ask', [
  z.object({ ask: z.literal('port') }),
  z.object({ ask: z.literal('insert'), firstMessage: z.int(), messages: z.int() }),
  z.object({ ask: z.literal('startMeter') }),
  z.object({ ask: z.literal('readMeter') }),
  z.object({ ask: z.literal('accepted') }),
]);
export type ServerQuestion = z.infer<typeof serverQuestion>;

export const loadQuestion = z.discriminatedUnion('ask', [
  z.object({ ask: z.literal('prepare'), port: z.int(), firstMessage: z.int(), messages: z.int() }),
  z.object({ ask: z.literal('post') }),
]);
export type LoadQuestion = z.infer<typeof loadQuestion>;

export const memoryQuestion = z.object({
  ask: z.literal('grow'),
  messages: z.int(),
  recipients: z.int(),
  /** Whether the three callbacks of each recipient come too. */
  callbacks: z.boolean(),
});
export type MemoryQuestion = z.infer<typeof memoryQuestion>;

/** Every answer is a number; 0 where there is nothing to tell. */
export const answer = z.number();

/** Answers the parent's questions until it goes. */
export function answerParent<Question>(
  schema: z.ZodType<Question>,
  respond: (question: Question) => Promise<number>,
): void {
  process.on('message', (message) => {
    respond(schema.parse(message)).then(
      (result) => process.send?.(result),
      (error: unknown) => {
        process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
        process.exit(1);
      },
    );
  });
  process.on('disconnect', () => process.exit(0));
}
