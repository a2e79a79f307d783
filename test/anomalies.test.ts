import fc from 'fast-check';
import { type Decimal, decimal, exact, sum } from '../src/money.js';
import { addDays, type Day, days } from '../src/period.js';
import { chance, hash } from '../src/playground/sample/chance.js';
import { createSample } from '../src/playground/sample/sample.js';
import { findIncidents } from '../src/spend/anomalies/find.js';
import { type FindOptions, type Incident, type Series, type Subject, subjectKey } from '../src/spend/anomalies/incident.js';

const FIRST: Day = '2026-01-01';
const LAST: Day = '2026-06-30';
const known = { first: FIRST, last: LAST };
const year = days({ start: FIRST, end: addDays(LAST, 1) });
const weekday = (day: Day): number => new Date(`${day}T00:00:00Z`).getUTCDay();
const number = (day: Day): number => year.indexOf(day);

type Cost = (day: Day) => number;
/** Dollars a day, a tenth of it at weekends. */
const office =
  (dollars = 100): Cost =>
  (day) =>
    [0, 6].includes(weekday(day)) ? dollars / 10 : dollars;
const always =
  (dollars: number): Cost =>
  () =>
    dollars;
/** Other dollars on the days from `start` up to and with `end`. */
const during =
  (start: Day, end: Day, other: Cost, otherwise: Cost): Cost =>
  (day) =>
    day >= start && day <= end ? other(day) : otherwise(day);
const times =
  (factor: number, cost: Cost): Cost =>
  (day) =>
    factor * cost(day);

/** A series whose days differ by up to ten percent either way, the same on every run. */
function series(subject: Subject, cost: Cost, team?: string): Series {
  const wobble = (day: Day): number => 0.9 + 0.2 * chance(hash(subjectKey(subject)), number(day));
  return { ...subject, team, days: new Map(year.map((day) => [day, decimal((cost(day) * wobble(day)).toFixed(8))])) };
}
const principal = (name: string): Subject => ({ kind: 'principal', name });
const model = (name: string): Subject => ({ kind: 'model', name });
const support: Subject = { kind: 'team', name: 'support' };

const told = (incident: Incident): string =>
  [incident.subject.name, ...incident.related.map((one) => one.subject.name)].join(' + ').concat(` ${incident.from} ${incident.to}`);
const find = (all: Series[], more: Partial<FindOptions> = {}): Incident[] => findIncidents(all, { ...known, ...more });
const found = (all: Series[], more: Partial<FindOptions> = {}): string[] => find(all, more).map(told);
const alone = (cost: Cost): Series[] => [series(principal('bot'), cost)];

describe('one subject', () => {
  test.each<[string, Cost, string[]]>([
    ['office hours with quiet weekends', office(), []],
    ['slow growth, three percent a week', (day) => office()(day) * 1.03 ** (number(day) / 7), []],
    ['a batch every Saturday', (day) => (weekday(day) === 6 ? 300 : 1), []],
    ['a batch on the third of every month', (day) => (day.endsWith('-03') ? 300 : 0), []],
    ['a batch on the first Monday of the month, of nothing else', (day) => (weekday(day) === 1 && day.slice(8) <= '07' ? 300 : 0), []],
    ['a report on every first, on top of office hours', (day) => office()(day) + (day.endsWith('-01') ? 200 : 0), []],
    ['a cheap one that doubles', during('2026-05-05', LAST, always(4), always(2)), []],
    ['holidays, and coming back from them', during('2026-05-04', '2026-05-15', always(5), office()), []],
    ['one wild day', during('2026-05-06', '2026-05-06', always(400), office()), ['bot 2026-05-06 2026-05-07']],
    ['a Sunday like a working day', during('2026-05-10', '2026-05-10', always(100), office()), ['bot 2026-05-10 2026-05-11']],
    ['an agent that grows for days', growing('2026-05-05', 6), ['bot 2026-05-06 2026-05-11']],
    ['one that is still growing', growing('2026-06-27', 20), ['bot 2026-06-28 undefined']],
    ['wild before and after a weekend: one incident', wild('2026-05-07', '2026-05-08', '2026-05-11'), ['bot 2026-05-07 2026-05-12']],
    ['wild in May and in June: two', wild('2026-05-07', '2026-06-18'), ['bot 2026-05-07 2026-05-08', 'bot 2026-06-18 2026-06-19']],
    ['idle for long, then awake', (day) => (day < '2026-01-20' ? 10 : day === '2026-05-05' ? 90 : 0), ['bot 2026-05-05 2026-05-06']],
    ['its first cost', during('2026-05-05', LAST, office(), always(0)), []],
    ['twice as much in its second week', newAndWild(2), []],
    ['ten times as much in its second week', newAndWild(10), ['bot 2026-05-14 2026-05-15']],
  ])('%s', (_what, cost, expected) => expect(found(alone(cost)).sort()).toEqual(expected));

  test('a new level is told once, and after three weeks is the normal one, also for what comes on top of it', () => {
    const shifted = during('2026-03-16', LAST, office(250), office());
    expect(found(alone(shifted))).toEqual(['bot 2026-03-16 2026-04-06']);
    const onTop = during('2026-06-10', '2026-06-10', always(800), shifted);
    expect(found(alone(onTop))).toEqual(['bot 2026-03-16 2026-04-06', 'bot 2026-06-10 2026-06-11']);
  });

  test('a new level too low for any one day is told when it lasts', () => {
    const noisy: Cost = (day) => office()(day) * 1.6 ** (chance(hash('restless'), number(day)) * 2 - 1);
    expect(found(alone(noisy))).toEqual([]);
    const [first, ...others] = find(alone(during('2026-05-04', LAST, times(2.2, noisy), noisy)));
    expect(others).toEqual([]);
    expect(first && first.from > '2026-05-04' && first.from < '2026-05-18').toBe(true);
  });

  test('a drop is told only when asked for, and never as more than likely', () => {
    const fallen = alone(during('2026-05-04', '2026-05-06', always(0), office()));
    expect(found(fallen)).toEqual([]);
    const [drop, ...others] = find(fallen, { drops: true });
    expect(others).toEqual([]);
    expect(drop).toMatchObject({ key: 'below:principal:bot:2026-05-04', to: '2026-05-07', confidence: 'likely' });
    expect(drop?.excess.lt(-270) && drop.excess.gt(-330)).toBe(true);
  });
});

/** From a quarter of a day on top, half as much again every day. */
function growing(start: Day, length: number): Cost {
  return (day) => {
    const on = number(day) - number(start);
    return office()(day) + (on >= 0 && on < length ? 25 * 1.5 ** on : 0);
  };
}
function wild(...on: Day[]): Cost {
  return (day) => (on.includes(day) ? 400 : office()(day));
}
function newAndWild(factor: number): Cost {
  return during('2026-05-14', '2026-05-14', times(factor, office()), during('2026-05-05', LAST, office(), always(0)));
}

describe('what is told', () => {
  const [incident] = find(alone(during('2026-05-06', '2026-05-07', always(400), office())));

  test('days, exact dollars, what they were compared with, and a key', () => {
    expect(incident).toMatchObject({
      key: 'above:principal:bot:2026-05-06',
      subject: principal('bot'),
      confidence: 'very likely',
      comparedWith: 'the same weekdays of the last 6 weeks',
    });
    expect(incident?.days.map((one) => one.day)).toEqual(['2026-05-06', '2026-05-07']);
    for (const { cost, expected, low, high } of incident?.days ?? []) {
      expect(low.lt(expected) && expected.lt(high) && high.lt(cost)).toBe(true);
      expect(expected.minus(100).abs().lt(10)).toBe(true);
      expect(exact(expected)).toMatch(/^\d+(\.\d\d?)?$/);
    }
  });

  test('the excess is billed minus expected to the last digit', () => {
    const billed = sum(
      ['2026-05-06', '2026-05-07'].map((day) => alone(during(day, day, always(400), office()))[0]?.days.get(day) as Decimal),
    );
    const expected = sum(incident?.days.map((one) => one.expected) ?? []);
    expect(exact(incident?.excess as Decimal)).toBe(exact(billed.minus(expected)));
  });

  test('growth that was counted in is mentioned', () => {
    const grown: Cost = (day) => office()(day) * 1.03 ** (number(day) / 7);
    const [one] = find(alone(during('2026-05-06', '2026-05-06', times(5, grown), grown)));
    expect(one?.comparedWith).toBe('the same weekdays of the last 6 weeks, at the level of the last two');
  });

  test('the strongest goes first', () => {
    const spike = (name: string, dollars: number) => series(principal(name), during('2026-05-06', '2026-05-06', always(dollars), office()));
    expect(find([spike('a', 300), spike('b', 900), spike('c', 500)]).map((one) => one.subject.name)).toEqual(['b', 'c', 'a']);
  });
});

describe('several subjects', () => {
  const spike = (dollars: number, calm = office()): Cost => during('2026-05-06', '2026-05-07', (day) => calm(day) + dollars, calm);

  test("a team's spike that is one principal's and one model's is one incident that names all", () => {
    const all = [
      series(support, spike(500, office(300))),
      series(principal('triage'), spike(500)),
      series(model('Opus'), spike(500, office(200))),
    ];
    const incidents = find(all);
    expect(incidents.map((one) => [one.key, one.related.map((other) => other.subject.name).sort()])).toEqual([
      ['above:team:support:2026-05-06', ['Opus', 'triage']],
    ]);
  });

  test('two principals that make up the spike together belong to it', () => {
    const all = [series(support, spike(500, office(300))), series(principal('b'), spike(360)), series(principal('a'), spike(140))];
    expect(found(all)).toEqual(['support + b + a 2026-05-06 2026-05-08']);
  });

  test('what is known to be of another team stays apart', () => {
    const all = [series(support, spike(500, office(300))), series(principal('editor'), spike(500), 'marketing')];
    expect(found(all).sort()).toEqual(['editor 2026-05-06 2026-05-08', 'support 2026-05-06 2026-05-08']);
  });

  test('a new model in the place of an old one is no incident; on top of it, it is', () => {
    const moved = (day: Day): number => Math.min(1, Math.max(0, number(day) - number('2026-05-04') + 1) / 4);
    const old = series(model('old'), (day) => office(400)(day) * (1 - moved(day)));
    const young = (other: number) => series(model('new'), (day) => office(400)(day) * moved(day) + other);
    const team = series(support, office(400));
    expect(found([team, old, young(20)])).toEqual([]);
    expect(found([team, young(20)]).length).toBe(1);
  });

  test('a planned period raises nothing, for the team nor for who is known to work for it', () => {
    const all = [series(support, spike(500, office(300))), series(principal('triage'), spike(500), 'support')];
    expect(found(all)).toHaveLength(1);
    expect(found(all, { planned: [{ subject: support, from: '2026-05-06', to: '2026-05-08' }] })).toEqual([]);
    expect(found(all, { planned: [{ subject: support, from: '2026-05-06', to: '2026-05-07' }] })).toEqual([
      'support + triage 2026-05-07 2026-05-08',
    ]);
  });
});

describe('properties', () => {
  const costs = [growing('2026-04-14', 8), wild('2026-03-12', '2026-05-20'), during('2026-05-04', LAST, office(260), office()), office(80)];
  const all = costs.map((cost, index) => series(principal(`p${index}`), cost));
  const keys = (incidents: Incident[]): string[] => incidents.map((one) => one.key).sort();

  test('there is something to hold', () => expect(keys(find(all)).length).toBeGreaterThan(3));

  test('amounts times any factor keep the incidents', () => {
    const scaled = (factor: Decimal) =>
      all.map((one): Series => ({ ...one, days: new Map([...one.days].map(([day, cost]) => [day, cost.times(factor)])) }));
    fc.assert(
      fc.property(fc.integer({ min: 11, max: 10_000 }), (tenths) =>
        expect(keys(find(scaled(decimal(tenths).div(10))))).toEqual(expect.arrayContaining(keys(find(all)))),
      ),
      { numRuns: 15 },
    );
  });

  test('a quiet subject more changes nothing', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 500 }), fc.nat({ max: all.length }), (dollars, at) => {
        const quiet: Series = { ...principal('quiet'), days: new Map(year.map((day) => [day, decimal(dollars)])) };
        expect(find(all.toSpliced(at, 0, quiet))).toEqual(find(all));
      }),
      { numRuns: 10 },
    );
  });

  test('a day later the incidents of before have the same keys, and as many days or more', () => {
    for (let last = '2026-04-10'; last < LAST; last = addDays(last, 1)) {
      const later = new Map(find(all, { last: addDays(last, 1) }).map((one) => [one.key, one]));
      for (const before of find(all, { last })) {
        const now = later.get(before.key);
        expect(now?.days.slice(0, before.days.length)).toEqual(before.days);
      }
    }
  });
});

test('in the sample organisation the agent that ran away is found on its first day', () => {
  const [first, today] = ['2026-05-01', '2026-11-25'];
  const organisation = new Map<string, Series & { days: Map<Day, Decimal> }>();
  for (const line of createSample({ seed: 'aispend', today }).lines({ start: first, end: today })) {
    if (line.recordType !== 'Usage') continue;
    const subjects: Subject[] = [];
    if (line.principal) subjects.push(principal(line.principal.split('/').slice(1).join('/')));
    const team = line.tags['iamPrincipal/team'];
    if (team) subjects.push({ kind: 'team', name: team });
    for (const subject of subjects) {
      const one = organisation.get(subjectKey(subject)) ?? { ...subject, team, days: new Map() };
      one.days.set(line.day, (one.days.get(line.day) ?? decimal(0)).plus(line.cost));
      organisation.set(subjectKey(subject), one);
    }
  }
  const recent = findIncidents([...organisation.values()], { first, last: addDays(today, -1) }).filter((one) => one.to === undefined);
  expect(recent.map(told)).toEqual(['support + TicketTriageAgent/ticket-triage 2026-11-22 undefined']);
});
