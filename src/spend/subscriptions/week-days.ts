import { closest } from '../../did-you-mean.js';

/** Days of the week as cron counts them: Sunday is 0. */
export const WEEKDAYS = [1, 2, 3, 4, 5];
export const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6];

const NAMES = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const SETS: Record<string, number[]> = {
  weekday: WEEKDAYS,
  workday: WEEKDAYS,
  'working day': WEEKDAYS,
  weekend: [0, 6],
  day: EVERY_DAY,
  'every day': EVERY_DAY,
  daily: EVERY_DAY,
};

/** "monday", "mondays", "mon", "thurs". */
const dayNamed = (word: string): number => {
  const name = word.replace(/\.$/, '').replace(/days$/, 'day');
  return name.length < 3 ? -1 : NAMES.findIndex((one) => one.startsWith(name));
};

/**
 * Reads days of the week: "monday", "mon and thu", "monday, wednesday and friday", "monday to friday", "weekdays",
 * "weekend", "day". Lower-case words; the numbers come sorted. Undefined when it names no days.
 */
export function readWeekDays(words: string): number[] | undefined {
  const text = words.trim().replace(/\s+/g, ' ');
  const set = SETS[text] ?? SETS[text.replace(/s$/, '')];
  if (set) return set;
  const [, from, to] = /^(\S+?)\s?(?:-|to|through|until)\s?(\S+)$/.exec(text) ?? [];
  if (from !== undefined && to !== undefined) {
    const [first, last] = [dayNamed(from), dayNamed(to)];
    if (first >= 0 && last >= 0) return sorted(Array.from({ length: ((last - first + 7) % 7) + 1 }, (_, index) => (first + index) % 7));
  }
  const days = text.split(/\s?(?:,|&|\+|\/|\band\b)\s?(?:every )?|\s/).filter((one) => one !== '');
  const numbers = days.map(dayNamed);
  return days.length > 0 && numbers.every((one) => one >= 0) ? sorted(numbers) : undefined;
}

/** The day that a slip of the keyboard was probably meant to be. */
export const nearestDay = (word: string): string | undefined => closest(word, [...NAMES, 'weekday', 'day', 'month']);

const sorted = (days: number[]): number[] => [...new Set(days)].sort((a, b) => a - b);
