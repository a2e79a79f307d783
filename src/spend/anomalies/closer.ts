import { type Decimal, decimal, sum, ZERO } from '../../money.js';
import { addDays, type Day, days, type Span, spanBefore } from '../../period.js';
import { literal, type Row } from '../ledger/duckdb.js';
import type { Ledger } from '../ledger/ledger.js';
import { cubesOf, inSpan, usageIn } from '../ledger-questions.js';
import type { Source } from '../source.js';
import { lineOf, usageOf } from '../usage-lines.js';
import type { Subject } from './incident.js';
import type { IncidentRow } from './incident-row.js';
import { NO_TEAM } from './watched-series.js';

/** Days shown before an incident, so that it can be seen standing out. */
const RUN_UP = 10;

/** What one part of the spend cost in the incident and on the same weekdays before it. */
export interface Moved {
  name: string;
  cost: Decimal;
  before: Decimal;
}

/** An incident day by day, and who and what changed. */
export interface Closer {
  days: { day: Day; cost: Decimal; expected: string | undefined; high: string | undefined }[];
  now: Span;
  before: Span;
  models: Moved[];
  /** Undefined where the source does not know callers. */
  callers: Moved[] | undefined;
  teams: Moved[];
}

/** @param valuesOf the raw tag values that stand for a team */
export async function closerLook(
  o: { ledger: Ledger; source: Source['name']; valuesOf(team: string): Promise<string[]>; ownerOf(value: string | null): string | null },
  { subject, seen, aws }: Pick<IncidentRow, 'subject' | 'seen' | 'aws'>,
): Promise<Closer | undefined> {
  const [from, until] = [seen?.from ?? aws?.from, seen?.until ?? aws?.until];
  if (from === undefined || until === undefined) return undefined;
  const now = { start: from, end: addDays(until, 1) };
  const before = spanBefore(now, 'week');
  const last = seen && seen.billedUntil > until ? seen.billedUntil : until;
  const shown = { start: addDays(from, -RUN_UP), end: addDays(last, 1) };
  const whole = { start: before.start < shown.start ? before.start : shown.start, end: shown.end };
  const { team: cube } = cubesOf(o.source);
  const subjects = await about(o, subject, whole);
  const daily = await o.ledger.query(
    shown,
    `SELECT CAST(day AS VARCHAR) AS day, CAST(sum(cost) AS VARCHAR) AS cost FROM facts WHERE ${usageIn(cube, shown)} AND ${subjects} GROUP BY day`,
  );
  const moved = await o.ledger.query(
    whole,
    `SELECT in_it, GROUPING(service) AS no_model, GROUPING(principal) AS no_caller, service, usage_type, unit, principal, team, CAST(sum(cost) AS VARCHAR) AS cost
FROM (SELECT (${inSpan(now)}) AS in_it, service, usage_type, unit, principal, tags['team'] AS team, cost
  FROM facts WHERE ((${usageIn(cube, now)}) OR (${usageIn(cube, before)})) AND ${subjects})
GROUP BY GROUPING SETS ((in_it, service, usage_type, unit), (in_it, principal), (in_it, team))`,
  );
  const costs = new Map(daily.map((row) => [String(row['day']), dollars(row)]));
  const unusual = new Map(seen?.days.map((one) => [one.day, one]));
  const byModel = moved.filter((row) => Number(row['no_model']) === 0);
  const byCaller = moved.filter((row) => Number(row['no_caller']) === 0);
  const byTeam = moved.filter((row) => !byModel.includes(row) && !byCaller.includes(row));
  return {
    days: days(shown).map((day) => ({
      day,
      cost: costs.get(day) ?? ZERO,
      expected: unusual.get(day)?.expected,
      high: unusual.get(day)?.high,
    })),
    now,
    before,
    models: movedBy(byModel, (row) => lineOf(usageOf(row)).name),
    callers: o.source === 'cur-files' ? movedBy(byCaller, (row) => (row['principal'] === null ? '' : String(row['principal']))) : undefined,
    teams: movedBy(byTeam, (row) => o.ownerOf(row['team'] === null ? null : String(row['team'])) ?? NO_TEAM),
  };
}

const dollars = (row: Row): Decimal => decimal(String(row['cost'] ?? '0'));

/** By how many dollars each changed, the most first. */
function movedBy(rows: Row[], nameOf: (row: Row) => string): Moved[] {
  const moved = new Map<string, Moved>();
  for (const row of rows) {
    const one = moved.get(nameOf(row)) ?? { name: nameOf(row), cost: ZERO, before: ZERO };
    if (row['in_it'] === true) one.cost = sum([one.cost, dollars(row)]);
    else one.before = sum([one.before, dollars(row)]);
    moved.set(one.name, one);
  }
  const change = (one: Moved): Decimal => one.cost.minus(one.before).abs();
  return [...moved.values()].sort((a, b) => change(b).cmp(change(a)) || (a.name < b.name ? -1 : 1));
}

/** The condition that a row of the ledger is about the subject. */
async function about(o: Parameters<typeof closerLook>[0], subject: Subject | undefined, span: Span): Promise<string> {
  if (!subject) return 'true';
  if (subject.kind === 'team') {
    if (subject.name === NO_TEAM) return `(tags['team'] IS NULL OR trim(tags['team']) = '')`;
    return `tags['team'] IN (${['', ...(await o.valuesOf(subject.name))].map(literal).join(', ')})`;
  }
  if (subject.kind !== 'model') return `principal = ${literal(subject.name)}`;
  const used = await o.ledger.query(
    span,
    `SELECT DISTINCT service, usage_type, unit FROM facts WHERE ${usageIn(cubesOf(o.source).team, span)}`,
  );
  const mine = used.filter((row) => lineOf(usageOf(row)).name === subject.name);
  const one = ({ service, usageType, unit }: ReturnType<typeof usageOf>): string =>
    `(service = ${literal(service)} AND usage_type IS NOT DISTINCT FROM ${text(usageType)} AND unit IS NOT DISTINCT FROM ${text(unit)})`;
  return mine.length === 0 ? 'false' : `(${mine.map((row) => one(usageOf(row))).join(' OR ')})`;
}

const text = (value: string | null): string => (value === null ? 'NULL' : literal(value));
