import { type Decimal, decimal, ZERO } from '../money.js';
import type { Period, Span } from '../period.js';
import type { TeamsAnswer, Why } from './answers.js';
import { literal } from './ledger/duckdb.js';
import type { Ledger } from './ledger/ledger.js';
import { usageIn } from './ledger-questions.js';
import type { Source } from './source.js';
import { type Spelling, spellings } from './spellings.js';
import type { Spend } from './spend.js';
import type { TeamRule } from './teams.js';

/** How much of the usage carries a tag; `covered` and what has no value add up to `total`. */
export interface Covered {
  covered: Decimal;
  total: Decimal;
}

export interface TagCoverage {
  /** The tag's name in the configuration: team, project, cost-center. */
  tag: string;
  /** Its cost allocation tag keys, in order. */
  keys: string[];
  /** Undefined when the ledger holds nothing by this tag: not known, which is not zero. */
  now: Covered | undefined;
  /** In the span before; undefined when the ledger does not hold all of it. */
  before: Covered | undefined;
}

/** A part of what has no team: by caller where the source knows it, else by service (and account where it is known). */
export interface UntaggedPart {
  principal: string | null;
  account: string | null;
  service: string;
  cost: Decimal;
}

export interface CoverageAnswer {
  /** All teams in the period: the total, what has no team, and how far the figures can be trusted. */
  teams: TeamsAnswer;
  tags: TagCoverage[];
  /** Whether the source knows who called. */
  callersKnown: boolean;
  /** Largest first; they add up to what has no team. */
  untagged: UntaggedPart[];
  /** Teams of the period that may be one. */
  spellings: Spelling[];
  why: Why;
}

/** How much of the Bedrock usage has an owner, from the ledger alone. */
export class Coverage {
  constructor(
    private readonly o: { ledger: Ledger; source: Source['name']; spend: Spend; tags: Record<string, string[]>; teams: TeamRule[] },
  ) {}

  /** @throws Unavailable when the ledger holds nothing of the period. */
  async of(period: Period): Promise<CoverageAnswer> {
    const teams = await this.o.spend.everyTeam(period);
    const comparable = teams.before.total !== undefined;
    const tags = await Promise.all(
      Object.entries(this.o.tags).map(async ([tag, keys]) => ({
        tag,
        keys,
        now: await this.covered(period, tag),
        before: comparable ? await this.covered(teams.before.span, tag) : undefined,
      })),
    );
    const untagged = await this.untagged(period);
    const queries = [
      ...teams.why.queries,
      ...tags.map(({ tag }) => ({ purpose: `how much has a ${tag}`, sql: this.coveredSql(period, tag) })),
      { purpose: 'what has no team', sql: this.untaggedSql(period) },
    ];
    return {
      teams,
      tags,
      callersKnown: this.o.source === 'cur-files',
      untagged,
      spellings: spellings(
        teams.teams.map((one) => one.team),
        this.o.teams,
      ),
      why: { ...teams.why, queries },
    };
  }

  private coveredSql(span: Span, tag: string): string {
    return `SELECT CAST(sum(cost) FILTER (WHERE ${hasValue(tag)}) AS VARCHAR) AS covered, CAST(sum(cost) AS VARCHAR) AS total
FROM facts WHERE ${this.usage(span, tag)}`;
  }

  private untaggedSql(span: Span): string {
    return `SELECT principal, account, service, CAST(sum(cost) AS VARCHAR) AS cost
FROM facts WHERE ${this.usage(span, 'team')} AND NOT (${hasValue('team')})
GROUP BY ALL`;
  }

  private async covered(span: Span, tag: string): Promise<Covered | undefined> {
    const [row] = await this.o.ledger.query(span, this.coveredSql(span, tag));
    if (!row || row['total'] === null) return undefined;
    return { covered: dollars(row['covered']), total: dollars(row['total']) };
  }

  private async untagged(span: Span): Promise<UntaggedPart[]> {
    const parts = new Map<string, UntaggedPart>();
    for (const row of await this.o.ledger.query(span, this.untaggedSql(span))) {
      const [principal, account] = [textOf(row['principal']), textOf(row['account'])];
      // A caller is one thing to tag, whatever it calls.
      const service = principal === null ? String(row['service']) : '';
      const key = JSON.stringify(principal === null ? [null, account, service] : [principal]);
      const known = parts.get(key) ?? { principal, account, service, cost: ZERO };
      parts.set(key, { ...known, cost: known.cost.plus(dollars(row['cost'])) });
    }
    return [...parts.values()]
      .filter((part) => !part.cost.eq(0))
      .sort((a, b) => b.cost.cmp(a.cost) || `${a.principal}${a.service}`.localeCompare(`${b.principal}${b.service}`));
  }

  private usage(span: Span, tag: string): string {
    return usageIn(this.o.source === 'cur-files' ? 'full' : tag, span);
  }
}

/** A value of nothing but spaces names nobody; see Owners. */
const hasValue = (tag: string): string => `tags[${literal(tag)}] IS NOT NULL AND regexp_matches(tags[${literal(tag)}], '\\S')`;
const dollars = (value: unknown): Decimal => decimal(String(value ?? '0'));
const textOf = (value: unknown): string | null => (value === null || value === undefined ? null : String(value));
