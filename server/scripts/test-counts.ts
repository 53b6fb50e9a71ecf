/** How many tests passed, failed and were skipped, from the JSON reports of Vitest and Playwright. */
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';

export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

const vitestSchema = z
  .object({
    numPassedTests: z.number(),
    numFailedTests: z.number(),
    numPendingTests: z.number(),
    numTodoTests: z.number(),
  })
  .transform((report) => ({
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
  }));

/** `flaky`: passed when tried again. */
const playwrightSchema = z
  .object({
    stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
  })
  .transform(({ stats }) => ({
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    skipped: stats.skipped,
  }));

export const readVitestCounts = (file: string): Counts => read(file, vitestSchema);
export const readPlaywrightCounts = (file: string): Counts => read(file, playwrightSchema);

export const addCounts = (a: Counts, b: Counts): Counts => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  skipped: a.skipped + b.skipped,
});

/** A suite that wrote no report ran no test. */
function read(file: string, schema: z.ZodType<Counts>): Counts {
  if (!existsSync(file)) return { passed: 0, failed: 0, skipped: 0 };
  return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
}
