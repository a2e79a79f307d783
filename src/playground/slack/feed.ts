/** Things in the order they happened, with a way to wait for the next one. */
export class Feed<T> {
  private readonly seen: T[] = [];
  private readonly waiting = new Set<() => void>();

  constructor(private readonly changed: () => void) {}

  get length(): number {
    return this.seen.length;
  }

  add(item: T): void {
    this.seen.push(item);
    for (const look of [...this.waiting]) look();
    this.changed();
  }

  /** The first match after `after` items; rejects after `ms` with what came instead, shown by `show`. */
  next(match: (item: T) => boolean, ms: number, show: (item: T) => string, after = this.seen.length): Promise<T> {
    return new Promise((resolve, reject) => {
      const look = () => {
        const found = this.seen.slice(after).find(match);
        if (found === undefined) return;
        clearTimeout(timer);
        this.waiting.delete(look);
        resolve(found);
      };
      const timer = setTimeout(() => {
        this.waiting.delete(look);
        const instead = this.seen.slice(after).map(show).join('\n') || 'nothing';
        reject(new Error(`It did not come within ${ms} ms. What came instead:\n${instead}`));
      }, ms);
      this.waiting.add(look);
      look();
    });
  }
}
