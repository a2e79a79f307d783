import { showMinutes } from '../duration.js';
import { type Decimal, decimal, sum, usd, ZERO } from '../money.js';
import { addDays, type Day, dayOf, type Span } from '../period.js';
import type { Breakdowns } from '../spend/breakdowns.js';
import { knownUsage } from '../spend/known-usage.js';
import { literal } from '../spend/ledger/duckdb.js';
import type { Ledger } from '../spend/ledger/ledger.js';
import { USAGE_SQL } from '../spend/record-type.js';
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
  /** Asks AWS for the status of cost allocation tags; costs a request where Cost Explorer is asked. */
  tagStatus?: (keys: string[]) => Promise<Map<string, string>>;
  now(): Date;
}

/** What the ledger knows for the access workflow. The bill has whole UTC days, no hours, and says so. */
export function billOver(o: BillParts): Bill {
  const full = o.source === 'cur-files';
  const cube = literal(full ? 'full' : 'team');
  const within = (span: Span): string => `day >= DATE ${literal(span.start)} AND day < DATE ${literal(span.end)}`;
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
FROM facts WHERE cube = ${cube} AND ${USAGE_SQL} AND ${within(span)}`,
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
      const span = { start: addDays(today(), -14), end: addDays(today(), 1) };
      const rows = await o.ledger.query(
        span,
        `SELECT count(*) AS tagged FROM facts WHERE cube = ${cube} AND ${within(span)} AND coalesce(tags['team'], '') <> ''`,
      );
      // What carries the tag in the bill proves it without a paid request.
      if (Number(rows[0]?.['tagged'] ?? 0) > 0) return 'yes';
      if (!o.tagStatus) return 'unknown';
      const status = await o.tagStatus([key]).catch(() => undefined);
      return status === undefined ? 'unknown' : status.get(key) === 'Active' ? 'yes' : 'no';
    },
  };

  function usage(span: Span) {
    return o.ledger.query(
      span,
      `SELECT CAST(day AS VARCHAR) AS day, tags['team'] AS team, service, usage_type, unit, CAST(sum(cost) AS VARCHAR) AS cost
FROM facts WHERE cube = ${cube} AND ${USAGE_SQL} AND ${within(span)} GROUP BY ALL`,
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
