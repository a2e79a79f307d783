import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import fc from 'fast-check';
import {
  addDays,
  addMonths,
  type Day,
  dayOf,
  days,
  daysBetween,
  monthsOf,
  overlap,
  parseDay,
  type Span,
  showSpan,
  spanBefore,
  wholeMonth,
} from '../src/period.js';
import { looksLikePeriod, noPeriod, PERIOD_EXAMPLES, readPeriod } from '../src/spend/period-grammar.js';
import { tidyWords } from '../src/typed-text.js';

/** A period as one line: first day, day after the last, label. */
const read = (words: string, today: Day): string | undefined => {
  const period = readPeriod(words, today);
  return period && `${period.start} ${period.end} ${period.label}`;
};
const before = (words: string, today: Day): string => {
  const period = readPeriod(words, today)!;
  const { start, end } = spanBefore(period, period.compare);
  return `${start} ${end}`;
};

describe('what people type, on an ordinary Wednesday (25 Nov 2026)', () => {
  test.each([
    ['today', '2026-11-25 2026-11-26 today'],
    ['yesterday', '2026-11-24 2026-11-25 yesterday'],
    ['7d', '2026-11-18 2026-11-25 last 7 days'],
    ['7 d', '2026-11-18 2026-11-25 last 7 days'],
    ['7 days', '2026-11-18 2026-11-25 last 7 days'],
    ['last 7 days', '2026-11-18 2026-11-25 last 7 days'],
    ['the last 7 days', '2026-11-18 2026-11-25 last 7 days'],
    ['past 7 days', '2026-11-18 2026-11-25 last 7 days'],
    ['1d', '2026-11-24 2026-11-25 last full day'],
    ['2w', '2026-11-11 2026-11-25 last 14 days'],
    ['1 week', '2026-11-18 2026-11-25 last 7 days'],
    ['last 3 weeks', '2026-11-04 2026-11-25 last 21 days'],
    ['400 days', '2025-10-21 2026-11-25 last 400 days'],
    ['430d', '2025-09-21 2026-11-25 last 430 days'],
    ['this week', '2026-11-23 2026-11-26 this week'],
    ['week', '2026-11-23 2026-11-26 this week'],
    ['last week', '2026-11-16 2026-11-23 last week'],
    ['previous week', '2026-11-16 2026-11-23 last week'],
    ['mtd', '2026-11-01 2026-11-26 month to date'],
    ['MTD', '2026-11-01 2026-11-26 month to date'],
    ['month to date', '2026-11-01 2026-11-26 month to date'],
    ['month-to-date', '2026-11-01 2026-11-26 month to date'],
    ['this month', '2026-11-01 2026-11-26 month to date'],
    ['month', '2026-11-01 2026-11-26 month to date'],
    ['last month', '2026-10-01 2026-11-01 last month'],
    ['Last  Month', '2026-10-01 2026-11-01 last month'],
    ['the last month', '2026-10-01 2026-11-01 last month'],
    ['previous month', '2026-10-01 2026-11-01 last month'],
    ['2026-10', '2026-10-01 2026-11-01 October 2026'],
    ['October 2026', '2026-10-01 2026-11-01 October 2026'],
    ['oct 2026', '2026-10-01 2026-11-01 October 2026'],
    ['sept. 2026', '2026-09-01 2026-10-01 September 2026'],
    ['2026-11', '2026-11-01 2026-11-26 November 2026 so far'],
    ['2026-10-31', '2026-10-31 2026-11-01 31 Oct 2026'],
    ['2026-11-25', '2026-11-25 2026-11-26 25 Nov 2026'],
    ['2026-10-01..2026-10-15', '2026-10-01 2026-10-16 1–15 Oct 2026'],
    ['2026-10-01...2026-10-15', '2026-10-01 2026-10-16 1–15 Oct 2026'],
    ['2026-10-01 .. 2026-10-15', '2026-10-01 2026-10-16 1–15 Oct 2026'],
    ['2026-10-01 to 2026-10-15', '2026-10-01 2026-10-16 1–15 Oct 2026'],
    ['2026-10-01 until 2026-10-15', '2026-10-01 2026-10-16 1–15 Oct 2026'],
    ['2026-10-01 - 2026-10-15', '2026-10-01 2026-10-16 1–15 Oct 2026'],
    ['2026-10-01-2026-10-15', '2026-10-01 2026-10-16 1–15 Oct 2026'],
    ['2026-10-07..2026-10-07', '2026-10-07 2026-10-08 7 Oct 2026'],
    ['2026-09..2026-10', '2026-09-01 2026-11-01 1 Sep – 31 Oct 2026'],
    ['2026-09-2026-10', '2026-09-01 2026-11-01 1 Sep – 31 Oct 2026'],
    ['2025-12-30..2026-01', '2025-12-30 2026-02-01 30 Dec 2025 – 31 Jan 2026'],
    ['2026-11-20..2026-11-30', '2026-11-20 2026-11-26 20–30 Nov 2026, so far'],
    ['2026-10..2026-11', '2026-10-01 2026-11-26 1 Oct – 30 Nov 2026, so far'],
    ['since 2026-10', '2026-10-01 2026-11-26 since 1 Oct 2026'],
    ['since 2026-10-15', '2026-10-15 2026-11-26 since 15 Oct 2026'],
    ['since last week', '2026-11-16 2026-11-26 since 16 Nov 2026'],
    ['since september', '2026-09-01 2026-11-26 since 1 Sep 2026'],
    ['last day', '2026-11-24 2026-11-25 yesterday'],
    ['past week', '2026-11-18 2026-11-25 last 7 days'],
    ['past month', '2026-10-26 2026-11-25 last 30 days'],
    ['week to date', '2026-11-23 2026-11-26 this week'],
    // Quarters and years.
    ['Q3', '2026-07-01 2026-10-01 Q3 2026'],
    ['q4', '2026-10-01 2026-11-26 Q4 2026 so far'],
    ['Q3 2025', '2025-07-01 2025-10-01 Q3 2025'],
    ['2026-Q3', '2026-07-01 2026-10-01 Q3 2026'],
    ['q3 26', '2026-07-01 2026-10-01 Q3 2026'],
    ['last quarter', '2026-07-01 2026-10-01 last quarter'],
    ['previous quarter', '2026-07-01 2026-10-01 last quarter'],
    ['this quarter', '2026-10-01 2026-11-26 quarter to date'],
    ['qtd', '2026-10-01 2026-11-26 quarter to date'],
    ['YTD', '2026-01-01 2026-11-26 year to date'],
    ['year-to-date', '2026-01-01 2026-11-26 year to date'],
    ['this year', '2026-01-01 2026-11-26 year to date'],
    ['last year', '2025-01-01 2026-01-01 last year'],
    ['2025', '2025-01-01 2026-01-01 2025'],
    ['2026', '2026-01-01 2026-11-26 2026 so far'],
    ['last 3 months', '2026-08-01 2026-11-01 last 3 months'],
    ['12 months', '2025-11-01 2026-11-01 last 12 months'],
    ['1 month', '2026-10-01 2026-11-01 last month'],
    // Months and days by name: the latest that has begun when no year is said.
    ['September', '2026-09-01 2026-10-01 September 2026'],
    ['sept', '2026-09-01 2026-10-01 September 2026'],
    ['november', '2026-11-01 2026-11-26 November 2026 so far'],
    ['december', '2025-12-01 2026-01-01 December 2025'],
    ['24 Nov 2026', '2026-11-24 2026-11-25 24 Nov 2026'],
    ['Nov 24th, 2026', '2026-11-24 2026-11-25 24 Nov 2026'],
    ['31 dec', '2025-12-31 2026-01-01 31 Dec 2025'],
    ['september to november', '2026-09-01 2026-11-26 1 Sep – 25 Nov 2026'],
    // As answers write them.
    ['1-15 Oct 2026', '2026-10-01 2026-10-16 1–15 Oct 2026'],
    ['28 Oct - 3 Nov 2026', '2026-10-28 2026-11-04 28 Oct – 3 Nov 2026'],
  ])('%s', (words, expected) => expect(read(words, '2026-11-25')).toBe(expected));

  test.each(PERIOD_EXAMPLES)('help offers "%s" and it is a period that has begun', (words) => {
    const { start, end } = readPeriod(words, '2026-11-25')!;
    expect(start < end && end <= '2026-11-26').toBe(true);
    expect(readPeriod(words.toUpperCase(), '2026-11-25')).toEqual(readPeriod(words, '2026-11-25'));
  });
});

describe('the corners of the calendar', () => {
  test.each([
    ['mtd', '2026-11-01', '2026-11-01 2026-11-02 month to date'],
    ['last month', '2026-11-01', '2026-10-01 2026-11-01 last month'],
    ['yesterday', '2026-11-01', '2026-10-31 2026-11-01 yesterday'],
    ['mtd', '2026-11-30', '2026-11-01 2026-12-01 month to date'],
    ['2026-11', '2026-11-30', '2026-11-01 2026-12-01 November 2026'],
    ['last month', '2026-03-31', '2026-02-01 2026-03-01 last month'],
    ['last month', '2028-03-31', '2028-02-01 2028-03-01 last month'],
    ['mtd', '2028-02-29', '2028-02-01 2028-03-01 month to date'],
    ['yesterday', '2028-03-01', '2028-02-29 2028-03-01 yesterday'],
    ['7d', '2028-03-03', '2028-02-25 2028-03-03 last 7 days'],
    ['7d', '2026-03-03', '2026-02-24 2026-03-03 last 7 days'],
    ['2028-02-29', '2028-03-03', '2028-02-29 2028-03-01 29 Feb 2028'],
    ['today', '2026-12-31', '2026-12-31 2027-01-01 today'],
    ['2026-12', '2026-12-31', '2026-12-01 2027-01-01 December 2026'],
    ['last month', '2027-01-01', '2026-12-01 2027-01-01 last month'],
    ['7d', '2027-01-01', '2026-12-25 2027-01-01 last 7 days'],
    ['this week', '2027-01-01', '2026-12-28 2027-01-02 this week'],
    ['this week', '2026-11-23', '2026-11-23 2026-11-24 this week'],
    ['last week', '2026-11-23', '2026-11-16 2026-11-23 last week'],
    ['this week', '2026-11-29', '2026-11-23 2026-11-30 this week'],
    ['last week', '2026-11-29', '2026-11-16 2026-11-23 last week'],
    // The days Europe and New York change their clocks: a UTC day is a UTC day.
    ['yesterday', '2026-03-30', '2026-03-29 2026-03-30 yesterday'],
    ['7d', '2026-03-30', '2026-03-23 2026-03-30 last 7 days'],
    ['yesterday', '2026-10-26', '2026-10-25 2026-10-26 yesterday'],
    ['this week', '2026-11-01', '2026-10-26 2026-11-02 this week'],
  ])('%s on %s', (words, today, expected) => expect(read(words, today)).toBe(expected));

  test.each([
    ['mtd', '2026-11-25', '2026-10-01 2026-10-26'],
    ['mtd', '2026-11-01', '2026-10-01 2026-10-02'],
    ['mtd', '2026-03-29', '2026-02-01 2026-03-01'],
    ['mtd', '2026-03-30', '2026-02-01 2026-03-01'],
    ['mtd', '2026-03-31', '2026-02-01 2026-03-01'],
    ['mtd', '2028-03-29', '2028-02-01 2028-03-01'],
    ['mtd', '2028-03-28', '2028-02-01 2028-02-29'],
    ['mtd', '2028-02-29', '2028-01-01 2028-02-01'],
    ['mtd', '2027-01-15', '2026-12-01 2026-12-16'],
    ['last month', '2026-03-31', '2026-01-01 2026-02-01'],
    ['2026-03', '2026-11-25', '2026-02-01 2026-03-01'],
    ['2026-02', '2026-11-25', '2026-01-01 2026-02-01'],
    ['2026-01', '2026-11-25', '2025-12-01 2026-01-01'],
    ['7d', '2026-11-25', '2026-11-11 2026-11-18'],
    // A day with the same weekday, so that no Sunday is a Monday's measure.
    ['today', '2026-03-01', '2026-02-22 2026-02-23'],
    ['yesterday', '2028-03-01', '2028-02-22 2028-02-23'],
    ['2026-10-31', '2026-11-25', '2026-10-24 2026-10-25'],
    ['last week', '2026-11-25', '2026-11-09 2026-11-16'],
    ['this week', '2026-11-25', '2026-11-16 2026-11-19'],
    ['this week', '2026-11-29', '2026-11-16 2026-11-23'],
    ['last quarter', '2026-11-25', '2026-04-01 2026-07-01'],
    ['q1', '2026-11-25', '2025-10-01 2026-01-01'],
    ['qtd', '2026-11-25', '2026-07-01 2026-08-26'],
    // A quarter of 92 days is measured against one of 90, whole.
    ['qtd', '2026-06-30', '2026-01-01 2026-04-01'],
    ['ytd', '2026-11-25', '2025-01-01 2025-11-26'],
    ['ytd', '2028-02-29', '2027-01-01 2027-03-01'],
    ['ytd', '2028-02-28', '2027-01-01 2027-03-01'],
    ['last year', '2026-11-25', '2024-01-01 2025-01-01'],
    ['last 3 months', '2026-11-25', '2026-05-01 2026-08-01'],
    ['2026-10-01..2026-10-15', '2026-11-25', '2026-09-16 2026-10-01'],
    ['2026-09..2026-10', '2026-11-25', '2026-07-02 2026-09-01'],
  ])('%s on %s is compared with %s', (words, today, expected) => expect(before(words, today)).toBe(expected));
});

describe('what cannot be a period', () => {
  test.each([
    ['2026-02-30', 'There is no day "2026-02-30"; write days as 2026-10-31.'],
    ['2027-02-29', 'There is no day "2027-02-29"; write days as 2026-10-31.'],
    ['2026-11-31', 'There is no day "2026-11-31"; write days as 2026-10-31.'],
    ['2026-2-3', 'There is no day "2026-2-3"; write days as 2026-10-31.'],
    ['2026-13', 'There is no month "2026-13"; write months as 2026-10.'],
    ['2026-00', 'There is no month "2026-00"; write months as 2026-10.'],
    ['2026-1', 'There is no month "2026-1"; write months as 2026-10.'],
    ['0001-01', 'There is no month "0001-01"; write months as 2026-10.'],
    ['9999-12', 'There is no month "9999-12"; write months as 2026-10.'],
    ['0001-01-01..2026-10-01', 'There is no day "0001-01-01"; write days as 2026-10-31.'],
    ['2026-10-01..9999-12-31', 'There is no day "9999-12-31"; write days as 2026-10-31.'],
    ['2026-10-01..2026-02-30', 'There is no day "2026-02-30"; write days as 2026-10-31.'],
    ['2026-10-15..2026-10-01', 'That period ends before it begins; write the earlier day first, like 2026-10-01..2026-10-15.'],
    ['2026-10..2026-09', 'That period ends before it begins; write the earlier day first, like 2026-09..2026-10.'],
    ['2026-11-26', '26 Nov 2026 has not begun yet (today is 25 Nov 2026, UTC).'],
    ['2026-12', 'December 2026 has not begun yet (today is 25 Nov 2026, UTC).'],
    ['2026-12-01..2026-12-05', '1–5 Dec 2026 has not begun yet (today is 25 Nov 2026, UTC).'],
    ['0d', '"0d" is outside what billing keeps; ask for 1d to 430d.'],
    ['431d', '"431d" is outside what billing keeps; ask for 1d to 430d.'],
    ['62 weeks', '"62 weeks" is outside what billing keeps; ask for 1d to 430d.'],
    ['15 months', '"15 months" is outside what billing keeps; ask for 1 to 14 months.'],
    ['31 feb', 'There is no day "2026-02-31"; write days as 2026-10-31.'],
    ['november to september', 'That period ends before it begins; write the earlier day first, like september to november.'],
    ['q1 2027', 'Q1 2027 has not begun yet (today is 25 Nov 2026, UTC).'],
    ['next month', '"next month" lies ahead and nothing of it is billed yet; ask for a period that has begun, such as mtd or last month.'],
    ['next 7 days', '"next 7 days" lies ahead and nothing of it is billed yet'],
    ['tomorrow', '"tomorrow" lies ahead and nothing of it is billed yet'],
    ['999999 days', '"999999 days" is outside what billing keeps; ask for 1d to 430d.'],
  ])('%s', (words, sentence) => expect(() => readPeriod(words, '2026-11-25')).toThrow(sentence));

  test.each([
    ...['2026/10/01', '10/11', '9999999999 days', '2026-10-01..'],
    ...['last 2 quarters', 'this weekend', 'last monday', '24 hours', 'all time', 'h1 2026', 'FY26', 'ytd!', 'Today!'],
  ])('%s is none, but was meant as one', (words) => {
    expect(readPeriod(words, '2026-11-25')).toBeUndefined();
    expect(looksLikePeriod(words)).toBe(true);
  });

  test.each([
    '',
    ' ',
    'engineering',
    'week team',
    'todays',
    'constructor',
    '__proto__',
    'monthly',
    'marc',
    'q5',
    'q3 planning',
    'octo',
    'data-april',
    'fybridge',
    'data science',
    'since records',
    'since ',
  ])('"%s" is a name, not a slip', (words) => {
    expect(readPeriod(words, '2026-11-25')).toBeUndefined();
    expect(looksLikePeriod(words)).toBe(false);
  });
});

test('the sentence on what is none names every example', () => {
  for (const example of PERIOD_EXAMPLES) expect(noPeriod('flurb')).toContain(example);
});

const day = fc.integer({ min: 0, max: 36_000 }).map((count) => addDays('2000-01-01', count));
const spans = fc.tuple(day, fc.integer({ min: 1, max: 430 })).map(([start, length]): Span => ({ start, end: addDays(start, length) }));

describe('laws', () => {
  test('days count up and down without losing one', () =>
    fc.assert(
      fc.property(day, fc.integer({ min: -1000, max: 1000 }), (start, count) => {
        expect(daysBetween(start, addDays(start, count))).toBe(count);
        expect(addDays(addDays(start, count), -count)).toBe(start);
        expect(parseDay(start)).toBe(start);
        expect(dayOf(new Date(`${start}T23:59:59.999Z`))).toBe(start);
      }),
    ));

  test('months of a span cover it and nothing else', () =>
    fc.assert(
      fc.property(spans, (span) => {
        const months = monthsOf(span);
        const parts = months.map((month) => overlap(wholeMonth(month), span));
        expect(parts.map((part) => part && daysBetween(part.start, part.end)).reduce((a, b) => (a ?? 0) + (b ?? 0), 0)).toBe(
          daysBetween(span.start, span.end),
        );
        expect(parts).not.toContain(undefined);
        expect(days(span)).toHaveLength(daysBetween(span.start, span.end));
        expect(months.every((month, index) => index === 0 || month === addMonths(months[index - 1]!, 1))).toBe(true);
      }),
    ));

  test('an equally long span before ends where the span begins', () =>
    fc.assert(
      fc.property(spans, (span) => {
        const earlier = spanBefore(span, 'span');
        expect(earlier.end).toBe(span.start);
        expect(daysBetween(earlier.start, earlier.end)).toBe(daysBetween(span.start, span.end));
      }),
    ));

  test('on any day: a period holds no day after today, seven full days are seven, and month to date is compared within one month', () =>
    fc.assert(
      fc.property(
        day,
        fc.constantFrom(
          'today',
          'yesterday',
          '7d',
          'this week',
          'last week',
          'mtd',
          'last month',
          '30d',
          'qtd',
          'q3',
          'last quarter',
          'ytd',
          'may',
        ),
        (today, words) => {
          const period = readPeriod(words, today)!;
          expect(period.start < period.end && period.end <= addDays(today, 1)).toBe(true);
          const earlier = spanBefore(period, period.compare);
          expect(earlier.start < earlier.end && earlier.end <= period.start).toBe(true);
          const week = readPeriod('7d', today)!;
          expect([daysBetween(week.start, week.end), week.end]).toEqual([7, today]);
          const month = readPeriod('mtd', today)!;
          expect(monthsOf(month)).toHaveLength(1);
          expect(monthsOf(spanBefore(month, month.compare))).toEqual([addMonths(today.slice(0, 7), -1)]);
          expect(new Date(readPeriod('this week', today)!.start).getUTCDay()).toBe(1);
        },
      ),
    ));

  test('a week is measured against the same weekdays', () =>
    fc.assert(
      fc.property(spans, (span) => {
        const earlier = spanBefore(span, 'week');
        expect(daysBetween(earlier.start, span.start) % 7).toBe(0);
        expect(daysBetween(earlier.start, earlier.end)).toBe(daysBetween(span.start, span.end));
        expect(earlier.end <= span.start && earlier.end > addDays(span.start, -7)).toBe(true);
      }),
    ));

  test('an answer shows a span in words that can be typed', () =>
    fc.assert(
      fc.property(spans, (span) => {
        const typed = tidyWords(showSpan(span));
        const period = readPeriod(typed, '2100-01-01');
        expect([typed, period?.start, period?.end]).toEqual([typed, span.start, span.end]);
      }),
    ));

  test('what a range names is what is read back', () =>
    fc.assert(
      fc.property(spans, (span) => {
        const last = addDays(span.end, -1);
        const period = readPeriod(`${span.start}..${last}`, '2100-01-01')!;
        expect({ start: period.start, end: period.end }).toEqual(span);
        expect(period.label).toBe(showSpan(span));
      }),
    ));

  test('any text is a period, no period or one sentence, never a crash', () =>
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9 .dw-]{1,24}$/)), (text) => {
        try {
          readPeriod(text, '2026-11-25');
        } catch (error) {
          expect((error as Error).name).toBe('UsageError');
        }
      }),
    ));
});

test.each(['America/New_York', 'Pacific/Kiritimati', 'Pacific/Pago_Pago'])('the zone of the machine (%s) moves nothing', (zone) => {
  const script = `
    import { dayOf } from './src/period.ts';
    import { readPeriod } from './src/spend/period-grammar.ts';
    const today = dayOf(new Date('2026-11-01T00:30:00Z'));
    const read = ['today', '7d', 'this week', 'mtd', 'last month', '2026-10', '2026-10-25..2026-10-26'].map((words) => readPeriod(words, today));
    console.log(JSON.stringify([new Date('2026-11-01T00:30:00Z').getTimezoneOffset(), today, ...read.map((one) => one.start + ' ' + one.end)]));`;
  const printed = execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    cwd: join(__dirname, '..'),
    env: { ...process.env, TZ: zone },
    encoding: 'utf8',
  });
  const [offset, ...read] = JSON.parse(printed);
  expect(offset).not.toBe(0);
  expect(read).toEqual([
    '2026-11-01',
    '2026-11-01 2026-11-02',
    '2026-10-25 2026-11-01',
    '2026-10-26 2026-11-02',
    '2026-11-01 2026-11-02',
    '2026-10-01 2026-11-01',
    '2026-10-01 2026-11-01',
    '2026-10-25 2026-10-27',
  ]);
});

test('on its last day a month is still running and is compared with as many days of the one before', () => {
  const { running, ...november } = readPeriod('mtd', '2026-11-30')!;
  expect(running).toBe(true);
  expect(spanBefore(november, november.compare, running)).toEqual({ start: '2026-10-01', end: '2026-10-31' });
  const whole = readPeriod('last month', '2026-12-01')!;
  expect(spanBefore(whole, whole.compare, whole.running)).toEqual({ start: '2026-10-01', end: '2026-11-01' });
});
