/** Sinch's ids while a transaction runs: whose they are, and what waits under those that are nobody's yet. */
import type { CallbackReport } from '../messages/report.ts';
import { statementKey } from '../messages/report.ts';
import type { Changes, Link, Orphan } from './driver.ts';
import type { ReceivedCallback } from './inbox.ts';
import { signedAtOf } from './inbox.ts';

/** What came without a signature waits apart: no other message than the one that it proved may adopt it. */
export const confinedName = (id: string, sinchId: string): string => `${id} ${sinchId}`;

/** All names under which a message finds what came for one of Sinch's ids before it had that id. */
export const waitingNames = (id: string, sinchId: string): string[] => [sinchId, confinedName(id, sinchId)];

/** What an orphan counts once a further callback says the same. */
export const saidAgain = (known: Orphan, again: Orphan): Pick<Orphan, 'callbacks' | 'repeats'> => ({
  callbacks: known.callbacks + again.callbacks,
  repeats: known.repeats + again.repeats + 1,
});

export class NameBook {
  readonly #links: Map<string, Link>;
  readonly #waiting: ReadonlyMap<string, readonly Orphan[]>;
  readonly #orphans = new Map<string, Changes['orphans'][number]>();
  readonly #newLinks: Changes['links'] = [];
  readonly #adopted: string[] = [];

  /** `links`: of the ids that the transaction is about; `waiting`: the orphans of those that are nobody's. */
  constructor(
    links: ReadonlyMap<string, Link> = new Map(),
    waiting: ReadonlyMap<string, readonly Orphan[]> = new Map(),
  ) {
    this.#links = new Map(links);
    this.#waiting = waiting;
  }

  linkOf(sinchId: string): Link | undefined {
    return this.#links.get(sinchId);
  }

  give(sinchId: string, link: Link, position: number | null): void {
    this.#links.set(sinchId, link);
    this.#newLinks.push({ sinchId, seq: link.seq, position });
  }

  /** Nobody's again, for now. */
  release(sinchId: string): void {
    this.#links.delete(sinchId);
  }

  /** Takes what waited under these names, in the database or since the transaction began. */
  adopt(names: readonly string[]): Orphan[] {
    const kept = names.flatMap((name) => this.#waiting.get(name) ?? []);
    if (kept.length > 0) this.#adopted.push(...names);
    const came = [...this.#orphans].filter(([, { sinchId }]) => names.includes(sinchId));
    for (const [place] of came) this.#orphans.delete(place);
    return [...kept, ...came.map(([, { sinchId: _sinchId, key: _key, ...orphan }]) => orphan)];
  }

  keepOrphans(name: string, reports: readonly CallbackReport[], received: ReceivedCallback): void {
    const { receivedAt } = received;
    const signedAt = signedAtOf(received);
    const named = new Set<string>();
    const said = new Set<string>();
    for (const { recipient: number, ...statement } of reports) {
      const recipient = number ?? '';
      // One callback counts once for a recipient, however many reports of it there are in it.
      const callbacks = named.has(recipient) ? 0 : 1;
      named.add(recipient);
      const key = statementKey(statement);
      if (said.has(`${recipient} ${key}`)) continue;
      said.add(`${recipient} ${key}`);
      const orphan = {
        ...statement,
        recipient,
        sinchId: name,
        key,
        receivedAt,
        signedAt,
        callbacks,
        repeats: 0,
      };
      const place = JSON.stringify([name, recipient, key]);
      const before = this.#orphans.get(place);
      this.#orphans.set(place, before === undefined ? orphan : { ...before, ...saidAgain(before, orphan) });
    }
  }

  changes(): Pick<Changes, 'links' | 'adopted' | 'orphans'> {
    return { links: this.#newLinks, adopted: this.#adopted, orphans: [...this.#orphans.values()] };
  }
}
