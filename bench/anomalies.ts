import { findIncidents } from '../src/spend/anomalies/find.js';
import type { Incident } from '../src/spend/anomalies/incident.js';
import type { Measure } from './report.js';
import { type Label, type SyntheticYear, syntheticYear } from './synthetic-year.js';

const PART = 'anomalies';
const SEEDS = Array.from({ length: 20 }, (_, index) => `year ${index + 1}`);

/** What was reported and rightly so, what was there and was found. */
interface Tally {
  reported: number;
  right: number;
  labelled: number;
  found: number;
}

const precision = (tally: Tally): number => tally.right / tally.reported;
const recall = (tally: Tally): number => tally.found / tally.labelled;
const atLeast = (limit: number): Measure['target'] => ({ of: 'value', words: `>= ${limit}`, holds: (n) => n >= limit });

/** Precision and recall of the defaults over labelled years, together, by shape of the cost and by what happened. */
export async function anomalies(): Promise<Measure[]> {
  const tallies = new Map<string, Tally>();
  let [milliseconds, subjects] = [0, 0];
  for (const seed of SEEDS) {
    const year = syntheticYear(seed);
    const begun = performance.now();
    const incidents = findIncidents(year.series, year);
    milliseconds += performance.now() - begun;
    subjects += year.series.length;
    count(tallies, year, incidents);
  }
  return [...measures(tallies), { part: PART, what: 'a subject and a year', unit: 'ms', value: milliseconds / subjects }];
}

function count(tallies: Map<string, Tally>, year: SyntheticYear, incidents: Incident[]): void {
  const add = (name: string, more: Partial<Tally>): void => {
    const tally = tallies.get(name) ?? { reported: 0, right: 0, labelled: 0, found: 0 };
    for (const [key, value] of Object.entries(more)) tally[key as keyof Tally] += value;
    tallies.set(name, tally);
  };
  const shapes = new Map(year.series.map((one) => [one.name, one.shape]));
  for (const one of incidents) {
    const more = { reported: 1, right: year.labels.some((label) => meets(one, label)) ? 1 : 0 };
    for (const name of ['all', `${shapes.get(one.subject.name)}`]) add(name, more);
  }
  for (const label of year.labels) {
    const more = { labelled: 1, found: incidents.some((one) => meets(one, label)) ? 1 : 0 };
    for (const name of ['all', label.shape, label.what]) add(name, more);
  }
}

/** Of the same subject, as lead or named beside it, with an unusual day in common. */
function meets(incident: Incident, label: Label): boolean {
  const named = [incident.subject, ...incident.related.map((one) => one.subject)].some((subject) => subject.name === label.name);
  return named && incident.days.some(({ day }) => day >= label.from && day < label.to);
}

const measures = (tallies: Map<string, Tally>): Measure[] =>
  [...tallies].flatMap(([name, tally]): Measure[] => {
    const all = name === 'all';
    const of = (what: string, part: number, whole: number) => `${name}: ${what} (${part} of ${whole})`;
    return [
      ...(tally.reported === 0
        ? []
        : [
            {
              part: PART,
              what: of('precision', tally.right, tally.reported),
              unit: '',
              value: precision(tally),
              target: all ? atLeast(0.9) : undefined,
            },
          ]),
      ...(tally.labelled === 0
        ? []
        : [
            {
              part: PART,
              what: of('recall', tally.found, tally.labelled),
              unit: '',
              value: recall(tally),
              target: all ? atLeast(0.85) : undefined,
            },
          ]),
    ];
  });
