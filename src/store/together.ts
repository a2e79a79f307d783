/**
 * Does in one go what is asked within one turn of the event loop, and while the last go is under way: one statement and
 * one commit to disk serve all of it. A failure is everybody's.
 * @param run gives one result for each item, in order.
 */
export function together<Item, Result>(run: (items: Item[]) => Promise<Result[]>, most = 100): (item: Item) => Promise<Result> {
  let waiting: { item: Item; resolve(result: Result): void; reject(error: unknown): void }[] = [];
  let busy = false;

  async function go(): Promise<void> {
    busy = true;
    while (waiting.length > 0) {
      const now = waiting.slice(0, most);
      waiting = waiting.slice(most);
      try {
        const results = await run(now.map((one) => one.item));
        for (const [index, one] of now.entries()) one.resolve(results[index] as Result);
      } catch (error) {
        for (const one of now) one.reject(error);
      }
    }
    busy = false;
  }

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!busy && waiting.length === 1) setImmediate(() => void go());
    });
}
