import { timetable } from '../src/jobs/timetable.js';
import { deliveryHours } from '../src/spend/subscriptions/delivery-hours.js';
import { readWish } from '../src/spend/subscriptions/grammar.js';
import { type Hours, readHours, within } from '../src/spend/subscriptions/hours.js';
import { tidyQuestion } from '../src/typed-text.js';
import { scheduleWords } from '../src/views/schedule-words.js';

describe('what is typed after subscribe', () => {
  const told = (typed: string): string => {
    const { question, schedule, place } = readWish(tidyQuestion(typed), '/aispend');
    return `${question} | ${schedule} | ${typeof place === 'string' ? place : place.channel}`;
  };

  test.each([
    ['team engineering every monday 9:00 in <#C0ENG|eng-leads>', 'team engineering | 0 9 * * 1 | C0ENG'],
    ['team engineering every monday at 17:30 in <#C0ENG>', 'team engineering | 30 17 * * 1 | C0ENG'],
    ['team engineering every monday in <#C0ENG|eng-leads> at 9am', 'team engineering | 0 9 * * 1 | C0ENG'],
    ['team engineering last week every Monday', 'team engineering last week | 0 9 * * 1 | me'],
    ['teams every weekday 8:15 here', 'teams | 15 8 * * 1,2,3,4,5 | here'],
    ['teams every day 7am to me', 'teams | 0 7 * * * | me'],
    ['teams daily in this channel', 'teams | 0 9 * * * | here'],
    ['teams weekly 5:30 pm', 'teams | 30 17 * * 1 | me'],
    ['teams every week at 9', 'teams | 0 9 * * 1 | me'],
    ['digest last month every month', 'digest last month | 0 9 1 * * | me'],
    ['digest last month monthly on the 3rd at 12am', 'digest last month | 0 0 3 * * | me'],
    ['digest every 1st 9:00', 'digest | 0 9 1 * * | me'],
    ['digest every 28th of the month noon', 'digest | 0 12 28 * * | me'],
    ['digest every first of the month', 'digest | 0 9 1 * * | me'],
    ['team a every monday and thursday 9.05', 'team a | 5 9 * * 1,4 | me'],
    ['team a every thu, mon and every friday', 'team a | 0 9 * * 1,4,5 | me'],
    ['team a every monday, tuesday, and sunday', 'team a | 0 9 * * 0,1,2 | me'],
    ['team a every mon-fri 12pm', 'team a | 0 12 * * 1,2,3,4,5 | me'],
    ['team a every friday to monday', 'team a | 0 9 * * 0,1,5,6 | me'],
    ['team a every weekend 23:59', 'team a | 59 23 * * 0,6 | me'],
    ['team a weekdays 10:00 here', 'team a | 0 10 * * 1,2,3,4,5 | here'],
    ['team "every day" every tuesdays', 'team "every day" | 0 9 * * 2 | me'],
    ['team every night every wednesday', 'team every night | 0 9 * * 3 | me'],
    ['team “daily 9:00 here” every sat', 'team "daily 9:00 here" | 0 9 * * 6 | me'],
    ['team in q3 every monday in a dm', 'team in q3 | 0 9 * * 1 | me'],
  ])('%s', (typed, expected) => expect(told(typed)).toBe(expected));

  test.each([
    ['team engineering', 'Say how often, such as `/aispend subscribe team engineering every monday 9:00`.'],
    ['every monday 9:00', 'Say what to tell, such as'],
    ['teams every mondy 9:00', '"every mondy" is not understood; did you mean every monday? After the question write every monday'],
    ['teams every 9:00', 'Say how often: write every monday'],
    ['teams every monday 25:00', '"25:00" is not a time of day'],
    ['teams every monday 13pm', '"13pm" is not a time of day'],
    ['teams every monday 9:61', '"9:61" is not a time of day'],
    ['teams every hour', 'At most once a day'],
    ['teams every 15 minutes', 'At most once a day'],
    ['teams every 31st', 'Not every month has a day 31'],
    ['teams every 0th', 'Not every month has a day 0'],
    ['teams every monday in #secret', 'Slack does not say which channel #secret is'],
    ['teams every monday to <@U0BEN|ben>', 'other people subscribe themselves'],
    ['teams every monday to @ben', 'other people subscribe themselves'],
    ['teams every second monday', '"every second monday" is not understood'],
    ['teams every <!channel>', '"every <!channel>" is not understood'],
  ])('%s is refused', (typed, sentence) => expect(() => told(typed)).toThrow(sentence));
});

test.each([
  ['0 9 * * 1', 'every Monday at 9:00'],
  ['5 0 * * *', 'every day at 0:05'],
  ['30 17 * * 1,2,3,4,5', 'every weekday at 17:30'],
  ['0 9 * * 0,6', 'every Saturday and Sunday at 9:00'],
  ['0 9 * * 0,1,4', 'every Monday, Thursday and Sunday at 9:00'],
  ['0 9 1 * *', 'on the 1st of every month at 9:00'],
  ['0 9 12 * *', 'on the 12th of every month at 9:00'],
  ['0 9 23 * *', 'on the 23rd of every month at 9:00'],
  ['0 9 1 1 *', '0 9 1 1 *'],
  ['*/5 * * * *', '*/5 * * * *'],
  ['0 9 1 * 1', '0 9 1 * 1'],
])('%s is said as "%s"', (cron, words) => expect(scheduleWords(cron)).toBe(words));

describe('hours', () => {
  test.each([
    ['8:00-18:00 weekdays', [480, 1080, [1, 2, 3, 4, 5]]],
    ['8-18 monday to friday', [480, 1080, [1, 2, 3, 4, 5]]],
    ['9am to 5:30pm on mon, wed', [540, 1050, [1, 3]]],
    ['9 am - 5 pm every day', [540, 1020, [0, 1, 2, 3, 4, 5, 6]]],
    ['from 8:00 until noon', [480, 720, [0, 1, 2, 3, 4, 5, 6]]],
    ['22:00-6:00 weekend', [1320, 360, [0, 6]]],
    ['8:00-24:00', [480, 0, [0, 1, 2, 3, 4, 5, 6]]],
  ])('%s', (typed, [from, to, days]) => expect(readHours(tidyQuestion(typed), '/aispend')).toEqual({ from, to, days }));

  test.each([
    ['8:00', 'are no hours; write `/aispend hours 8:00-18:00 weekdays`'],
    ['8:00-25:00', 'are no hours'],
    ['8:00-18:00 mondy', 'are no hours'],
    ['morning', 'are no hours'],
    ['9:00-9:00', 'the same time'],
  ])('%s is refused', (typed, sentence) => expect(() => readHours(typed, '/aispend')).toThrow(sentence));

  const office: Hours = { from: 480, to: 1080, days: [1, 2, 3, 4, 5], timeZone: 'Europe/Berlin' };
  const night: Hours = { from: 1320, to: 360, days: [5], timeZone: 'America/New_York' };
  const at = async (hours: Hours | undefined, iso: string, place = 'U0ADA', now = iso): Promise<string> => {
    const store = { of: async () => hours, set: async () => undefined, remove: async () => false };
    const held = await deliveryHours(store, timetable, () => new Date(now)).notBeforeFor(place, new Date(iso));
    return held?.toISOString() ?? 'at once';
  };

  test.each([
    // In winter Berlin is an hour ahead of UTC, in summer two.
    ['Monday 7:59', '2026-11-30T06:59:00Z', '2026-11-30T07:00:00.000Z'],
    ['Monday 8:00', '2026-11-30T07:00:00Z', 'at once'],
    ['Monday 17:59', '2026-11-30T16:59:00Z', 'at once'],
    ['Monday 18:00', '2026-11-30T17:00:00Z', '2026-12-01T07:00:00.000Z'],
    ['Friday evening', '2026-11-27T20:00:00Z', '2026-11-30T07:00:00.000Z'],
    ['in summer 8:00', '2026-07-06T06:00:00Z', 'at once'],
    ['the Saturday before clocks go forward', '2026-03-28T12:00:00Z', '2026-03-30T06:00:00.000Z'],
    ['the Saturday before clocks go back', '2026-10-24T12:00:00Z', '2026-10-26T07:00:00.000Z'],
  ])('office hours, %s', async (_, iso, expected) => expect(await at(office, iso)).toBe(expected));

  test.each([
    ['Friday 23:00', '2026-11-28T04:00:00Z', true],
    ['Saturday 5:59', '2026-11-28T10:59:00Z', true],
    ['Saturday 6:00', '2026-11-28T11:00:00Z', false],
    ['Friday 5:00', '2026-11-27T10:00:00Z', false],
  ])('hours past midnight belong to the day they begin on: %s', (_, iso, expected) => expect(within(night, new Date(iso))).toBe(expected));

  test('nobody has hours until she says so; channels have none', async () => {
    expect(await at(undefined, '2026-11-28T03:00:00Z')).toBe('at once');
    expect(await at(office, '2026-11-28T03:00:00Z', 'C0ENG')).toBe('at once');
  });

  test('a run that is late does not write at night, though it was due by day', async () => {
    expect(await at(office, '2026-11-30T08:00:00Z', 'U0ADA', '2026-11-30T22:00:00Z')).toBe('2026-12-01T07:00:00.000Z');
  });
});
