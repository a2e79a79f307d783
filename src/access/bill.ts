import { showMinutes } from '../duration.js';
import { Rejected, Unavailable } from '../errors.js';
import { type Decimal, decimal, sum, usd, ZERO } from '../money.js';
import { addDays, type Day, dayOf, type Span } from '../period.js';
import type { Breakdowns } from '../spend/breakdowns.js';
import { knownUsage } from '../spend/known-usage.js';
import { literal } from '../spend/ledger/duckdb.js';
import type { Ledger } from '../spend/ledger/ledger.js';
import { cubesOf, inSpan, usageIn } from '../spend/ledger-questions.js';
import type { Source } from '../spend/source.js';
import type { Owners } from '../spend/teams.js';
import { modelName } from '../spend/usage-type/model-name.js';
import type { Bill, Known } from './ports.js';

/** Estimates look back so many complete days. */
const LOOKBACK = 28;
/** The hours in which a team uses up what it spends on a day. */
const WORKING_HOURS = 8;

export interface BillParts {
  ledger: Ledger;
  source: Source['name'];
  breakdowns: Pick<Breakdowns, 'incompleteFrom'>;
  owners: Owners;
  /** AWS's word on cost allocation tags: "Active", "Inactive" or absent. Only the payer account may ask. */
  tagStatus(keys: string[]): Promise<Map<string, string>>;
  now(): Date;
}

/** What the ledger knows for the access workflow. The bill has whole UTC days, no hours, and says so. */
export function billOver(o: BillParts): Bill {
  const full = o.source === 'cur-files';
  const { team: cube } = cubesOf(o.source);
  const today = (): Day => dayOf(o.now());

  return {
    async spentBy(principal, from, to) {
      const start = dayOf(new Date(from));
      // A grant that ended at midnight has nothing of the day that then began.
      const end = addDays(dayOf(new Date(Math.max(Date.parse(to) - 1, Date.parse(from)))), 1);
      const span = { start, end };
      if (!full)
        return {
          spent: {
            ...span,
            why: 'Cost Explorer does not know who called; the CUR 2.0 with caller identity does (spend.source: cur-files)',
          },
          final: true,
        };
      const complete = await o.breakdowns.incompleteFrom();
      const rows = await o.ledger.query(
        span,
        `SELECT CAST(sum(cost) FILTER (WHERE ${isCaller(principal)}) AS VARCHAR) AS cost, count(principal) AS callers
FROM facts WHERE ${usageIn(cube, span)}`,
      );
      const final = complete !== undefined && complete >= end;
      if (final && Number(rows[0]?.['callers'] ?? 0) === 0)
        return { spent: { ...span, why: 'the bill of these days names no callers; the CUR 2.0 needs INCLUDE_IAM_PRINCIPAL_DATA' }, final };
      return { spent: { ...span, cost: String(rows[0]?.['cost'] ?? '0') }, final };
    },

    async expected(team, model, minutes) {
      if (team === null) return { why: 'the principal has no team whose rates could be used.' };
      const until = (await o.breakdowns.incompleteFrom()) ?? today();
      const span = { start: addDays(until, -LOOKBACK), end: until };
      const name = modelName(model);
      const byDay = new Map<Day, Decimal>();
      for (const row of await usage(span)) {
        if (o.owners.of(row['team'] === null ? null : String(row['team'])) !== team || row['usage_type'] === null) continue;
        if (knownUsage(String(row['service']), String(row['usage_type']), row['unit'] === null ? null : String(row['unit'])).model !== name)
          continue;
        const day = String(row['day']);
        byDay.set(day, (byDay.get(day) ?? ZERO).plus(decimal(String(row['cost'] ?? '0'))));
      }
      if (byDay.size === 0) return { why: `${team} has not used ${name ?? model} in the ${LOOKBACK} days that are billed.` };
      const aDay = sum(byDay.values()).div(byDay.size);
      const hours = minutes / 60;
      const days = hours <= WORKING_HOURS ? decimal(hours).div(WORKING_HOURS) : decimal(Math.max(1, hours / 24));
      return {
        cost: usd(aDay.times(days)),
        basis: `On the ${byDay.size} of the last ${LOOKBACK} billed days on which ${team} used ${name} it spent ${usd(aDay)} a day; ${showMinutes(minutes)} are taken as ${hours <= WORKING_HOURS ? `a part of ${WORKING_HOURS} working hours` : 'a part of days'}.`,
      };
    },

    async tagActive(key): Promise<Known> {
      const status = await o.tagStatus([key]).catch((error: unknown) => {
        if (error instanceof Unavailable || error instanceof Rejected) return undefined;
        throw error;
      });
      if (status) return status.get(key) === 'Active' ? 'yes' : 'no';
      // AWS does not say: what carries a team in the bill proves that some key of it is active, the absence proves nothing.
      const span = { start: addDays(today(), -14), end: addDays(today(), 1) };
      const rows = await o.ledger.query(
        span,
        `SELECT count(*) AS tagged FROM facts WHERE cube = ${literal(cube)} AND ${inSpan(span)} AND coalesce(tags['team'], '') <> ''`,
      );
      return Number(rows[0]?.['tagged'] ?? 0) > 0 ? 'yes' : 'unknown';
    },
  };

  function usage(span: Span) {
    return o.ledger.query(
      span,
      `SELECT CAST(day AS VARCHAR) AS day, tags['team'] AS team, service, usage_type, unit, CAST(sum(cost) AS VARCHAR) AS cost
FROM facts WHERE ${usageIn(cube, span)} GROUP BY ALL`,
    );
  }
}

/** Lines of a role have the role or one of its sessions, without its path; lines of a user have the user. */
function isCaller(arn: string): string {
  const [, partition, account, kind, rest = ''] = /^arn:([\w-]+):iam::(\d{12}):(role|user)\/(.+)$/.exec(arn) ?? [];
  const name = rest.split('/').at(-1) ?? '';
  if (kind !== 'role') return `(principal = ${literal(arn)} OR principal = ${literal(`arn:${partition}:iam::${account}:user/${name}`)})`;
  return `(principal = ${literal(arn)} OR principal = ${literal(`arn:${partition}:iam::${account}:role/${name}`)} OR starts_with(principal, ${literal(`arn:${partition}:sts::${account}:assumed-role/${name}/`)}))`;
}
