import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { timetable } from '../jobs/timetable.js';
import { type Day, dayOf } from '../period.js';

const kept = z.object({ aheadMs: z.number().int().nonnegative(), firstDay: z.iso.date() });

/** How far one can go in one step. */
export type Step = 'hour' | 'day' | 'monday';

const HOUR = 3_600_000;

/**
 * Time as the playground tells it: the machine's, and whatever somebody has moved it forward. It never goes back, not
 * even when the playground is started again, since what was billed and reported by then would lie in the future.
 */
export class PlaygroundClock {
  /** The day from which it was first moved; what happened lately in the sample bill stays where it was on that day. */
  readonly firstDay: Day;
  private ahead: number;
  private readonly hooks = new Set<() => unknown>();

  /** `file` remembers how far it was moved; a file that cannot be read counts as none. */
  constructor(
    private readonly machine: () => Date,
    readonly timeZone: string,
    private readonly file?: string,
  ) {
    const before = file === undefined ? undefined : readKept(file);
    this.ahead = before?.aheadMs ?? 0;
    this.firstDay = before?.firstDay ?? dayOf(machine());
  }

  readonly now = (): Date => new Date(this.machine().getTime() + this.ahead);

  /** By how many milliseconds it is ahead of the machine's. */
  get aheadMs(): number {
    return this.ahead;
  }

  /** Calls `hook` after every move, as when a laptop wakes up; returns how to stop. */
  onAdvance(hook: () => unknown): () => void {
    this.hooks.add(hook);
    return () => void this.hooks.delete(hook);
  }

  /** Moves by an hour, a day of 24 hours, or to the next Monday 09:00 in the company's zone. Resolves when all hooks have ended. */
  async advance(step: Step): Promise<void> {
    await this.advanceBy(step === 'monday' ? this.untilMonday() : step === 'day' ? 24 * HOUR : HOUR);
  }

  /** @throws RangeError for a move back */
  async advanceBy(ms: number): Promise<void> {
    if (!Number.isSafeInteger(ms) || ms < 0) throw new RangeError('The clock goes forward only, by whole milliseconds.');
    this.ahead += ms;
    if (this.file) keep(this.file, { aheadMs: this.ahead, firstDay: this.firstDay });
    await Promise.allSettled([...this.hooks].map(async (hook) => hook()));
  }

  private untilMonday(): number {
    const now = this.now();
    const monday = timetable('0 9 * * 1', this.timeZone).next(now);
    return monday ? monday.getTime() - now.getTime() : 0;
  }
}

function readKept(file: string): z.infer<typeof kept> | undefined {
  try {
    return kept.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}

function keep(file: string, state: z.infer<typeof kept>): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, JSON.stringify(state));
  renameSync(`${file}.new`, file);
}
