/** The words that label a metric. Whatever a sender can choose is brought to a few of them: each new one costs memory. */
import { STATUSES } from '../contract.ts';

const KNOWN: ReadonlySet<string> = new Set(STATUSES);

/** Of all statuses that a callback reports, each once. */
export function statusLabel(statuses: readonly string[]): string {
  const [first] = statuses;
  if (first === undefined) return 'none';
  if (statuses.length > 1) return 'several';
  return KNOWN.has(first) ? first : 'other';
}

/** By the first part of the path. */
export function routeLabel(path: string): string {
  if (path === '/send-sms') return 'send';
  if (path === '/metrics') return 'metrics';
  return path.startsWith('/api/') ? 'api' : 'page';
}
