import type { RequestHandler } from 'express';
import type { Metrics } from './metrics.ts';

/** `GET /metrics`. */
export const metricsRoute =
  ({ page }: Pick<Metrics, 'page'>): RequestHandler =>
  async (_req, res) => {
    const { type, text } = await page();
    res.setHeader('Cache-Control', 'no-store');
    res.setHeader('Content-Type', type);
    res.end(text);
  };
