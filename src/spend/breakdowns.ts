import { type Decimal, decimal, ZERO } from '../money.js';
import type { Day, Span } from '../period.js';
import { literal, type Row } from './ledger/duckdb.js';
import type { Ledger } from './ledger/ledger.js';
import { cubesOf, LedgerQuestions, usageIn } from './ledger-questions.js';
import type { Source } from './source.js';
import { firstIncomplete } from './standing.js';
import type { Owners } from './teams.js';
import type { UsageRow } from './usage-lines.js';

/** What each owner spent by some name; `null` is the owner nobody is, and the name that is missing. */
export type ByOwner<Name> = Map<string | null, Map<Name, Decimal>>;

/**
 * Usage of all teams at once, for what the clock asks: one statement over the ledger however many teams there are.
 * Amounts are exact dollars; credits, refunds and tax are not in them.
 */
export class Breakdowns {
  private readonly full: boolean;
  private readonly questions: LedgerQuestions;

  constructor(private readonly o: { ledger: Ledger; source: Source['name']; owners: Owners }) {
    this.full = o.source === 'cur-files';
    this.questions = new LedgerQuestions(o.ledger, o.source);
  }

  /** When the newest month was read, ISO 8601; undefined while the ledger is empty. */
  async asOf(): Promise<string | undefined> {
    return [...(await this.o.ledger.months())].sort(([a], [b]) => (a < b ? -1 : 1)).at(-1)?.[1].asOf;
  }

  /** The first day whose usage may not be billed to the end yet; undefined while the ledger is empty. */
  async incompleteFrom(): Promise<Day | undefined> {
    const asOf = await this.asOf();
    return asOf && firstIncomplete(asOf);
  }

  /** The first day the ledger holds. */
  async since(): Promise<Day | undefined> {
    return [...(await this.o.ledger.months()).values()].map((meta) => meta.covers.start).sort()[0];
  }

  daily(span: Span): Promise<ByOwner<Day>> {
    return this.byOwner(span, 'CAST(day AS VARCHAR)');
  }

  /** By the value of another tag, such as project; undefined where the source knows one tag at a time (Cost Explorer). */
  async byTag(span: Span, tag: string): Promise<ByOwner<string | null> | undefined> {
    return this.full ? this.byOwner<string | null>(span, `tags[${literal(tag)}]`) : undefined;
  }

  /** Every owner's usage by service, usage type and unit: what lines by model are made of. */
  async usage(span: Span): Promise<Map<string | null, UsageRow[]>> {
    const all = new Map<string | null, UsageRow[]>();
    for (const { team, row } of await this.questions.byTeam(span)) {
      const owner = this.o.owners.of(team);
      const its = all.get(owner) ?? [];
      its.push(row);
      all.set(owner, its);
    }
    return all;
  }

  /** By caller; undefined where the source does not know callers. `null` is spend without one. */
  async callers(span: Span): Promise<ByOwner<string | null> | undefined> {
    return this.full ? this.byOwner<string | null>(span, 'principal') : undefined;
  }

  /** Callers whose spend no team owns, the most expensive first; undefined where the source does not know callers. */
  async untagged(span: Span): Promise<{ principal: string; cost: Decimal }[] | undefined> {
    const nobody = (await this.callers(span))?.get(null);
    if (!this.full) return undefined;
    return [...(nobody ?? [])]
      .flatMap(([principal, cost]) => (principal === null || cost.eq(0) ? [] : [{ principal, cost }]))
      .sort((a, b) => b.cost.cmp(a.cost) || a.principal.localeCompare(b.principal));
  }

  private async byOwner<Name extends string | null>(span: Span, name: string): Promise<ByOwner<Name>> {
    const rows: Row[] = await this.o.ledger.query(
      span,
      `SELECT tags['team'] AS team, ${name} AS name, CAST(sum(cost) AS VARCHAR) AS cost
FROM facts
WHERE ${usageIn(cubesOf(this.o.source).team, span)}
GROUP BY ALL`,
    );
    const all: ByOwner<Name> = new Map();
    for (const row of rows) {
      const owner = this.ownerOf(row);
      const names = all.get(owner) ?? new Map<Name, Decimal>();
      const key = (row['name'] === null ? null : String(row['name'])) as Name;
      names.set(key, (names.get(key) ?? ZERO).plus(decimal(String(row['cost'] ?? '0'))));
      all.set(owner, names);
    }
    return all;
  }

  private ownerOf(row: Row): string | null {
    return this.o.owners.of(row['team'] === null ? null : String(row['team']));
  }
}
