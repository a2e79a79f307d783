import { Unavailable } from '../errors.js';
import type { Log } from '../log.js';
import { type Month, monthsOf, type Span, showDay, showMonth } from '../period.js';
import type { LeaseStore } from './lease.js';
import type { Ledger } from './ledger/ledger.js';
import type { PullReport, Source } from './source.js';
import type { Weather } from './spend.js';
import { coveredPart } from './standing.js';

const LEASE = 'refresh';
const FAREWELL_MS = 1000;
/** A process that died is taken for dead after this long. */
const LEASE_MS = 15_000;
/** How long a refresh waits for another process's; that one prolongs its lease as long as it lives. */
const TURN_MS = 10 * 60_000;
/** How long a question waits for a first pull that is under way before it says so instead. */
const PATIENCE_MS = 25_000;

export interface RefresherOptions {
  source: Source;
  ledger: Ledger;
  leases: LeaseStore;
  /** Names this process among those that share the store. */
  holder: string;
  log: Log;
  now(): Date;
}

/**
 * Fills the ledger from the source, in this process one pull at a time and over all processes by lease. Each span lands
 * by itself, so what was read stays when the next one fails.
 */
export class Refresher implements Weather {
  private flight: Promise<PullReport> | undefined;
  private failure: string | undefined;
  /** When the pull under way began, and its months: those wanted and those that have landed. */
  private reading = { since: '', months: new Set<Month>(), read: new Set<Month>(), turn: false };
  private readonly waiting = new Set<() => void>();

  constructor(private readonly o: RefresherOptions) {}

  /**
   * Pulls what is worth pulling now; a second call while one is under way gets the same report.
   * @throws Unavailable with the reason when a span could not be pulled; earlier spans stay.
   */
  refresh(): Promise<PullReport> {
    if (this.flight) return this.flight;
    this.reading = { since: this.o.now().toISOString(), months: new Set(), read: new Set(), turn: false };
    this.flight = this.run().finally(() => {
      this.flight = undefined;
      this.progress();
    });
    return this.flight;
  }

  /** For start-up: never throws, the failure is said with every answer. False when there was one. */
  async refreshQuietly(): Promise<boolean> {
    try {
      await this.refresh();
      return true;
    } catch (error) {
      if (error instanceof Unavailable) this.o.log.warn({ err: error }, 'refresh did not finish');
      else this.o.log.error({ err: error }, 'refresh failed');
      return false;
    }
  }

  now(): string[] {
    const said: string[] = [];
    if (this.flight) said.push(`The bill is being read right now (${this.progressWords()}); figures may change in a moment.`);
    if (this.failure) said.push(`The last refresh did not finish: ${this.failure}`);
    return said;
  }

  /** "since 25 Nov 2026 12:00 UTC, 3 of 14 months are read". A moment and no duration: answers are remembered by these words. */
  private progressWords(): string {
    const { since, months, read, turn } = this.reading;
    const begun = `since ${showDay(since.slice(0, 10))} ${since.slice(11, 16)} UTC`;
    if (!turn) return `${begun}, waiting for another aispend process that reads it`;
    return months.size === 0 ? begun : `${begun}, ${read.size} of ${months.size} months are read`;
  }

  async waitFor(span: Span): Promise<void> {
    const patience = new Promise<void>((resolve) => setTimeout(resolve, PATIENCE_MS).unref());
    let over = false;
    void patience.then(() => {
      over = true;
    });
    while (this.flight && !over && !coveredPart(span, await this.o.ledger.months())) {
      const progress = new Promise<void>((resolve) => this.waiting.add(resolve));
      await Promise.race([progress, patience]);
    }
  }

  /** Waits for a pull that is under way, but not long: what it has not written yet is merely read again. */
  async settled(): Promise<void> {
    await Promise.race([this.flight?.catch(() => undefined), new Promise((resolve) => setTimeout(resolve, FAREWELL_MS).unref())]);
  }

  private async run(): Promise<PullReport> {
    const { leases, holder } = this.o;
    const newest = await this.newest();
    let waited = 0;
    for (; !(await leases.take(LEASE, holder, LEASE_MS)); waited += 1000) {
      if (waited >= TURN_MS)
        throw new Unavailable('Another aispend process is reading the bill right now; its figures appear here when it has finished.');
      await new Promise((resolve) => setTimeout(resolve, 1000));
      this.progress();
    }
    this.reading.turn = true;
    const prolong = setInterval(() => void leases.take(LEASE, holder, LEASE_MS).catch(() => undefined), LEASE_MS / 3);
    prolong.unref();
    try {
      const report = await this.pullAll(waited > 0 ? newest : undefined);
      this.failure = undefined;
      return report;
    } catch (error) {
      this.failure = error instanceof Unavailable ? error.message : 'of a fault in aispend itself; the log has the details.';
      throw error;
    } finally {
      clearInterval(prolong);
      await leases.giveBack(LEASE, holder).catch(() => undefined);
    }
  }

  private async pullAll(before: string | undefined): Promise<PullReport> {
    const months: Month[] = [];
    const notes = new Set<string>();
    let requests = 0;
    const done = new Set<string>();
    for (;;) {
      const wanted = this.o.source.wanted(await this.o.ledger.months());
      for (const month of wanted.flatMap(monthsOf)) this.reading.months.add(month);
      const span = wanted.find((one) => !done.has(one.start));
      if (!span) break;
      done.add(span.start);
      // Another process may have read this while we waited for it; paying for it again would tell nothing new.
      const known = await this.o.ledger.months();
      if (before !== undefined && monthsOf(span).every((month) => (known.get(month)?.pulledAt ?? '') > before)) {
        this.landed(span);
        continue;
      }
      const report = await this.o.source.pull(span, known);
      months.push(...report.months);
      this.landed(span);
      requests += report.requests;
      for (const note of report.notes) notes.add(note);
      this.o.log.info(
        { months: report.months, requests: report.requests },
        `ledger filled from ${monthsOf(span).map(showMonth).at(0) ?? span.start}`,
      );
      this.progress();
    }
    return { months, requests, notes: [...notes] };
  }

  /** When the ledger was last filled, by any process. */
  private async newest(): Promise<string> {
    return [...(await this.o.ledger.months()).values()].map((meta) => meta.pulledAt).reduce((a, b) => (a > b ? a : b), '');
  }

  private landed(span: Span): void {
    for (const month of monthsOf(span)) this.reading.read.add(month);
  }

  private progress(): void {
    for (const wake of this.waiting) wake();
    this.waiting.clear();
  }
}
