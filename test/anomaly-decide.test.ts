import { decimal } from '../src/money.js';
import type { Day } from '../src/period.js';
import type { BedrockAnomaly } from '../src/spend/anomalies/aws-bedrock.js';
import { type Decision, decide, type Found } from '../src/spend/anomalies/decide.js';
import { decideByAws } from '../src/spend/anomalies/decide-aws.js';
import type { Incident, Planned, Subject } from '../src/spend/anomalies/incident.js';
import type { IncidentChange, IncidentRow } from '../src/spend/anomalies/incident-row.js';

const support: Subject = { kind: 'team', name: 'support' };
const bot: Subject = { kind: 'principal', name: 'arn:bot' };
const other: Subject = { kind: 'principal', name: 'arn:other' };

/** An incident of 100 dollars a day on each of the days. */
const found = (days: Day[], o: Partial<Incident> & { last?: Day } = {}): Incident => ({
  key: `above:${(o.subject ?? support).kind}:${(o.subject ?? support).name}:${days[0]}`,
  subject: support,
  from: days[0] as Day,
  to: undefined,
  days: days.map((day) => ({ day, cost: decimal(120), expected: decimal(20), low: decimal(10), high: decimal(30) })),
  excess: decimal(100 * days.length),
  confidence: 'likely',
  comparedWith: 'the same weekdays of the last 6 weeks',
  related: [],
  ...o,
});
const day = (date: number): Day => `2026-11-${String(date).padStart(2, '0')}`;
const span = (from: number, to: number): Day[] => Array.from({ length: to - from + 1 }, (_, index) => day(from + index));

/** Keeps rows as the store does, and says what was told: "new 22..23", "more 24", … */
function history() {
  let rows: IncidentRow[] = [];
  const told = (row: IncidentRow): string => {
    const { news } = row;
    const more = news.kind === 'more' || news.kind === 'again' ? ` ${news.days.map((one) => Number(one.slice(8))).join()}` : '';
    return `${row.subject?.name} ${news.kind}${news.kind === 'ended' ? ` ${news.because}` : ''}${more}`;
  };
  const apply = (decision: Decision): IncidentRow => {
    const at = '2026-11-25T06:00:00.000Z';
    const row: IncidentRow =
      'open' in decision
        ? { ...decision.open, id: `id${rows.length}`, version: 1, openedAt: at, changedAt: at }
        : merged(decision.row, decision.change);
    rows = [...rows.filter((one) => one.id !== row.id), row];
    return row;
  };
  return {
    rows: () => rows,
    on(last: Day, incidents: Incident[], o: Partial<Found> = {}): string[] {
      const all: Found = { incidents, first: '2026-05-01', last, planned: [], teamOf: () => 'support', placesFor: () => ['C0'], ...o };
      return decide(all, rows).map((one) => told(apply(one)));
    },
    by: (decisions: Decision[]): string[] => decisions.map((one) => told(apply(one))),
    plan(until: Day): void {
      rows = rows.map((row) => merged(row, { state: 'planned', plan: { until, by: 'U0', note: '' }, news: { kind: 'planned', by: 'U0' } }));
    },
  };
}
const merged = (row: IncidentRow, change: IncidentChange): IncidentRow => ({ ...row, ...change, version: row.version + 1 }) as IncidentRow;

describe('what is said of an incident, day by day', () => {
  test('new, more, quiet, over; the same bill again says nothing', () => {
    const { on } = history();
    expect(on(day(22), [found(span(22, 22))])).toEqual(['support new']);
    expect(on(day(22), [found(span(22, 22))])).toEqual([]);
    expect(on(day(23), [found(span(22, 23))])).toEqual(['support more 23']);
    expect(on(day(23), [found(span(22, 23))])).toEqual([]);
    expect(on(day(24), [found(span(22, 23))])).toEqual([]);
    expect(on(day(25), [found(span(22, 23))])).toEqual([]);
    expect(on(day(26), [found(span(22, 23))])).toEqual(['support ended usual']);
    expect(on(day(27), [found(span(22, 23))])).toEqual([]);
  });

  test('one that nobody could be told of is told from the day on which somebody is named', () => {
    const { on, rows } = history();
    on(day(22), [found(span(22, 22))], { placesFor: () => [] });
    expect(rows()[0]?.places).toEqual([]);
    expect(on(day(23), [found(span(22, 23))])).toEqual(['support more 23']);
    expect(rows()[0]?.places).toEqual(['C0']);
    on(day(24), [found(span(22, 24))], { placesFor: () => ['C0OTHER'] });
    expect(rows()[0]?.places).toEqual(['C0']);
  });

  test('days missed while nobody looked are told together', () => {
    const { on } = history();
    on(day(12), [found(span(12, 12))]);
    expect(on(day(15), [found(span(12, 15))])).toEqual(['support more 13,14,15']);
  });

  test('it begins again within a week: the same incident', () => {
    const { on, rows } = history();
    on(day(12), [found(span(12, 12))]);
    expect(on(day(15), [found(span(12, 12))])).toEqual(['support ended usual']);
    expect(on(day(17), [found([day(12), day(17)])])).toEqual(['support again 17']);
    expect(rows()).toHaveLength(1);
  });

  test('what was over a week ago when aispend first looks is history; three days ago it is news that is over', () => {
    expect(history().on(day(25), [found(span(10, 17))])).toEqual([]);
    const { on, rows } = history();
    expect(on(day(25), [found(span(10, 21))])).toEqual(['support new']);
    expect(rows()[0]?.state).toBe('ended');
    expect(on(day(26), [found(span(10, 21))])).toEqual([]);
  });

  test('three weeks at the new level end it as the new normal', () => {
    const { on } = history();
    on(day(1), [found(span(1, 1))]);
    expect(on(day(21), [found(span(1, 21))])).toHaveLength(1);
    expect(on(day(24), [found(span(1, 21))])).toEqual(['support ended new-normal']);
  });

  test('AWS restates the first day, or another subject is the first to stand out: still the same incident', () => {
    const { on, rows } = history();
    on(day(22), [found(span(22, 22), { related: [{ subject: bot, excess: decimal(90) }] })]);
    expect(on(day(23), [found(span(21, 23))])).toEqual(['support more 23']);
    expect(on(day(24), [found(span(21, 24), { subject: bot, related: [{ subject: support, excess: decimal(90) }] })])).toEqual([
      'arn:bot more 24',
    ]);
    expect(rows()).toHaveLength(1);
  });

  test('two callers of one team at once are two incidents', () => {
    const { on } = history();
    expect(on(day(22), [found(span(22, 22), { subject: bot }), found(span(22, 22), { subject: other })])).toEqual([
      'arn:bot new',
      'arn:other new',
    ]);
  });

  test('a bill that no longer shows it: restated, announced since, or too long ago', () => {
    const restated = history();
    restated.on(day(22), [found(span(22, 22))]);
    expect(restated.on(day(22), [])).toEqual(['support ended restated']);
    const announced = history();
    announced.on(day(22), [found(span(22, 22))]);
    const planned: Planned[] = [{ subject: support, from: day(22), to: day(30) }];
    expect(announced.on(day(23), [], { planned })).toEqual(['support quiet']);
    const old = history();
    old.on(day(22), [found(span(22, 22))]);
    expect(old.on(day(23), [], { first: '2026-12-01' })).toEqual(['support quiet']);
  });

  test('planned: silent until its day, loud after it, and quietly over when it stopped', () => {
    const { on, plan } = history();
    on(day(22), [found(span(22, 22))]);
    plan(day(24));
    expect(on(day(23), [])).toEqual([]);
    expect(on(day(24), [found(span(22, 24), { subject: bot, related: [{ subject: support, excess: decimal(90) }] })])).toEqual([]);
    expect(on(day(25), [found(span(25, 25))])).toEqual(['support again 25']);
    const stopped = history();
    stopped.on(day(22), [found(span(22, 22))]);
    stopped.plan(day(24));
    expect(stopped.on(day(26), [])).toEqual([]);
    expect(stopped.on(day(27), [])).toEqual(['support quiet']);
    expect(stopped.rows()[0]?.state).toBe('ended');
  });
});

describe("AWS's own word", () => {
  const part = (id: string, until: Day, impact = 500): BedrockAnomaly => ({
    anomaly: {
      id,
      monitor: 'Services',
      dimension: 'SERVICE',
      value: 'Amazon Bedrock',
      from: day(1),
      until,
      causes: [],
      impact: decimal(impact),
    },
    impact: decimal(impact),
    causes: [],
    models: [],
    tagValue: undefined,
  });
  const on = (kept: ReturnType<typeof history>, today: Day, anomalies: BedrockAnomaly[]): string[] =>
    kept.by(decideByAws({ anomalies, today, minimum: decimal(50), ownerOf: () => null, placesFor: () => ['C0'] }, kept.rows()));

  test('new, longer, over; less than the minimum and what ended long ago are not told', () => {
    const kept = history();
    expect(on(kept, day(4), [part('a', day(3)), part('small', day(3), 49)])).toEqual(['undefined new']);
    expect(on(kept, day(4), [part('a', day(3))])).toEqual([]);
    expect(on(kept, day(5), [part('a', day(4), 700)])).toEqual(['undefined more 4']);
    expect(on(kept, day(8), [part('a', day(4), 700)])).toEqual(['undefined ended aws']);
    expect(on(kept, day(9), [part('a', day(4), 700)])).toEqual([]);
    expect(on(history(), day(20), [part('old', day(3))])).toEqual([]);
  });
  test('what AWS no longer gives is over; what somebody planned is quietly over after its day', () => {
    const kept = history();
    on(kept, day(4), [part('a', day(3))]);
    expect(on(kept, day(5), [])).toEqual(['undefined ended aws']);
    const planned = history();
    on(planned, day(4), [part('a', day(3))]);
    planned.plan(day(6));
    expect(on(planned, day(5), [part('a', day(5))])).toEqual([]);
    expect(planned.on(day(9), [])).toEqual(['undefined quiet']);
  });
});
