import type { CloudWatch } from '../../aws/cloudwatch.js';
import type { FileConfig } from '../../config-schema.js';
import { Unavailable } from '../../errors.js';
import { decimal } from '../../money.js';
import { addDays, type Day, dayOf } from '../../period.js';
import type { Breakdowns } from '../breakdowns.js';
import type { Ledger } from '../ledger/ledger.js';
import type { Source } from '../source.js';
import type { Announced, AnnouncedStore } from './incident-row.js';
import { DAYS_BEFORE, type SameDay, sameDay } from './same-day.js';
import { tokenPrices } from './token-prices.js';

const HOUR = 3_600_000;
/** Counts of an hour are there some minutes after its end. */
const LATE_MS = 10 * 60_000;
const PRICE_DAYS = 7;

export interface SameDayLook {
  unusual: SameDay[];
  /** What is announced for today. */
  announced: Announced[];
  /** Ids of models without a known price, which were not judged. */
  unpriced: string[];
  /** Regions that could not be read, one sentence each. */
  troubles: string[];
}

/** Today's use of models by CloudWatch's counts, priced by the ledger. */
export class SameDayWatch {
  constructor(
    private readonly o: {
      cloudWatch: CloudWatch;
      ledger: Ledger;
      source: Source['name'];
      breakdowns: Breakdowns;
      announced: AnnouncedStore;
      settings: Pick<FileConfig, 'anomalies'>;
    },
  ) {}

  /** Undefined while nothing of the day can be judged: its first hour, or no complete week is billed. */
  async look(due: Date): Promise<SameDayLook | undefined> {
    const { cloudWatch, ledger, source, breakdowns, announced, settings } = this.o;
    const until = new Date(Math.floor((due.getTime() - LATE_MS) / HOUR) * HOUR);
    const today = dayOf(until);
    const complete = await breakdowns.incompleteFrom();
    if (!complete || until.toISOString().slice(11, 13) === '00') return undefined;
    const prices = await tokenPrices(ledger, source, { start: addDays(complete, -PRICE_DAYS), end: complete });
    if (prices.size === 0) return undefined;
    const minimum = decimal(settings.anomalies.minimumDollars);
    const found: Omit<SameDayLook, 'announced'> = { unusual: [], unpriced: [], troubles: [] };
    for (const region of settings.anomalies.sameDay.regions) {
      try {
        const hours = await cloudWatch.tokenHours(region, midnight(addDays(today, -DAYS_BEFORE)), until);
        const { unusual, unpriced } = sameDay(hours, { region, until, prices, minimum });
        found.unusual.push(...unusual);
        found.unpriced.push(...unpriced);
      } catch (error) {
        if (!(error instanceof Unavailable)) throw error;
        found.troubles.push(`${region}: ${error.message}`);
      }
    }
    const plans = (await announced.since(today)).filter((plan) => plan.from <= today);
    const meant = new Set(plans.filter(({ subject }) => subject.kind === 'model').map(({ subject }) => subject.name));
    return { ...found, unusual: found.unusual.filter(({ model }) => !meant.has(model)), announced: plans };
  }
}

const midnight = (day: Day): Date => new Date(`${day}T00:00:00Z`);
