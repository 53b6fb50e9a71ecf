/** `pnpm rebuild-state [--repair]`: folds all history anew and prints where the stored state differs. */
import { parseCallback } from '../src/callbacks/wire.ts';
import type { CallbackReport } from '../src/messages/report.ts';
import { withStore } from './stored.ts';

function parseReports(body: Buffer): { sinchId: string | null; reports: readonly CallbackReport[] } {
  const callback = parseCallback(body);
  return callback.kind === 'report' ? callback : { sinchId: null, reports: [] };
}

await withStore(async (store) => {
  const repair = process.argv.includes('--repair');
  const { messages, differences } = await store.rebuild(parseReports, repair);
  if (differences.length === 0) return `${messages} messages folded anew: no difference.`;
  process.exitCode = repair ? 0 : 1;
  return [
    ...differences.map(({ id, what }) => `${id}: ${what}`),
    `${messages} messages folded anew: ${differences.length} differences${repair ? ', now repaired' : ''}.`,
  ].join('\n');
});
