import { addDays, addMonths, dayOf, firstDay, type Month, monthOf } from '../../period.js';

/** AWS may restate a billing period for two weeks after its end (AWS Data Exports, "Understanding export delivery"). */
const DAYS_TO_CLOSE = 14;

/** Whether AWS may still restate a month: the running one, and for two weeks the one before. CUR has no flag for it. */
export function isOpen(month: Month, at: Date): boolean {
  const running = monthOf(dayOf(at));
  return month >= running || (month === addMonths(running, -1) && dayOf(at) < addDays(firstDay(running), DAYS_TO_CLOSE));
}
