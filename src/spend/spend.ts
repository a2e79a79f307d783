import { Unavailable } from '../errors.js';
import type { Log } from '../log.js';
import { type Decimal, sum, ZERO } from '../money.js';
import { firstDay, type Period, type Span, spanBefore, wholeMonth } from '../period.js';
import type { TeamAnswer, TeamsAnswer } from './answers.js';
import type { Ledger } from './ledger/ledger.js';
import type { MonthMeta } from './ledger/month-file.js';
import { Remembered } from './ledger/remembered.js';
import { LedgerQuestions } from './ledger-questions.js';
import type { Source } from './source.js';
import { coveredPart, holdsAll, standing } from './standing.js';
import type { Owners } from './teams.js';
import { type UnclassifiedLog, UnclassifiedReport } from './unclassified.js';
import { type UsageRow, unclassifiedOf, unclassifiedUsage, usageLines } from './usage-lines.js';

/** What the refresher knows and answers must say. */
export interface Weather {
  /** Sentences such as "History is still being filled". */
  now(): string[];
  /** Resolves when the ledger holds some of `span`, or when waiting longer makes no sense. */
  waitFor(span: Span): Promise<void>;
}

export interface SpendOptions {
  ledger: Ledger;
  source: Source['name'];
  metric: string;
  /** Cost allocation tag keys that name the team, in order. */
  teamTags: string[];
  owners: Owners;
  weather: Weather;
  unclassified: UnclassifiedLog;
  log: Log;
}

/** Answers what was spent, from the ledger alone. */
export class Spend {
  private readonly questions: LedgerQuestions;
  private readonly teamAnswers: Remembered<TeamAnswer>;
  private readonly teamsAnswers: Remembered<TeamsAnswer>;
  private readonly unclassified: UnclassifiedReport;

  constructor(private readonly o: SpendOptions) {
    const version = () => o.ledger.version();
    this.teamAnswers = new Remembered(
      version,
      (answer) => answer.lines.length * 2 + answer.daily.length + (answer.principals?.length ?? 0),
    );
    this.teamsAnswers = new Remembered(version, (answer) => answer.teams.length);
    this.unclassified = new UnclassifiedReport(o.unclassified, o.log);
    this.questions = new LedgerQuestions(o.ledger, o.source);
  }

  /** Names of teams that spent, as their owners' names, with the last day each did. Empty while the ledger is empty. */
  async teams(): Promise<Map<string, { first: string; last: string; values: string[] }>> {
    const months = await this.o.ledger.months();
    const everything = spanOf(months);
    const teams = new Map<string, { first: string; last: string; values: string[] }>();
    if (!everything) return teams;
    for (const seen of await this.questions.seenTeams(everything)) {
      const team = this.o.owners.of(seen.value);
      if (team === null) continue;
      const known = teams.get(team);
      if (!known) teams.set(team, { first: seen.first, last: seen.last, values: [seen.value] });
      else {
        known.values.push(seen.value);
        if (seen.first < known.first) known.first = seen.first;
        if (seen.last > known.last) known.last = seen.last;
      }
    }
    return teams;
  }

  /**
   * What one team spent.
   * @throws UsageError for a team nobody knows, naming the nearest; Unavailable when the ledger holds nothing of the period.
   */
  team(typed: string, period: Period): Promise<TeamAnswer> {
    return this.remembered(this.teamAnswers, [typed, period], () => this.workOutTeam(typed, period));
  }

  private async workOutTeam(typed: string, period: Period): Promise<TeamAnswer> {
    const months = await this.monthsFor(period);
    const teams = await this.teams();
    const team = this.o.owners.find(typed, teams.keys());
    const seen = teams.get(team);
    const values = [...(seen?.values ?? [])].sort();
    const before = spanBefore(period, period.compare, period.running);
    const comparable = holdsAll(before, months);
    const [parts, totalBefore, organisation, provisional] = await Promise.all([
      this.questions.breakdown(period, values),
      comparable ? this.questions.total(before, values) : undefined,
      this.questions.byTeam(period),
      this.questions.provisionalDays(period),
    ]);
    const lines = usageLines(parts.usage);
    await this.unclassified.report(
      parts.usage,
      lines.filter((line) => line.sort === 'unclassified').map((line) => line.name),
    );
    const principalsKnown = this.o.source === 'cur-files';
    return {
      kind: 'team',
      team,
      shown: this.o.owners.told(teams.keys()).get(team),
      total: sum(lines.map((line) => line.cost)),
      before: { span: before, total: totalBefore },
      lines,
      unclassified: unclassifiedOf(lines),
      principals: principalsKnown ? parts.principals.filter((p) => !p.cost.eq(0)).sort((a, b) => b.cost.cmp(a.cost)) : undefined,
      daily: parts.daily,
      organisation: {
        total: sum(organisation.map((o) => o.row.cost)),
        unattributed: sum(organisation.filter((o) => this.o.owners.of(o.team) === null).map((o) => o.row.cost)),
      },
      lastSpend: seen && seen.last < period.start ? seen.last : undefined,
      ...standing({
        period,
        months,
        provisional,
        queries: [
          { purpose: 'by model, day and principal', sql: this.questions.sql.breakdown(period, values) },
          ...(comparable ? [{ purpose: 'the span before', sql: this.questions.sql.total(before, values) }] : []),
          { purpose: "the organisation's total and what no team owns", sql: this.questions.sql.byTeam(period) },
          { purpose: 'days that AWS may restate', sql: this.questions.sql.provisional(period) },
        ],
        filters: this.filters(values),
        ledgerRows: parts.ledgerRows,
        metric: this.o.metric,
        weather: this.o.weather.now(),
      }),
    };
  }

  /** What every team spent; teams and unattributed add up to the total, other record types stand apart. */
  everyTeam(period: Period): Promise<TeamsAnswer> {
    return this.remembered(this.teamsAnswers, [period], () => this.workOutEveryTeam(period));
  }

  private async workOutEveryTeam(period: Period): Promise<TeamsAnswer> {
    const months = await this.monthsFor(period);
    const before = spanBefore(period, period.compare, period.running);
    const comparable = holdsAll(before, months);
    const [now, then, otherRecords, provisional] = await Promise.all([
      this.questions.byTeam(period),
      comparable ? this.questions.byTeam(before) : undefined,
      this.questions.otherRecords(period),
      this.questions.provisionalDays(period),
    ]);
    const [costs, costsBefore] = [this.byOwner(now), then && this.byOwner(then)];
    const names = new Set([...costs.keys(), ...(costsBefore?.keys() ?? [])]);
    const line = (team: string | null) => ({ cost: costs.get(team) ?? ZERO, before: costsBefore && (costsBefore.get(team) ?? ZERO) });
    const lines = usageLines(now.map((one) => one.row));
    const shown = this.o.owners.told([...names].flatMap((name) => name ?? []));
    const total = sum(costs.values());
    await this.unclassified.report(
      now.map((one) => one.row),
      lines.filter((l) => l.sort === 'unclassified').map((l) => l.name),
    );
    return {
      kind: 'teams',
      teams: [...names]
        .filter((name): name is string => name !== null)
        .map((team) => ({ team, shown: shown.get(team), ...line(team) }))
        .filter((one) => !one.cost.eq(0) || one.before?.eq(0) === false)
        .sort((a, b) => b.cost.cmp(a.cost) || a.team.localeCompare(b.team)),
      unattributed: line(null),
      total,
      before: { span: before, total: costsBefore && sum(costsBefore.values()) },
      unclassified: unclassifiedOf(lines),
      unclassifiedUsage: unclassifiedUsage(lines),
      otherRecords: otherRecords.filter((record) => !record.cost.eq(0)),
      net: total.plus(sum(otherRecords.map((record) => record.cost))),
      ...standing({
        period,
        months,
        provisional,
        queries: [
          { purpose: 'by team', sql: this.questions.sql.byTeam(period) },
          ...(comparable ? [{ purpose: 'the span before, by team', sql: this.questions.sql.byTeam(before) }] : []),
          { purpose: 'credits, refunds and tax', sql: this.questions.sql.otherRecords(period) },
          { purpose: 'days that AWS may restate', sql: this.questions.sql.provisional(period) },
        ],
        filters: this.filters(undefined),
        ledgerRows: now.reduce((all, one) => all + one.ledgerRows, 0),
        metric: this.o.metric,
        weather: this.o.weather.now(),
      }),
    };
  }

  /** The same question over the same ledger has the same answer, but for what the refresher has to say. */
  private remembered<T>(answers: Remembered<T>, question: unknown[], workOut: () => Promise<T>): Promise<T> {
    return answers.get(JSON.stringify([...question, this.o.weather.now()]), workOut);
  }

  private byOwner(rows: { team: string | null; row: UsageRow }[]): Map<string | null, Decimal> {
    const costs = new Map<string | null, Decimal>();
    for (const { team, row } of rows) {
      const owner = this.o.owners.of(team);
      costs.set(owner, (costs.get(owner) ?? ZERO).plus(row.cost));
    }
    return costs;
  }

  private filters(values: string[] | undefined): string[] {
    const tags = `tag ${this.o.teamTags.join(', else ')}`;
    return [
      'Services: every Bedrock service in the bill (Amazon Bedrock, Amazon Bedrock Service, models sold through AWS Marketplace as "… (Amazon Bedrock Edition)", AgentCore)',
      'Record types: usage only; credits, refunds and tax stand apart',
      ...(values
        ? [`Team: ${tags} is ${values.length === 0 ? 'a value that was never billed' : values.map((value) => `"${value}"`).join(' or ')}`]
        : [`Team: by the ${tags}`]),
    ];
  }

  private async monthsFor(period: Period): Promise<Map<string, MonthMeta>> {
    let months = await this.o.ledger.months();
    if (!coveredPart(period, months)) {
      await this.o.weather.waitFor(period);
      months = await this.o.ledger.months();
    }
    if (coveredPart(period, months)) return months;
    const held = spanOf(months);
    const weather = this.o.weather.now().join(' ');
    if (!held)
      throw new Unavailable(
        weather ? `Nothing has been read of the bill yet. ${weather}` : 'The ledger is still empty; run `aispend sync`, then ask again.',
      );
    const outside =
      period.end <= held.start
        ? `The ledger begins on ${held.start}, after the period you asked for`
        : `Nothing of ${period.label} has been read yet`;
    throw new Unavailable(`${outside}; ask for a later period${weather ? `. ${weather}` : ', or let an admin check `aispend doctor`.'}`);
  }
}

/** From the first to the last day the ledger holds; undefined when it is empty. */
function spanOf(months: ReadonlyMap<string, MonthMeta>): Span | undefined {
  const sorted = [...months]
    .filter(([, meta]) => meta.covers.start < meta.covers.end)
    .map(([month]) => month)
    .sort();
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  return { start: months.get(first)?.covers.start ?? firstDay(first), end: wholeMonth(last).end };
}
