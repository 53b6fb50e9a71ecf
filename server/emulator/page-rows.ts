import type { Batch } from './batch.ts';
import type { Attempt } from './courier.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';

export function table(title: string, heads: readonly string[], rows: readonly Html[], empty = ''): Html {
  const body = html`<table>
    <thead>
      <tr>
        ${heads.map((head) => html`<th scope="col">${head}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
  return html`<h2>${title}</h2>
    <div class="scroll" role="region" aria-label="${title}" tabindex="0">
      ${rows.length > 0 ? body : html`<p>${empty}</p>`}
    </div>`;
}

export function attemptRow({ callback, attempt, sentAt, headers, outcome, nextRetryAt }: Attempt): Html {
  const signature = Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');
  const answer = outcome.kind === 'lost' ? `lost: ${outcome.error}` : `${outcome.status} ${outcome.body}`;
  const good = outcome.kind === 'answered' && outcome.status < 300;
  return html`<tr>
    <td>${time(sentAt)}</td>
    <td><code>${callback.batchId}</code></td>
    <td>${callback.recipient ?? 'all'}</td>
    <td>${callback.status ?? 'batch report'}</td>
    <td>${attempt}</td>
    <td class="${good ? 'good' : 'bad'}">${answer}</td>
    <td>${nextRetryAt === null ? 'none' : time(nextRetryAt)}</td>
    <td>
      <details>
        <summary>Show</summary>
        <pre>
POST ${callback.url}
${signature}

${callback.body.toString('utf8')}</pre>
      </details>
    </td>
  </tr>`;
}

export function batchRow(batch: Batch): Html {
  const { request } = batch;
  const counts = new Map<string, number>();
  for (const { state } of batch.recipients.values()) {
    const status = state?.status ?? 'Accepted';
    counts.set(status, (counts.get(status) ?? 0) + 1);
  }
  return html`<tr>
    <td>${time(batch.createdAt)}</td>
    <td><code>${batch.id}</code></td>
    <td><code>${request.client_reference ?? ''}</code></td>
    <td>${request.from ?? ''}</td>
    <td>
      ${request.to.slice(0, 3).join(', ')}${request.to.length > 3 ? ` and ${request.to.length - 3} more` : ''}
    </td>
    <td class="text">${request.body}</td>
    <td>${request.delivery_report}</td>
    <td>
      ${Array.from(counts, ([status, count]) => `${status} ${count}`).join(', ')}${batch.canceled ? ' (cancelled)' : ''}
    </td>
  </tr>`;
}

export function scenarioRow([digits, { does }]: readonly [string, { readonly does: string }]): Html {
  return html`<tr>
    <td><code>${digits}</code></td>
    <td>${does}</td>
  </tr>`;
}

export function time(at: number): string {
  return new Date(at).toISOString();
}
