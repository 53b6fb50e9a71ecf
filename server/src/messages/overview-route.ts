import type { RequestHandler } from 'express';
import { z } from 'zod';
import type { FieldError } from '../contract.ts';
import { DAY } from '../durations.ts';
import type { Period, Store } from '../store/store.ts';
import { bucketOf, overviewOf, wholeHours } from './overview.ts';
import { readQuery, refuseParameters } from './query.ts';

interface OverviewRouteDeps {
  store: Pick<Store, 'readOutcomes'>;
  now: () => number;
}

const DEFAULT_DAYS = 7;
const MAX_DAYS = 92;

const instant = z.iso
  .datetime({ offset: true })
  .transform((text) => Date.parse(text))
  .pipe(z.number().min(0));
const periodQuery = z.object({ from: instant.optional(), before: instant.optional() });

const TURNED_ROUND = 'Give an instant behind `from`, with its offset, such as 2026-11-24T08:00:00Z.';
const TOO_LONG = `Give an instant at most ${MAX_DAYS} days before \`before\`, or leave it out for ${DEFAULT_DAYS} days.`;

function faultOf({ from, before }: Period): FieldError | null {
  if (from >= before) return { path: 'before', message: TURNED_ROUND };
  return before - from > MAX_DAYS * DAY ? { path: 'from', message: TOO_LONG } : null;
}

/** `GET /api/overview`. What is not given ends now, or begins a week before its end. */
export const overviewRoute =
  ({ store, now }: OverviewRouteDeps): RequestHandler =>
  async (req, res) => {
    const query = readQuery(periodQuery, req, res);
    if (query === null) return;
    const { before = now() } = query;
    const asked = { from: query.from ?? before - DEFAULT_DAYS * DAY, before };
    const fault = faultOf(asked);
    if (fault !== null) return refuseParameters(res, [fault]);
    const period = wholeHours(asked);
    const outcomes = await store.readOutcomes(period);
    res.setHeader('Cache-Control', 'no-store');
    res.json(overviewOf(outcomes, period, bucketOf(asked)));
  };
