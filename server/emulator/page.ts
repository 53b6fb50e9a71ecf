import type { Express } from 'express';
import type { Batch } from './batch.ts';
import type { Attempt } from './courier.ts';
import { batchJson } from './batch.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import { attemptRow, batchRow, scenarioRow, table } from './page-rows.ts';
import { STYLE } from './page-style.ts';
import { batchReport } from './reports.ts';
import { RECIPIENT_SCENARIOS, SEND_SCENARIOS } from './scenarios.ts';

const BATCHES_SHOWN = 50;
const ATTEMPTS_SHOWN = 200;

export interface PageOptions {
  readonly batches: readonly Batch[];
  readonly attempts: readonly Attempt[];
  readonly speed: number;
}

/** What the emulator was asked and what its callbacks were answered: a page, and the same as JSON. */
export function mountPage(app: Express, { batches, attempts, speed }: PageOptions): void {
  app.get('/_emulator/batches', (_req, res) => {
    res.json(batches.map((batch) => ({ ...batchJson(batch), report: batchReport(batch, { full: true }) })));
  });
  app.get('/_emulator/attempts', (_req, res) => {
    res.json(attempts.map(attemptJson));
  });
  app.get('/', (_req, res) => {
    res.set(
      'content-security-policy',
      "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    );
    res.send(page(batches, attempts, speed).text);
  });
}

function attemptJson({ callback, attempt, sentAt, headers, outcome, nextRetryAt }: Attempt) {
  const { batchId, recipient, status, url, body } = callback;
  return {
    at: new Date(sentAt).toISOString(),
    batchId,
    recipient,
    status,
    attempt,
    url,
    headers,
    body: body.toString('utf8'),
    outcome,
    nextRetryAt: nextRetryAt === null ? null : new Date(nextRetryAt).toISOString(),
  };
}

function page(batches: readonly Batch[], attempts: readonly Attempt[], speed: number): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Sinch emulator</title>
        ${STYLE}
      </head>
      <body>
        <main>
          <h1>Sinch emulator</h1>
          <p>
            Plays Sinch's SMS API on this machine, at speed ${speed}. No SMS is sent. The newest
            ${ATTEMPTS_SHOWN} attempts and ${BATCHES_SHOWN} batches are shown, times in UTC.
            <a href="/">Reload</a>
          </p>
          ${table(
            `Callback attempts: ${attempts.length}`,
            attempts.slice(-ATTEMPTS_SHOWN).toReversed().map(attemptRow),
            'None yet. A batch with delivery_report "per_recipient" and a callback URL makes some.',
          )}
          ${table(
            `Batches: ${batches.length}`,
            batches.slice(-BATCHES_SHOWN).toReversed().map(batchRow),
            'None yet. Send an SMS.',
          )}
          ${table('A recipient that ends in …', [...RECIPIENT_SCENARIOS].map(scenarioRow))}
          ${table('A batch whose first recipient ends in …', [...SEND_SCENARIOS].map(scenarioRow))}
          <p>
            Any other number is delivered. JSON: <a href="/_emulator/batches">batches</a>,
            <a href="/_emulator/attempts">attempts</a>.
          </p>
        </main>
      </body>
    </html>`;
}
