/** What is known here of Sinch's callbacks, before any canary adds to it. */
import { messagePageSchema, messageSchema } from '../../src/contract.ts';
import { jsonOf, type Ask } from './ask.ts';
import { NOTHING_TAKEN, type Peek } from './peek.ts';
import type { Listener } from './running-server.ts';
import type { Evidence } from './signing.ts';

/** When the newest message that was ever reported on was last reported on, by a callback. */
async function readReportedAt(ask: Ask, url: string): Promise<number | null> {
  const page = jsonOf(await ask(`${url}/api/messages?limit=100`), messagePageSchema);
  const reported = page?.items.find(({ recipients }) => recipients.some((one) => one.callbackCount > 0));
  if (reported === undefined) return null;
  const message = jsonOf(await ask(`${url}/api/messages/${reported.id}`), messageSchema);
  const instants = (message?.recipients ?? [])
    .flatMap(({ history }) => history)
    .filter(({ source }) => source === 'callback')
    .map(({ receivedAt }) => Date.parse(receivedAt));
  return instants.length === 0 ? null : Math.max(...instants);
}

export async function gatherEvidence(listener: Listener, peek: Peek | null, ask: Ask): Promise<Evidence> {
  const running = listener.kind === 'running' ? listener : null;
  return {
    health: running?.health ?? null,
    reportedAt: running === null ? null : await readReportedAt(ask, running.url),
    taken: (await peek?.taken()) ?? NOTHING_TAKEN,
  };
}
