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

export interface GroupPolicy<Item> {
  /** Whether a failed group may have failed for one of its items alone. */
  mayBePoisoned: (error: unknown) => boolean;
  weigh: (item: Item) => number;
  /** What the items of a group may weigh together. One that is heavier is a group by itself. */
  most: number;
}

export function createGroupCommit<Item, Outcome>(
  commit: (items: readonly Item[]) => Promise<readonly Outcome[]>,
  { mayBePoisoned, weigh, most }: GroupPolicy<Item>,
): GroupCommit<Item, Outcome> {
  let queue: Waiting<Item, Outcome>[] = [];
  let running: Promise<void> | null = null;

  function takeGroup(): readonly Waiting<Item, Outcome>[] {
    let weight = 0;
    const end = queue.findIndex(({ item }, index) => (weight += weigh(item)) > most && index > 0);
    const group = end === -1 ? queue : queue.slice(0, end);
    queue = queue.slice(group.length);
    return group;
  }

  /** Only the one at fault fails. A store that is gone is not asked again for each: every answer would be late. */
  async function commitOneByOne(group: readonly Waiting<Item, Outcome>[]): Promise<void> {
    for (const [index, one] of group.entries()) {
      try {
        const [outcome] = await commit([one.item]);
        one.resolve(outcome!);
      } catch (error) {
        const failed = mayBePoisoned(error) ? [one] : group.slice(index);
        for (const { reject } of failed) reject(error);
        if (failed.length > 1) return;
      }
    }
  }

  async function commitGroup(group: readonly Waiting<Item, Outcome>[]): Promise<void> {
    try {
      const outcomes = await commit(group.map(({ item }) => item));
      for (const [index, { resolve }] of group.entries()) resolve(outcomes[index]!);
    } catch (error) {
      if (group.length > 1 && mayBePoisoned(error)) await commitOneByOne(group);
      else for (const { reject } of group) reject(error);
    }
  }

  async function run(): Promise<void> {
    // The rest of what this turn of the event loop received shall come along.
    await new Promise((resolve) => setImmediate(resolve));
    while (queue.length > 0) await commitGroup(takeGroup());
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
