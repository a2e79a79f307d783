const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const SETS: Record<string, string> = { '*': 'every day', '1,2,3,4,5': 'every weekday', '0,6': 'every Saturday and Sunday' };
const ENDINGS: Record<number, string> = { 1: 'st', 2: 'nd', 3: 'rd', 21: 'st', 22: 'nd', 23: 'rd' };

/**
 * A subscription's cron expression as people say it: "every Monday and Thursday at 9:00", "on the 1st of every month at
 * 9:00". What it says is all that the expression means; one of another kind is shown as it is.
 */
export function scheduleWords(cron: string): string {
  const [, minute, hour, day, week = ''] = /^(\d+) (\d+) (\*|\d+) \* (\*|[\d,]+)$/.exec(cron) ?? [];
  if (minute === undefined || hour === undefined || day === undefined || (day !== '*' && week !== '*')) return cron;
  const time = clockWords(Number(hour) * 60 + Number(minute));
  if (day !== '*') return `on the ${day}${ENDINGS[Number(day)] ?? 'th'} of every month at ${time}`;
  return `${daysWords(week)} at ${time}`;
}

/** "every weekday", "every Monday, Tuesday and Friday"; the week as people count it, from Monday. */
export function daysWords(week: string): string {
  if (week === '0,1,2,3,4,5,6') return 'every day';
  const days = week.split(',').map(Number);
  const names = days.sort((a, b) => ((a + 6) % 7) - ((b + 6) % 7)).map((one) => DAYS[one] ?? String(one));
  return SETS[week] ?? `every ${names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : names.join('')}`;
}

/** Minutes after midnight as "9:00". */
export const clockWords = (minutes: number): string => `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
