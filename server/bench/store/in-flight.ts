/** Does `work` on every item, always `inFlight` at once, each awaited. */
export async function allInFlight<Item>(
  items: readonly Item[],
  inFlight: number,
  work: (item: Item) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < items.length) {
      const item = items[next]!;
      next += 1;
      await work(item);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, worker));
}
