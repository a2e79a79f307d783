import { addDays, addMonths, dayOf, firstDay, type Month, monthOf } from '../../period.js';

/** Months whose draft is due on the UTC day of `due`: after the last that was drafted or closed, or last month to begin with. */
export function monthsToDraft(due: Date, draftAfterDays: number, known: Month[]): Month[] {
  // The month that ended `draftAfterDays` days ago or earlier.
  const last = addMonths(monthOf(addDays(dayOf(due), -draftAfterDays)), -1);
  const newest = [...known].sort().at(-1);
  const months: Month[] = [];
  for (let month = newest === undefined ? last : addMonths(newest, 1); firstDay(month) <= firstDay(last); month = addMonths(month, 1))
    months.push(month);
  return months;
}
