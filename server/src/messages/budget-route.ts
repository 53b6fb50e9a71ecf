import type { RequestHandler } from 'express';
import type { Config } from '../config.ts';
import type { Budget } from '../contract.ts';
import { DAY, untilNext } from '../durations.ts';
import { iso } from '../instants.ts';
import type { Store } from '../store/store.ts';

interface BudgetRouteDeps {
  config: Pick<Config, 'limits'>;
  store: Pick<Store, 'partsOn'>;
  now: () => number;
}

/** `GET /api/budget`. */
export function budgetRoute({ config, store, now }: BudgetRouteDeps): RequestHandler {
  const { partsPerDay } = config.limits;
  return async (_req, res) => {
    const at = now();
    const partsToday = await store.partsOn(at);
    const resetsAt = iso(at + untilNext(DAY, at));
    const budget: Budget = { partsPerDay, partsToday, resetsAt };
    res.setHeader('Cache-Control', 'no-store');
    res.json(budget);
  };
}
