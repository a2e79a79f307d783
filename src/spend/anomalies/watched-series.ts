import { type Decimal, decimal, exact, ZERO } from '../../money.js';
import { addDays, addMonths, type Day, firstDay, monthOf, type Span } from '../../period.js';
import type { Breakdowns } from '../breakdowns.js';
import type { Row } from '../ledger/duckdb.js';
import type { Ledger } from '../ledger/ledger.js';
import { cubesOf, usageIn } from '../ledger-questions.js';
import type { Source } from '../source.js';
import type { Owners } from '../teams.js';
import { lineOf, usageOf } from '../usage-lines.js';
import { isAgent } from './agents.js';
import type { Series } from './incident.js';

/** Half a year: monthly rhythms are looked for over three months, weekdays over ten weeks. It begins with a month, so that it moves seldom. */
const MONTHS_BACK = 6;
/** A subject works for a team when so much of what it spends is the team's, in percent. */
const MOSTLY = 90;

const OWNED = `tags['team'] AS team, service, usage_type, unit`;

/** The name of the series of what no team owns: no team can be called that. */
export const NO_TEAM = '';

/** What anomalies are looked for in: complete days only. `last` is the last complete day. */
export interface Watched {
  series: Series[];
  first: Day;
  last: Day;
}

/** Daily costs out of the ledger: by team, by model, and by caller where the source knows callers. */
export class WatchedSeries {
  private readonly full: boolean;

  constructor(private readonly o: { ledger: Ledger; source: Source['name']; owners: Owners; breakdowns: Breakdowns }) {
    this.full = o.source === 'cur-files';
  }

  /**
   * @param minimum callers that never cost so many dollars on a day are left out: they cannot exceed anything by it
   * @returns undefined while the ledger holds no complete day
   */
  async read(minimum: Decimal): Promise<Watched | undefined> {
    const [since, incomplete] = await Promise.all([this.o.breakdowns.since(), this.o.breakdowns.incompleteFrom()]);
    if (!since || !incomplete || incomplete <= since) return undefined;
    const back = firstDay(addMonths(monthOf(incomplete), -MONTHS_BACK));
    const span = { start: since > back ? since : back, end: incomplete };
    const [teams, models, callers] = await Promise.all([this.teams(span), this.models(span), this.callers(span, minimum)]);
    return { series: [...teams, ...models, ...callers], first: span.start, last: addDays(incomplete, -1) };
  }

  /** Models or callers of the time that is looked at, with the team each works for where that is known. */
  async known(kind: 'model' | 'caller'): Promise<Map<string, string | undefined>> {
    const incomplete = await this.o.breakdowns.incompleteFrom();
    if (!incomplete || (kind === 'caller' && !this.full)) return new Map();
    const span = { start: firstDay(addMonths(monthOf(incomplete), -MONTHS_BACK)), end: addDays(incomplete, 2) };
    const gathered = new Gathered();
    if (kind === 'model')
      for (const row of await this.rows(span, OWNED)) gathered.owned(lineOf(usageOf(row)).name, this.owner(row), cost(row));
    else
      for (const row of await this.rows(span, `principal, tags['team'] AS team`, 'principal IS NOT NULL'))
        gathered.owned(String(row['principal']), this.owner(row), cost(row));
    return new Map(gathered.series(() => 'model').map(({ name, team }) => [name, team]));
  }

  private async teams(span: Span): Promise<Series[]> {
    const daily = await this.o.breakdowns.daily(span);
    return [...daily].map(([team, days]) => ({ kind: 'team', name: team ?? NO_TEAM, days }));
  }

  private async models(span: Span): Promise<Series[]> {
    const [daily, owners] = await Promise.all([
      this.rows(span, `CAST(day AS VARCHAR) AS day, service, usage_type, unit`),
      this.rows(span, OWNED),
    ]);
    const gathered = new Gathered();
    for (const row of daily) gathered.day(lineOf(usageOf(row)).name, String(row['day']), cost(row));
    for (const row of owners) gathered.owned(lineOf(usageOf(row)).name, this.owner(row), cost(row));
    return gathered.series(() => 'model');
  }

  private async callers(span: Span, minimum: Decimal): Promise<Series[]> {
    if (!this.full) return [];
    const costly = `principal IN (SELECT principal FROM (SELECT principal, day, sum(cost) AS cost FROM facts WHERE ${this.where(span)} GROUP BY ALL) GROUP BY principal HAVING max(cost) >= ${exact(minimum)})`;
    const rows = await this.rows(span, `principal, CAST(day AS VARCHAR) AS day, tags['team'] AS team`, costly);
    const gathered = new Gathered();
    for (const row of rows) {
      gathered.day(String(row['principal']), String(row['day']), cost(row));
      gathered.owned(String(row['principal']), this.owner(row), cost(row));
    }
    return gathered.series((arn) => (isAgent(arn) ? 'agent' : 'principal'));
  }

  private owner(row: Row): string {
    return this.o.owners.of(row['team'] === null ? null : String(row['team'])) ?? NO_TEAM;
  }

  private where(span: Span): string {
    return usageIn(cubesOf(this.o.source).team, span);
  }

  private rows(span: Span, columns: string, also = 'true'): Promise<Row[]> {
    return this.o.ledger.query(
      span,
      `SELECT ${columns}, CAST(sum(cost) AS VARCHAR) AS cost FROM facts WHERE ${this.where(span)} AND ${also} GROUP BY ALL`,
    );
  }
}

const cost = (row: Row): Decimal => decimal(String(row['cost'] ?? '0'));

/** Days and owners of subjects as they come in. */
class Gathered {
  private readonly byName = new Map<string, { days: Map<Day, Decimal>; owners: Map<string, Decimal> }>();

  day(name: string, day: Day, cost: Decimal): void {
    const { days } = this.of(name);
    days.set(day, (days.get(day) ?? ZERO).plus(cost));
  }

  owned(name: string, owner: string, cost: Decimal): void {
    const { owners } = this.of(name);
    owners.set(owner, (owners.get(owner) ?? ZERO).plus(cost));
  }

  series(kindOf: (name: string) => Series['kind']): Series[] {
    return [...this.byName].map(([name, { days, owners }]) => {
      const total = [...owners.values()].reduce((all, one) => all.plus(one), ZERO);
      const [team] = [...owners].find(([, part]) => total.gt(0) && part.times(100).gte(total.times(MOSTLY))) ?? [];
      return { kind: kindOf(name), name, days, ...(team === undefined ? {} : { team }) };
    });
  }

  private of(name: string): { days: Map<Day, Decimal>; owners: Map<string, Decimal> } {
    const known = this.byName.get(name) ?? { days: new Map<Day, Decimal>(), owners: new Map<string, Decimal>() };
    this.byName.set(name, known);
    return known;
  }
}
