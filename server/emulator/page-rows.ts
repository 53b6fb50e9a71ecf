import type { Batch } from './batch.ts';
import type { ConversationMessage } from './conversation/message.ts';
import type { Attempt } from './courier.ts';
import { ENDINGS, SENDS } from './conversation/scenarios.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import { RECIPIENT_SCENARIOS, SEND_SCENARIOS } from './scenarios.ts';

/** Each cell names its column, for the narrow layout that has no head row. */
type Cell = readonly [column: string, content: Html | string | number, look?: 'good' | 'bad' | 'text'];

export function table(title: string, rows: readonly (readonly Cell[])[], empty = ''): Html {
  const [first] = rows;
  if (!first) {
    return html`<h2>${title}</h2>
      <p>${empty}</p>`;
  }
  return html`<h2>${title}</h2>
    <div class="scroll" role="region" aria-label="${title}" tabindex="0">
      <table role="table">
        <thead role="rowgroup">
          <tr role="row">
            ${first.map(([column]) => html`<th role="columnheader" scope="col">${column}</th>`)}
          </tr>
        </thead>
        <tbody role="rowgroup">
          ${rows.map(
            (cells) =>
              html`<tr role="row">
                ${cells.map(tableCell)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
}

function tableCell([column, content, look]: Cell): Html {
  return html`<td role="cell" class="${look ?? ''}" data-column="${column}"><div>${content}</div></td>`;
}

export function attemptRow({
  callback,
  attempt,
  sentAt,
  headers,
  mishap,
  outcome,
  nextRetryAt,
}: Attempt): Cell[] {
  const answer = outcome.kind === 'lost' ? `lost: ${outcome.error}` : `${outcome.status} ${outcome.body}`;
  const good = outcome.kind === 'answered' && outcome.status < 300;
  return [
    ['Sent', clockTime(sentAt)],
    ['To', callback.recipient ?? 'batch report'],
    ['Status', callback.status ?? 'all final'],
    ['Attempt', mishap === null ? attempt : `${attempt}, ${mishap}`],
    ['Your answer', answer, good ? 'good' : 'bad'],
    ['Next retry', nextRetryAt === null ? 'none' : clockTime(nextRetryAt)],
    ['Message', html`<code>${callback.messageId}</code>`],
    ['Request', requestDetails(callback.url, headers, callback.body.toString('utf8'))],
  ];
}

function requestDetails(url: string, headers: Attempt['headers'], body: string): Html {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const request = [`POST ${url}`, ...lines, '', body].join('\n');
  return html`<details>
    <summary>Show</summary>
    <pre>${request}</pre>
  </details>`;
}

export function batchRow(batch: Batch): Cell[] {
  const { request } = batch;
  const shown = request.to.slice(0, 3).join(', ');
  const more = request.to.length - 3;
  return [
    ['Created', clockTime(batch.createdAt)],
    ['To', more > 0 ? `${shown} and ${more} more` : shown],
    ['Text', request.body, 'text'],
    ['Now', `${statusCounts(batch)}${batch.canceled ? ' (cancelled)' : ''}`],
    ['From', request.from ?? 'the default'],
    ['Reports', request.delivery_report],
    ['Reference', html`<code>${request.client_reference ?? 'none'}</code>`],
    ['Batch', html`<code>${batch.id}</code>`],
  ];
}

function statusCounts(batch: Batch): string {
  const counts = new Map<string, number>();
  for (const { state } of batch.recipients.values()) {
    const status = state?.status ?? 'Accepted';
    counts.set(status, (counts.get(status) ?? 0) + 1);
  }
  return Array.from(counts, ([status, count]) => `${status} ${count}`).join(', ');
}

export function messageRow({ id, request, acceptedAt, state }: ConversationMessage): Cell[] {
  return [
    ['Created', clockTime(acceptedAt)],
    ['To', request.number],
    ['Text', request.text, 'text'],
    ['Now', state === null ? 'QUEUED' : `${state.status} ${state.reason?.code ?? ''}`],
    ['From', request.channel_properties?.['SMS_SENDER'] ?? 'the default'],
    ['Metadata', html`<code>${request.message_metadata ?? 'none'}</code>`],
    ['Message', html`<code>${id}</code>`],
  ];
}

/** `otherwise`: what happens on the Conversation API, where that is something else. */
function digitsRow(digits: string, does: string, otherwise: string | undefined): Cell[] {
  return [
    ['Digits', html`<code>${digits}</code>`],
    ['SMS API', does],
    ['Conversation API', otherwise ?? does],
  ];
}

export const recipientScenarioRows = (): Cell[][] =>
  Array.from(RECIPIENT_SCENARIOS, ([digits, { does }]) => digitsRow(digits, does, ENDINGS.get(digits)?.does));

export const sendScenarioRows = (): Cell[][] =>
  Array.from(SEND_SCENARIOS, ([digits, { does }]) => digitsRow(digits, does, SENDS.get(digits)));

/** Hours to milliseconds; the whole instant is one hover away. */
function clockTime(at: number): Html {
  const instant = new Date(at).toISOString();
  return html`<time datetime="${instant}" title="${instant}">${instant.slice(11, -1)}</time>`;
}
