import type { FileConfig } from '../../config-schema.js';
import { UsageError } from '../../errors.js';
import { type Decimal, decimal, exact, sum } from '../../money.js';
import { addMonths, type Month, showMonth } from '../../period.js';
import type { Bearer } from './bearer.js';
import { type Blocker, blockers, nextToClose } from './blockers.js';
import { monthsToDraft } from './calendar.js';
import { type ClosedMonth, type Content, closing, contentOf, readClosed, restatements } from './content.js';
import { isBilled, type StatementLine, totals } from './line.js';
import type { MonthLedger, MonthReading } from './month-ledger.js';
import type { Drafted, StatementStore } from './statement-store.js';

/** A month's statements as they stand now. */
export type MonthStatements =
  | { state: 'draft'; content: Content; drafted: Drafted | undefined; blockers: Blocker[] }
  | { state: 'closed'; content: Content; closed: ClosedMonth };

export interface BooksOptions {
  store: StatementStore;
  ledger: Pick<MonthLedger, 'read' | 'version'>;
  settings: Pick<FileConfig, 'teams' | 'chargeback'>;
  now(): Date;
}

/** Statements by month: drafts out of the ledger, closed ones out of the store. */
export class Books {
  constructor(private readonly o: BooksOptions) {}

  /** The month's statements: as they were frozen, or worked out anew while it is a draft. */
  async show(month: Month): Promise<MonthStatements> {
    const all = await this.closed();
    const closed = all.find((one) => one.month === month);
    if (closed) return { state: 'closed', content: closed.content, closed };
    const { content, whole } = await this.content(month, all);
    const drafted = await this.drafted(month);
    return { state: 'draft', content, drafted, blockers: blockers({ content, whole, drafted, closed: all, now: this.o.now() }) };
  }

  closed = async (): Promise<ClosedMonth[]> => readClosed(await this.o.store.closed());

  /** Months closed since a moment (ISO 8601), the oldest first. Cheap while there is none. */
  async closedSince(at: string): Promise<ClosedMonth[]> {
    const recent = (await this.o.store.heads()).some((one) => one.closedAt >= at);
    return recent ? (await this.closed()).filter((one) => one.closedAt >= at) : [];
  }

  drafts = (): Promise<Drafted[]> => this.o.store.drafts();

  /** Notes that a month is sent out for review; whoever noted it first has said until when. */
  draft(month: Month, at: Date): Promise<Drafted> {
    const until = new Date(at.getTime() + this.o.settings.chargeback.statements.reviewDays * 86_400_000);
    return this.o.store.draft({ month, draftedAt: at.toISOString(), reviewUntil: until.toISOString() });
  }

  /**
   * Closes a month: its figures are frozen and numbered, once, whoever asks how often. Of several at once one closes it and
   * the others are given what that one did.
   * @param o.reason why it is closed although something stands against it; only an admin may give one
   * @throws UsageError with everything that stands against it
   */
  async close(month: Month, o: { by: string; reason?: string }): Promise<{ did: 'closed' | 'already'; closed: ClosedMonth }> {
    for (;;) {
      const all = await this.closed();
      const already = all.find((one) => one.month === month);
      if (already) return { did: 'already', closed: already };
      const { content, whole } = await this.content(month, all);
      const now = this.o.now();
      const against = blockers({ content, whole, drafted: await this.drafted(month), closed: all, now });
      if (against.some((one) => one.firm) || (against.length > 0 && !o.reason)) throw new UsageError(refusal(month, against));
      const override = against.length > 0 ? `${o.reason} (${against.map((one) => one.sentence).join(' ')})` : null;
      const row = closing(content, all.at(-1), { closedBy: o.by, closedAt: now.toISOString(), override });
      // Lost to the same month: the next round finds it. Lost to another one: the next round is numbered after it.
      if (await this.o.store.close(row)) return { did: 'closed', closed: readClosed([...(await this.o.store.closed())]).find(is(month))! };
    }
  }

  /** What AWS changed in closed months since they were frozen, by month; the next statement carries it. */
  async restated(): Promise<{ month: Month; lines: StatementLine[] }[]> {
    const closed = await this.closed();
    const { now } = await this.compared(closed);
    const lines = restatements(closed, now);
    return [...new Set(lines.map((line) => line.month))].map((month) => ({ month, lines: lines.filter((line) => line.month === month) }));
  }

  /**
   * The month whose statement an entry for `month` becomes a line of: its own, or the next to be closed, if that is a later one.
   * @param entry the id of one that was made already: it may be on a closed statement
   */
  async landsOn(month: Month, entry?: string): Promise<Month> {
    const { store, settings, now } = this.o;
    const closed = await this.closed();
    const placed = entry === undefined ? undefined : closed.find(({ content }) => content.lines.some((line) => line.entry === entry));
    if (placed) return placed.month;
    const drafts = (await store.drafts()).map((one) => one.month).sort();
    const next = nextToClose(closed) ?? drafts[0] ?? monthsToDraft(now(), settings.chargeback.statements.draftAfterDays, []).at(-1);
    return next !== undefined && next > month ? next : month;
  }

  /**
   * What is left of a month's statement for a bearer, exact dollars: its total with what was entered for that month since it
   * was closed. Nothing when there is none.
   */
  async holds(month: Month, bearer: Bearer): Promise<Decimal> {
    const [{ content }, closed, entries] = [await this.show(month), await this.closed(), await this.o.store.entries()];
    const total = content.statements.find((one) => one.bearer === bearer)?.total ?? '0';
    const there = new Set(content.lines.map((line) => line.entry));
    const since = closed.some(is(month)) ? entries.filter((one) => one.bearer === bearer && one.month === month && !there.has(one.id)) : [];
    return sum([total, ...since.map((one) => one.amount)].map((amount) => decimal(amount)));
  }

  private async content(month: Month, closed: ClosedMonth[]): Promise<{ content: Content; whole: boolean }> {
    const { settings, ledger, store } = this.o;
    // The files may be replaced between two questions; what is frozen must be of one state of them.
    for (;;) {
      const version = await ledger.version();
      const [reading, before, others, entries] = await Promise.all([
        ledger.read(month),
        ledger.read(addMonths(month, -1)),
        this.compared(closed.filter((one) => one.month < month)),
        store.entries(),
      ]);
      if (version !== (await ledger.version())) continue;
      const costCenters = settings.teams.flatMap((team) => (team.costCenter ? [[team.name, team.costCenter] as const] : []));
      const content = contentOf({
        ...{ month, reading, closed, entries, ...others },
        before: before.whole ? billedBy(before.lines) : undefined,
        costCenters: Object.fromEntries(costCenters),
        journal: settings.chargeback.journal,
      });
      return { content, whole: reading.whole };
    }
  }

  /** Reads closed months again by the rules they were read by. */
  private async compared(closed: ClosedMonth[]): Promise<{ now: Map<Month, MonthReading>; notCompared: string[] }> {
    const now = new Map<Month, MonthReading>();
    const notCompared: string[] = [];
    for (const { month, content } of closed) {
      const reading = await this.o.ledger.read(month, content.rules);
      const why = incomparable(reading, content);
      if (why) notCompared.push(`${showMonth(month)} was not compared with the ledger: ${why}.`);
      else now.set(month, reading);
    }
    return { now, notCompared };
  }

  private async drafted(month: Month): Promise<Drafted | undefined> {
    return (await this.o.store.drafts()).find(is(month));
  }
}

const is =
  (month: Month) =>
  (one: { month: Month }): boolean =>
    one.month === month;

const billedBy = (lines: StatementLine[]): Map<Bearer, string> =>
  new Map([...totals(lines.filter(isBilled), (line) => line.bearer)].map(([bearer, total]) => [bearer, exact(total)]));

function incomparable(reading: MonthReading, frozen: Content): string | undefined {
  if (!reading.whole) return 'the ledger no longer holds all of it';
  if (reading.checks.length > 0) return 'its breakdown does not agree with the bill';
  if (reading.rules.metric !== frozen.rules.metric) return `it was closed as ${frozen.rules.metric} cost`;
  if (frozen.rules.tags && JSON.stringify(reading.rules.tags) !== JSON.stringify(frozen.rules.tags))
    return 'it was closed by other tag keys';
  if (reading.source !== frozen.source) return 'it was closed from another source';
  return undefined;
}

/** One paragraph that says everything that stands against closing. */
export function refusal(month: Month, against: Blocker[]): string {
  const way = against.some((one) => one.firm) ? '' : ' An admin may close it all the same with a reason, which is kept with it.';
  return `${showMonth(month)} cannot be closed now. ${against.map((one) => one.sentence).join(' ')}${way}`;
}
