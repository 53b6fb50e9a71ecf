import type { Express } from 'express';
import type { Batch } from './batch.ts';
import type { ConversationMessage } from './conversation/message.ts';
import type { Attempt } from './courier.ts';
import { batchJson } from './batch.ts';
import { messageJson } from './conversation/message.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import {
  attemptRow,
  batchRow,
  messageRow,
  recipientScenarioRows,
  sendScenarioRows,
  table,
} from './page-rows.ts';
import { SCRIPT } from './page-script.ts';
import { STYLE } from './page-style.ts';
import { batchReport } from './reports.ts';

const SENDS_SHOWN = 50;
const ATTEMPTS_SHOWN = 200;

interface PageOptions {
  readonly batches: readonly Batch[];
  readonly messages: readonly ConversationMessage[];
  readonly attempts: readonly Attempt[];
  readonly speed: number;
}

/** What the emulator was asked and what its callbacks were answered: a page, and the same as JSON. */
export function mountPage(app: Express, options: PageOptions): void {
  const { batches, messages, attempts } = options;
  app.get('/_emulator/batches', (_req, res) => {
    res.json(batches.map((batch) => ({ ...batchJson(batch), report: batchReport(batch, { full: true }) })));
  });
  app.get('/_emulator/messages', (_req, res) => {
    res.json(messages.map((message) => ({ ...messageJson(message), state: message.state })));
  });
  app.get('/_emulator/page.js', (_req, res) => {
    res.type('text/javascript').send(SCRIPT);
  });
  app.get('/_emulator/attempts', (_req, res) => {
    res.json(attempts.map(attemptJson));
  });
  app.get('/', (_req, res) => {
    res.set(
      'content-security-policy',
      "default-src 'none'; style-src 'unsafe-inline'; script-src 'self'; connect-src 'self'; frame-ancestors 'none'",
    );
    res.send(page(options).text);
  });
}

function attemptJson({ callback, attempt, sentAt, headers, mishap, outcome, nextRetryAt }: Attempt) {
  const { messageId, recipient, status, url, body } = callback;
  return {
    at: new Date(sentAt).toISOString(),
    messageId,
    recipient,
    status,
    attempt,
    url,
    headers,
    body: body.toString('utf8'),
    mishap,
    outcome,
    nextRetryAt: nextRetryAt === null ? null : new Date(nextRetryAt).toISOString(),
  };
}

function page({ batches, messages, attempts, speed }: PageOptions): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Sinch emulator</title>
        ${STYLE}
        <script src="/_emulator/page.js" defer></script>
      </head>
      <body>
        <main>
          <h1>Sinch emulator</h1>
          <p>
            Plays Sinch's SMS and Conversation API on this machine, at speed ${speed}. No SMS is sent. The
            newest ${ATTEMPTS_SHOWN} attempts and ${SENDS_SHOWN} sends are shown, times in UTC.
            <a href="/">Reload</a>
          </p>
          ${table(
            `Callback attempts: ${attempts.length}`,
            attempts.slice(-ATTEMPTS_SHOWN).toReversed().map(attemptRow),
            'None yet. A batch with delivery_report "per_recipient" and a callback URL makes some.',
          )}
          ${table(
            `Batches: ${batches.length}`,
            batches.slice(-SENDS_SHOWN).toReversed().map(batchRow),
            'None yet. Send an SMS.',
          )}
          ${table(
            `Conversation messages: ${messages.length}`,
            messages.slice(-SENDS_SHOWN).toReversed().map(messageRow),
            'None yet.',
          )}
          ${replyForm()} ${table('A recipient that ends in …', recipientScenarioRows())}
          ${table('A send whose first recipient ends in …', sendScenarioRows())}
          <p>
            Any other number is delivered. JSON: <a href="/_emulator/batches">batches</a>,
            <a href="/_emulator/messages">messages</a>, <a href="/_emulator/attempts">attempts</a>.
          </p>
        </main>
      </body>
    </html>`;
}

function replyForm(): Html {
  return html`<h2>A recipient texts back</h2>
    <form>
      <label>From <input name="from" type="tel" required placeholder="+15551230001" /></label>
      <label>To <input name="to" placeholder="the sender of the last" /></label>
      <label>Text <input name="body" required maxlength="2000" /></label>
      <button>Send</button>
      <output></output>
    </form>`;
}
