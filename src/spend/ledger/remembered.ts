/** Remembers what was worked out until the ledger changes, so that a busy channel costs one query. */
export class Remembered<T> {
  private version = '';
  private known = new Map<string, Promise<T>>();

  constructor(
    /** Changes whenever the ledger does. */
    private readonly current: () => Promise<string>,
    private readonly kept = 300,
  ) {}

  /** What `make` gave for this key since the ledger last changed. Failures are not remembered. */
  async get(key: string, make: () => Promise<T>): Promise<T> {
    const version = await this.current();
    if (version !== this.version) {
      this.version = version;
      this.known = new Map();
    }
    const found = this.known.get(key);
    if (found) return found;
    const made = make();
    this.known.set(key, made);
    if (this.known.size > this.kept) this.known.delete(this.known.keys().next().value as string);
    made.catch(() => this.known.delete(key));
    return made;
  }
}
