import type { FetchFunction } from '@slack/web-api';
import type { OutboxStore } from '../src/outbox/outbox-store.js';

const never = <T>(): Promise<T> => new Promise<T>(() => {});

/** A process that may die between any two things it does; after that it does nothing more and hears no answer. */
export class Life {
  steps = 0;
  private dead = false;
  private end = () => {};
  readonly over = new Promise<void>((resolve) => {
    this.end = resolve;
  });

  /** It dies at that step: before it is carried out, or before its answer is heard. */
  constructor(
    private readonly last = Number.POSITIVE_INFINITY,
    private readonly moment: 'before' | 'after' = 'before',
  ) {}

  die<T>(): Promise<T> {
    this.dead = true;
    this.end();
    return never();
  }

  async step<T>(act: () => Promise<T>): Promise<T> {
    if (this.dead) return never();
    const number = ++this.steps;
    if (number === this.last && this.moment === 'before') return this.die();
    const answer = await act();
    if (number === this.last) return this.die();
    return this.dead ? never() : answer;
  }

  store(store: OutboxStore): OutboxStore {
    const mortal =
      (act: (...args: unknown[]) => Promise<unknown>) =>
      (...args: unknown[]) =>
        this.step(() => act(...args));
    return Object.fromEntries(Object.entries(store).map(([name, act]) => [name, mortal(act)])) as unknown as OutboxStore;
  }

  fetch(through: FetchFunction): FetchFunction {
    return (url, init) => this.step(() => through(url, init));
  }
}
