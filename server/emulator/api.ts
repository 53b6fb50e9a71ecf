import type { ErrorRequestHandler, Express } from 'express';
import type { Batch } from './batch.ts';
import type { BatchStore } from './batches.ts';
import type { Account } from './admission.ts';
import type { Life } from './life.ts';
import { acceptBatch } from './accept.ts';
import { admit, admitRecipients, ExpiredToken, TOKEN_EXPIRED } from './admission.ts';
import { batchJson } from './batch.ts';
import { dryRunJson, parseDryRun } from './dry-run.ts';
import { callerOf, jsonText, refusalOf } from './http.ts';
import { tokenEndpoint } from './oauth.ts';
import { listJson, parseListing, parseReportFilter, parseReportListing, reportListJson } from './queries.ts';
import { Refusal } from './refusal.ts';
import { batchReport, listReports, recipientReport } from './reports.ts';
import { sendScenario } from './scenarios.ts';
import { bareNumber, parseSendRequest } from './send-request.ts';

interface ApiOptions extends Account {
  readonly batches: BatchStore;
  readonly life: Life;
  readonly now: () => number;
  readonly defaultCallbackUrl?: string | undefined;
  readonly random?: (() => number) | undefined;
}

/** Sinch's routes: the token, and what the SMS API has of batches and their reports (docs/sinch.md, "Sending"). */
export function mountApi(app: Express, options: ApiOptions): void {
  const { batches, life, now } = options;
  app.post('/oauth2/token', tokenEndpoint(options.credentials.project, now));
  app.use('/xms/v1/:account', (req, _res, next) => {
    admit(options, 'sms', callerOf(req, req.params.account), now());
    next();
  });

  function find({ account, id }: { account: string; id: string }): Batch {
    const batch = batches.find(account, id);
    if (!batch) throw new Refusal(404);
    return batch;
  }

  // oxlint-disable-next-line oxc/no-async-endpoint-handlers -- Express 5 passes a rejection on
  app.post('/xms/v1/:account/batches', async (req, res) => {
    const request = parseSendRequest(jsonText(req));
    const scenario = sendScenario(request.to[0]);
    if (scenario?.kind === 'refuse')
      throw new Refusal(scenario.status, scenario.code, 'As the number asks for.');
    admitRecipients(options, request.to);
    const silent = scenario !== undefined;
    const batch = acceptBatch(request, { ...options, account: req.params.account, now: now(), silent });
    batches.add(batch);
    await life.begin(batch);
    if (scenario?.kind === 'drop') req.socket.destroy();
    else if (scenario?.kind !== 'hang') res.status(201).json(batchJson(batch));
  });

  app.post('/xms/v1/:account/batches/dry_run', (req, res) => {
    res.json(dryRunJson(parseSendRequest(jsonText(req)), parseDryRun(req.query)));
  });

  app.get('/xms/v1/:account/batches', (req, res) => {
    const listing = parseListing(req.query);
    res.json(listJson(batches.list({ ...listing, account: req.params.account }), listing));
  });

  app.get('/xms/v1/:account/batches/:id', (req, res) => {
    res.json(batchJson(find(req.params)));
  });

  app.delete('/xms/v1/:account/batches/:id', (req, res) => {
    const batch = find(req.params);
    if (!life.cancel(batch)) {
      throw new Refusal(403, 'batch_already_dispatched', 'The batch has already been dispatched.');
    }
    res.json(batchJson(batch));
  });

  app.get('/xms/v1/:account/batches/:id/delivery_report', (req, res) => {
    res.json(batchReport(find(req.params), parseReportFilter(req.query)));
  });

  app.get('/xms/v1/:account/batches/:id/delivery_report/:number', (req, res) => {
    const batch = find(req.params);
    const recipient = batch.recipients.get(bareNumber(req.params.number));
    if (!recipient?.state) throw new Refusal(404);
    res.json(recipientReport(batch, recipient.number, recipient.state));
  });

  app.get('/xms/v1/:account/delivery_reports', (req, res) => {
    const listing = parseReportListing(req.query, now());
    const sent = batches.all.filter(({ account }) => account === req.params.account);
    res.json(reportListJson(listReports(sent, listing), listing));
  });

  app.use('/xms', () => {
    throw new Refusal(501, 'not_imitated', 'The emulator does not imitate this call; see its README.');
  });
}

/** Express knows an error handler by its four parameters. */
export const answerRefusal: ErrorRequestHandler = (error: unknown, _req, res, next) => {
  if (res.headersSent) return next(error);
  const refusal = refusalOf(error);
  if (refusal instanceof ExpiredToken) res.set('www-authenticate', TOKEN_EXPIRED);
  res.status(refusal.status);
  if (refusal.code === null) res.end();
  else res.json({ code: refusal.code, text: refusal.message });
};
