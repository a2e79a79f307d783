import { type Day, daysBetween } from '../../period.js';

/** `office`: people at work, quiet weekends. `always`: services, with a slight dip. */
export type Rhythm = 'office' | 'always';

/** What everything that is made for one day needs to know of it. */
export interface SampleDay {
  day: Day;
  /** Days since the organisation began to use Bedrock. */
  number: number;
  level: Record<Rhythm, number>;
}

const BEGAN: Day = '2025-10-01';
/** By weekday, Sunday first. */
const OFFICE = [0.16, 0.98, 1.1, 1.12, 1.04, 0.86, 0.2];
const ALWAYS = [0.82, 1.04, 1.06, 1.06, 1.02, 0.98, 0.86];
/** Billing data of the running day is always some hours behind. */
const SEEN_OF_TODAY = 0.4;

/** Growth is fast at first and levels off; only basic arithmetic, which every machine does alike. */
function growth(number: number): number {
  const since = Math.max(0, number);
  return 0.45 + (1.1 * since) / (since + 365);
}

export function sampleDay(day: Day, today: Day): SampleDay {
  const number = daysBetween(BEGAN, day);
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  const size = growth(number) * (day === today ? SEEN_OF_TODAY : 1);
  return { day, number, level: { office: size * (OFFICE[weekday] as number), always: size * (ALWAYS[weekday] as number) } };
}
