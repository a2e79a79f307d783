import { type Decimal, ZERO } from '../../money.js';
import type { Day } from '../../period.js';
import { type Planned, type Series, type Subject, subjectKey } from './incident.js';
import { toCents } from './whole-cents.js';

/** By how many whole cents, and by how many times the expected cost where that says anything. */
export interface StoodOut {
  by: number;
  times: number | undefined;
}

/**
 * One subject's days by index from the first known one, with what has been thought of each so far. Only days before the
 * one being judged are ever read, so a run on a later day finds the same about the days before.
 */
export class Track {
  readonly subject: Subject;
  /** Whole cents billed. */
  readonly cents: number[];
  /** Days that say nothing about what is usual: planned ones, and those of an incident. */
  readonly aside: boolean[];
  readonly planned: boolean[];
  /** Logarithm of billed to expected; undefined where the day was not judged, or by less than three weeks of history. */
  readonly miss: (number | undefined)[] = [];
  /** What the weekday alone expected, before the recent level was applied. */
  readonly base: (number | undefined)[] = [];
  /** Days that stood out from their weekday, a little is enough, for whatever reason. */
  readonly stoodOut: (StoodOut | undefined)[] = [];
  /** From where on days are like today's: the first cost, or the last lasting change of level. */
  start: number;

  constructor(
    readonly series: Series,
    readonly days: readonly Day[],
    planned: readonly Planned[],
  ) {
    this.subject = { kind: series.kind, name: series.name };
    this.cents = days.map((day) => toCents(this.cost(day)));
    const plans = planned.filter((one) => covers(one, series));
    this.planned = days.map((day) => plans.some((plan) => day >= plan.from && day < plan.to));
    this.aside = [...this.planned];
    const born = this.cents.findIndex((cents) => cents !== 0);
    this.start = born < 0 ? days.length : born;
  }

  cost(day: Day): Decimal {
    return this.series.days.get(day) ?? ZERO;
  }

  /** The level of the days since `from` lasts: from now on it is what is usual, and older days are not. */
  adopt(from: number): void {
    this.start = from;
    for (let index = from; index < this.days.length; index++) {
      this.aside[index] = this.planned[index] ?? false;
      this.miss[index] = undefined;
      this.stoodOut[index] = undefined;
      this.base[index] = undefined;
    }
  }
}

const covers = (planned: Planned, series: Series): boolean =>
  subjectKey(planned.subject) === subjectKey(series) || (planned.subject.kind === 'team' && planned.subject.name === series.team);
