import { type Decimal, decimal, exact } from '../src/money.js';
import { addDays, type Day, days } from '../src/period.js';
import { chance, hash } from '../src/playground/sample/chance.js';
import type { Planned, Series } from '../src/spend/anomalies/incident.js';

export type Shape = 'office' | 'weekend batch' | 'growing' | 'zero-heavy' | 'noisy' | 'new' | 'migrating' | 'cheap';
export type What = 'spike' | 'burst' | 'runaway' | 'level shift';

/** What was put into the year on purpose; `to` exclusive. */
export interface Label {
  name: string;
  shape: Shape;
  what: What;
  from: Day;
  to: Day;
}

export interface SyntheticYear {
  first: Day;
  last: Day;
  series: (Series & { shape: Shape })[];
  labels: Label[];
  planned: Planned[];
}

const TEAMS = ['search', 'support', 'billing', 'research', 'platform', 'sales'];
const FIRST: Day = '2025-01-01';
const LENGTH = 365;
const COUNT: Record<Shape, number> = {
  office: 10,
  'weekend batch': 4,
  growing: 6,
  'zero-heavy': 6,
  noisy: 5,
  new: 4,
  migrating: 4,
  cheap: 1,
};
const OFFICE = [0.12, 1, 1.08, 1.1, 1.04, 0.88, 0.15];
const ALWAYS = [0.84, 1.02, 1.05, 1.06, 1.03, 1, 0.88];
/** People are away around the turn of the year and on some single days. */
const HOLIDAYS = new Set(['2025-01-01', '2025-04-18', '2025-04-21', '2025-05-01', '2025-05-29', '2025-10-03']);

/** Numbers in [0, 1), one after the other, the same for the same name. */
function dice(name: string) {
  const source = hash(name);
  let step = 0;
  const next = (): number => chance(source, step++);
  return {
    next,
    between: (low: number, high: number): number => low + (high - low) * next(),
    /** About normal, by the sum of twelve. */
    normal: (): number => Array.from({ length: 12 }, next).reduce((sum, one) => sum + one, -6),
  };
}
type Dice = ReturnType<typeof dice>;

const weekday = (day: Day): number => new Date(`${day}T00:00:00Z`).getUTCDay();
const away = (day: Day): boolean => HOLIDAYS.has(day) || day.slice(5) >= '12-24';

/** Dollars of each day of a calm year, the first day it works at full size, and what a full day costs. */
interface Calm {
  dollars: number[];
  ready: number;
  size: number;
}

function calm(shape: Shape, at: number, roll: Dice, all: Day[]): Calm {
  const size = shape === 'cheap' ? 2 : Math.round(40 * 20 ** roll.next());
  const noise = shape === 'noisy' ? 0.33 : roll.between(0.05, 0.14);
  const wobble = (): number => Math.exp(noise * roll.normal());
  const office = (day: Day): number => (away(day) ? 0.15 : (OFFICE[weekday(day)] as number));
  const always = (day: Day): number => ALWAYS[weekday(day)] as number;
  const rhythm = at % 2 === 0 ? office : always;
  const drift = roll.between(-0.002, 0.006) / 7;
  const weekly = shape === 'growing' ? roll.between(0.015, 0.045) : drift * 7;
  const grown = (index: number): number => (1 + weekly) ** (index / 7);
  const plain = (pattern: (day: Day, index: number) => number, ready = 0): Calm => ({
    dollars: all.map((day, index) => size * pattern(day, index) * grown(index) * wobble()),
    ready,
    size,
  });
  switch (shape) {
    case 'office':
      // Some pay for a monthly report on top.
      return plain((day) => office(day) * (at % 3 === 0 && day.endsWith('-01') ? 2.5 : 1));
    case 'weekend batch':
      return plain((day) => (weekday(day) === 6 ? 2.5 : weekday(day) === 0 ? 1.5 : 0.03));
    case 'zero-heavy': {
      const often = roll.between(0.08, 0.2);
      if (at % 3 === 0) return plain((day) => (day.endsWith('-03') ? 4 : 0));
      if (at % 3 === 1) return plain((day) => (weekday(day) === 2 ? 2 : 0));
      return plain(() => (roll.next() < often ? 1.5 : 0));
    }
    case 'new': {
      const born = Math.round(roll.between(60, 240));
      const ramp = roll.between(3, 21);
      return plain((day, index) => rhythm(day) * (index < born ? 0 : Math.min(1, (index - born + 1) / ramp)), born + 30);
    }
    case 'migrating': {
      // Pairs: the even one gives way to the odd one, over some days, on the same day for both.
      const pair = dice(`pair ${Math.floor(at / 2)} ${all.length}`);
      const [when, over] = [Math.round(pair.between(90, 260)), Math.round(pair.between(1, 14))];
      const moved = (index: number): number => Math.min(1, Math.max(0, (index - when + 1) / over));
      const parts = (index: number): number => (at % 2 === 0 ? 1 - moved(index) : moved(index));
      const level = Math.round(pair.between(80, 500));
      const dollars = all.map((day, index) => level * office(day) * parts(index) * wobble());
      return { dollars, ready: at % 2 === 0 ? 40 : when + over + 30, size: at % 2 === 0 && when < 120 ? 0 : level };
    }
    default:
      return plain((day) => rhythm(day));
  }
}

const WHATS: What[] = ['spike', 'burst', 'runaway', 'level shift'];

/** Puts one incident into the year from `start` on, at least $50 on its worst day, and says until when it lasts. */
function put(what: What, year: Calm, start: number, roll: Dice): number {
  const usual = Math.max(year.size, ...year.dollars.slice(Math.max(0, start - 7), start));
  const add = (index: number, dollars: number): void => {
    if (index < year.dollars.length) year.dollars[index] = (year.dollars[index] ?? 0) + dollars;
  };
  if (what === 'spike') {
    const lasts = 1 + Math.floor(roll.between(0, 2.5));
    for (let day = 0; day < lasts; day++) add(start + day, Math.max(50, usual * roll.between(1.5, 7)));
    return start + lasts;
  }
  if (what === 'burst') {
    // One hour at eighteen to forty times the usual pace.
    add(start, Math.max(50, (usual / 24) * roll.between(18, 40)));
    return start + 1;
  }
  if (what === 'runaway') {
    const [lasts, by] = [Math.round(roll.between(4, 10)), roll.between(1.35, 1.9)];
    const worst = Math.max(50, usual * 0.25 * by ** (lasts - 1));
    for (let day = 0; day < lasts; day++) add(start + day, worst * by ** (day - lasts + 1));
    return start + lasts;
  }
  const times = roll.between(0.6, 2);
  const floor = Math.max(50 / usual, times);
  for (let index = start; index < year.dollars.length; index++) year.dollars[index] = (year.dollars[index] ?? 0) * (1 + floor);
  return start + 21;
}

/** Forty subjects over a year, the same for the same seed, with every unusual thing labelled and some announced. */
export function syntheticYear(seed: string): SyntheticYear {
  const all = days({ start: FIRST, end: addDays(FIRST, LENGTH) });
  const year: SyntheticYear = { first: FIRST, last: all.at(-1) as Day, series: [], labels: [], planned: [] };
  for (const [shape, count] of Object.entries(COUNT) as [Shape, number][]) {
    for (let at = 0; at < count; at++) addSubject(year, shape, at, dice(`${seed} ${shape} ${at}`), all);
  }
  return year;
}

function addSubject(year: SyntheticYear, shape: Shape, at: number, roll: Dice, all: Day[]): void {
  const subject = { kind: shape === 'migrating' ? ('model' as const) : ('principal' as const), name: `${shape} ${at + 1}` };
  const made = calm(shape, at, roll, all);
  let free = Math.max(40, made.ready);
  if (at === 1 && made.size > 2) {
    // A load test that was announced.
    const [start, lasts] = [free + 5, 4];
    for (let day = start; day < start + lasts; day++) made.dollars[day] = (made.dollars[day] ?? 0) + made.size * 4;
    year.planned.push({ subject, from: all[start] as Day, to: all[start + lasts] as Day });
    free = start + lasts + 14;
  }
  const many = made.size <= 2 ? 0 : Math.floor(roll.between(0, 3));
  for (let time = 0; time < many; time++) {
    const start = Math.round(free + roll.between(0, 110));
    if (start > all.length - 12) break;
    // A level of nothing stays nothing when it shifts, and most of such days are.
    const choice = WHATS[Math.floor(roll.next() * (shape === 'zero-heavy' || shape === 'weekend batch' ? 3 : 4))] as What;
    const end = put(choice, made, start, roll);
    year.labels.push({ name: subject.name, shape, what: choice, from: all[start] as Day, to: addDays(FIRST, end) });
    free = end + 28;
  }
  const team = shape === 'migrating' ? undefined : TEAMS[hash(subject.name) % TEAMS.length];
  year.series.push({ ...subject, team, shape, days: new Map(all.map((day, index) => [day, dollars(made.dollars[index] ?? 0)])) });
}

const dollars = (amount: number): Decimal => decimal(exact(decimal(amount.toFixed(6))));
