/** Remembers what was worked out until the ledger changes, so that a busy channel costs one query. */
export class Remembered<T> {
  private version = '';
  private known = new Map<string, Promise<T>>();
  private weights = new Map<string, number>();

  constructor(
    /** Changes whenever the ledger does. */
    private readonly current: () => Promise<string>,
    /** How much a value weighs (rows, lines) and how much may be kept in all. */
    private readonly weigh: (value: T) => number,
    private readonly most = 20_000,
  ) {}

  /** What `make` gave for this key since the ledger last changed. Failures are not remembered. */
  async get(key: string, make: () => Promise<T>): Promise<T> {
    const version = await this.current();
    if (version !== this.version) {
      this.version = version;
      this.known = new Map();
      this.weights = new Map();
    }
    const found = this.known.get(key);
    if (found) return found;
    const made = make();
    this.known.set(key, made);
    const known = this.known;
    made.then(
      (value) => {
        if (known === this.known) this.settle(key, this.weigh(value) + 10);
      },
      () => known.delete(key),
    );
    return made;
  }
  /** Lets the oldest go until what is kept is light enough again. */
  private settle(key: string, weight: number): void {
    this.weights.set(key, weight);
    let all = [...this.weights.values()].reduce((sum, one) => sum + one, 0);
    for (const [oldest, its] of this.weights) {
      if (all <= this.most) break;
      this.weights.delete(oldest);
      this.known.delete(oldest);
      all -= its;
    }
  }
}
