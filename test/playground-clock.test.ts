import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commands } from '../src/commands/index.js';
import { parse } from '../src/commands/parse.js';
import { decimal, sum } from '../src/money.js';
import { addDays, type Day, dayOf } from '../src/period.js';
import { PlaygroundClock } from '../src/playground/clock.js';
import { accountOfTheDay } from '../src/playground/sample/account-of-the-day.js';
import { suggestionsFor } from '../src/playground/sample/suggestions.js';
import { defaultPeople } from '../src/playground/slack/people.js';

const at = (iso: string) => () => new Date(iso);

describe('the playground’s clock', () => {
  test.each([
    ['a Wednesday', '2026-11-25T09:20:00Z', '2026-11-30T08:00:00.000Z'],
    ['that Monday, early', '2026-11-30T07:59:59Z', '2026-11-30T08:00:00.000Z'],
    ['that very moment: a week later', '2026-11-30T08:00:00Z', '2026-12-07T08:00:00.000Z'],
    ['the week in which summer time ends', '2026-10-21T09:20:00Z', '2026-10-26T08:00:00.000Z'],
    ['the week in which summer time begins', '2027-03-24T09:20:00Z', '2027-03-29T07:00:00.000Z'],
  ])('Monday 9:00 in Berlin, from %s', async (_when, from, to) => {
    const clock = new PlaygroundClock(at(from), 'Europe/Berlin');
    await clock.advance('monday');
    expect(clock.now().toISOString()).toBe(to);
  });

  test('what hangs on it is called in the new time, and waited for; a failure holds nothing up', async () => {
    const clock = new PlaygroundClock(at('2026-11-25T09:20:00Z'), 'UTC');
    const seen: string[] = [];
    clock.onAdvance(() => {
      throw new Error('broken');
    });
    clock.onAdvance(async () => {
      await Promise.resolve();
      seen.push(clock.now().toISOString());
    });
    await clock.advance('hour');
    await clock.advance('day');
    expect(seen).toEqual(['2026-11-25T10:20:00.000Z', '2026-11-26T10:20:00.000Z']);
  });

  test.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])('it does not go by %p', async (ms) => {
    const clock = new PlaygroundClock(at('2026-11-25T09:20:00Z'), 'UTC');
    await expect(clock.advanceBy(ms)).rejects.toThrow('The clock goes forward only');
    expect(clock.now().toISOString()).toBe('2026-11-25T09:20:00.000Z');
  });

  describe('and its memory', () => {
    const folder = mkdtempSync(join(tmpdir(), 'aispend-clock-'));
    const file = join(folder, 'below', 'clock.json');
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    test('it is as far ahead after a restart, and knows when it was first moved', async () => {
      await new PlaygroundClock(at('2026-11-25T09:20:00Z'), 'UTC', file).advance('day');
      const later = new PlaygroundClock(at('2026-11-27T09:20:00Z'), 'UTC', file);
      expect(later.now().toISOString()).toBe('2026-11-28T09:20:00.000Z');
      expect(later.firstDay).toBe('2026-11-25');
    });

    test.each(['', '{"aheadMs":-5,"firstDay":"2026-11-25"}', '{"aheadMs":1}'])('%p counts as none', (rubbish) => {
      writeFileSync(file, rubbish);
      expect(new PlaygroundClock(at('2026-11-25T09:20:00Z'), 'UTC', file).now().toISOString()).toBe('2026-11-25T09:20:00.000Z');
      expect(readFileSync(file, 'utf8')).toBe(rubbish);
    });
  });
});

describe('the bill as the clock moves', () => {
  const start: Day = '2026-11-25';
  let now = new Date(`${start}T09:20:00Z`);
  const account = accountOfTheDay('aispend', () => now, start);
  const billed = (day: Day): string => {
    const { lines } = account.current;
    return sum(lines({ start: day, end: addDays(day, 1) }).map((line) => decimal(line.cost))).toFixed();
  };

  test('a day is billed when it comes and then stays; sixty days ahead there is a bill still', () => {
    const [yesterday, today] = [billed('2026-11-24'), billed(start)];
    expect(billed('2026-11-26')).toBe('0');
    now = new Date('2027-01-24T09:20:00Z');
    expect(billed('2026-11-24')).toBe(yesterday);
    expect(Number(billed(start))).toBeGreaterThan(1.5 * Number(today));
    const ahead = Array.from({ length: 61 }, (_, index) => billed(addDays(start, index)));
    expect(ahead.every((cost) => Number(cost) > 100)).toBe(true);
    expect(ahead.at(-1)).toBe(billed(dayOf(now)));
    expect(billed(addDays(dayOf(now), 1))).toBe('0');
  });

  test('the agent that ran away was stopped on the day from which the clock was moved', () => {
    const agent = (day: Day): number =>
      sum(
        account.current
          .lines({ start: day, end: addDays(day, 1) })
          .filter((line) => line.principal?.includes('TicketTriageAgent'))
          .map((line) => decimal(line.cost)),
      ).toNumber();
    expect(agent('2026-11-24')).toBeGreaterThan(8 * agent('2026-12-01'));
    expect(agent('2027-01-19')).toBeLessThan(2 * agent('2026-12-01'));
  });
});

test('every suggestion is a command that the bot knows', () => {
  for (const person of defaultPeople())
    for (const suggestion of suggestionsFor(person.id))
      expect(() => parse(suggestion.replace('/aispend ', ''), commands, '2026-11-25', '/aispend')).not.toThrow();
});
