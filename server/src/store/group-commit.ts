/**
 * Work that arrives together is committed together: one commit (one fsync, one round trip) serves many callbacks, and
 * each is answered only after it. A lone one starts at once. What came while a group was being committed is the next.
 */
export interface GroupCommit<Item, Outcome> {
  add(item: Item): Promise<Outcome>;
  /** Resolves when all that was added is done. */
  idle(): Promise<void>;
}

interface Waiting<Item, Outcome> {
  item: Item;
  resolve: (outcome: Outcome) => void;
  reject: (error: unknown) => void;
}

export function createGroupCommit<Item, Outcome>(
  commit: (items: readonly Item[]) => Promise<readonly Outcome[]>,
  /** Whether a failed group may have failed for one of its items alone. */
  mayBePoisoned: (error: unknown) => boolean,
  most: number,
): GroupCommit<Item, Outcome> {
  let queue: Waiting<Item, Outcome>[] = [];
  let running: Promise<void> | null = null;

  async function commitGroup(group: readonly Waiting<Item, Outcome>[]): Promise<void> {
    try {
      const outcomes = await commit(group.map(({ item }) => item));
      for (const [index, { resolve }] of group.entries()) resolve(outcomes[index]!);
    } catch (error) {
      if (group.length > 1 && mayBePoisoned(error)) {
        for (const one of group) await commitGroup([one]);
      } else {
        for (const { reject } of group) reject(error);
      }
    }
  }

  async function run(): Promise<void> {
    // The rest of what this turn of the event loop received shall come along.
    await new Promise((resolve) => setImmediate(resolve));
    while (queue.length > 0) {
      const group = queue.slice(0, most);
      queue = queue.slice(most);
      await commitGroup(group);
    }
    running = null;
  }

  return {
    add: (item) =>
      new Promise((resolve, reject) => {
        queue.push({ item, resolve, reject });
        running ??= run();
      }),
    idle: async () => {
      await running;
    },
  };
}
