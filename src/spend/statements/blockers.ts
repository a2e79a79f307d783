import { decimal, exact, sum } from '../../money.js';
import { addMonths, firstDay, type Month, showMonth, showUtc } from '../../period.js';
import type { ClosedMonth, Content } from './content.js';
import type { Drafted } from './statement-store.js';

/** Why a month cannot be closed. What is `firm` no reason lifts; for the rest an admin may give one, which is kept. */
export interface Blocker {
  sentence: string;
  firm: boolean;
}

export interface ClosingState {
  content: Content;
  /** The ledger holds every day of the month. */
  whole: boolean;
  drafted: Drafted | undefined;
  /** Oldest first. */
  closed: ClosedMonth[];
  now: Date;
}

const count = (days: string[]): string => `${days.length} ${days.length === 1 ? 'day' : 'days'}`;

/** Everything that stands against closing, the firm first; none when it may be closed. */
export function blockers({ content, whole, drafted, closed, now }: ClosingState): Blocker[] {
  const { month } = content;
  const all: Blocker[] = [];
  const firm = (sentence: string) => all.push({ sentence, firm: true });
  const soft = (sentence: string) => all.push({ sentence, firm: false });
  if (firstDay(addMonths(month, 1)) > now.toISOString().slice(0, 10)) firm(`${showMonth(month)} is not over.`);
  const due = nextToClose(closed);
  if (due !== undefined && month < due) firm(`Statements go on from ${showMonth(due)}; an earlier month cannot be added to them.`);
  if (due !== undefined && month > due) firm(`${showMonth(due)} has to be closed first.`);
  for (const one of closed.filter((each) => !each.intact))
    firm(`${showMonth(one.month)} was changed in the store after it was closed; its hash no longer fits.`);
  if (!whole) soft('The ledger does not hold the whole month.');
  if (content.incomplete.length > 0)
    soft(
      `The bill was read before ${count(content.incomplete)} of the month ${content.incomplete.length === 1 ? 'was' : 'were'} complete.`,
    );
  if (content.provisional.length > 0)
    soft(`AWS still calls ${count(content.provisional)} of the month provisional and may restate ${them(content.provisional)}.`);
  const off = sum(content.checks.map((check) => decimal(check.difference)));
  if (content.checks.length > 0) soft(`The breakdown by team does not agree with the bill's control total (by $${exact(off)}).`);
  if (!drafted) soft('No draft has been sent out for review yet.');
  else if (drafted.reviewUntil > now.toISOString()) soft(`The review runs until ${showUtc(drafted.reviewUntil)}.`);
  return all.sort((a, b) => Number(b.firm) - Number(a.firm));
}

const them = (days: string[]): string => (days.length === 1 ? 'it' : 'them');

/** The month after the last closed one; undefined while nothing is closed and any may be the first. */
export function nextToClose(closed: ClosedMonth[]): Month | undefined {
  const last = closed.at(-1)?.month;
  return last && addMonths(last, 1);
}
