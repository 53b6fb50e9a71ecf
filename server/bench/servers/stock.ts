import { createServer } from 'node:http';
import express from 'express';
import { WEBHOOK_PATH } from '../../src/config.ts';
import { CALLBACKS_PER_RECIPIENT } from '../traffic.ts';
import type { BenchServer } from './servers.ts';
import { listen } from './servers.ts';
import { isSigned } from './verify.ts';

interface Report {
  batch_id: string;
  recipient: string;
  status: string;
}

function parseReport(body: Buffer): Report {
  const report: Report = JSON.parse(body.toString('utf8'));
  return report;
}

/** Express as its guide has it: express.raw, verify, parse, keep the latest status in a Map, answer. No log. */
export async function startStock(): Promise<BenchServer> {
  const latest = new Map<string, Report>();
  const app = express();
  app.post(WEBHOOK_PATH, express.raw({ type: 'application/json' }), (req, res) => {
    const body: unknown = req.body;
    if (!Buffer.isBuffer(body) || !isSigned(body, req.headers)) {
      res.sendStatus(401);
      return;
    }
    const report = parseReport(body);
    latest.set(`${report.batch_id}:${report.recipient}`, report);
    res.json({ received: true });
  });
  const port = await listen(createServer(app));
  return { port, insert: async () => {}, accepted: async () => latest.size * CALLBACKS_PER_RECIPIENT };
}
