import fc from 'fast-check';
import { z } from 'zod';
import type { Command } from '../src/commands/command.js';
import { commands } from '../src/commands/index.js';
import { parse, readArgs } from '../src/commands/parse.js';
import { closest } from '../src/did-you-mean.js';
import { tidyWords, unquoted } from '../src/typed-text.js';

const TODAY = '2026-11-25';
const read = (typed: string) => parse(typed, commands, TODAY, '/aispend');
/** What was understood, as one line: "team | engineering | last month". */
const told = (typed: string): string => {
  const { command, args } = read(typed);
  return [command.name, args['team'] ?? args['command'] ?? '-', args['period'] ?? '-'].join(' | ');
};
const refusal = (typed: string): string => {
  try {
    read(typed);
  } catch (error) {
    if ((error as Error).name === 'UsageError') return (error as Error).message;
    throw error;
  }
  throw new Error(`"${typed}" was understood`);
};

describe('what is typed and what is meant', () => {
  test.each([
    ['', 'help | - | -'],
    ['   ', 'help | - | -'],
    ['help', 'help | - | -'],
    ['help team', 'help | team | -'],
    ['?', 'help | - | -'],
    ['status', 'status | - | -'],
    ['doctor', 'status | - | -'],
    ['teams', 'teams | - | -'],
    ['teams last month', 'teams | - | last month'],
    ['total 7d', 'teams | - | 7d'],
    ['ALL', 'teams | - | -'],
    ['team', 'team | - | -'],
    ['team last month', 'team | - | last month'],
    ['team engineering', 'team | engineering | -'],
    ['team Engineering', 'team | Engineering | -'],
    ['TEAM Engineering LAST MONTH', 'team | Engineering | LAST MONTH'],
    ['  team   engineering    last   month ', 'team | engineering | last month'],
    ['team\tengineering\nlast month', 'team | engineering | last month'],
    ['team engineering 2026-10', 'team | engineering | 2026-10'],
    ['team engineering 2026-10-01..2026-10-15', 'team | engineering | 2026-10-01..2026-10-15'],
    ['team engineering 2026-10-01 to 2026-10-15', 'team | engineering | 2026-10-01 to 2026-10-15'],
    ['team engineering since 2026-10', 'team | engineering | since 2026-10'],
    ['team data science 7d', 'team | data science | 7d'],
    ['team engineering Q3', 'team | engineering | Q3'],
    ['team engineering Q3 2026', 'team | engineering | Q3 2026'],
    ['team data science ytd', 'team | data science | ytd'],
    ['team engineering in september', 'team | engineering | september'],
    ['team engineering sep 2026', 'team | engineering | sep 2026'],
    ['team engineering last 30 days', 'team | engineering | last 30 days'],
    ['team engineering 30 days', 'team | engineering | 30 days'],
    ['team engineering last year', 'team | engineering | last year'],
    ['team engineering 24 Nov 2026', 'team | engineering | 24 Nov 2026'],
    ['team engineering from september to october', 'team | engineering | september to october'],
    ['teams this quarter', 'teams | - | this quarter'],
    ['team data science', 'team | data science | -'],
    // Small words people put between.
    ['team engineering in last month', 'team | engineering | last month'],
    ['team engineering for the last month', 'team | engineering | the last month'],
    ['team engineering for the last 7 days', 'team | engineering | the last 7 days'],
    ['team engineering during 2026-10', 'team | engineering | 2026-10'],
    ['team engineering from 2026-10-01 to 2026-10-15', 'team | engineering | 2026-10-01 to 2026-10-15'],
    ['team engineering over the last 7 days', 'team | engineering | the last 7 days'],
    ['team engineering on 2026-10-15', 'team | engineering | 2026-10-15'],
    ['team for engineering today', 'team | engineering | today'],
    ['team for today', 'team | - | today'],
    ['teams for last month', 'teams | - | last month'],
    ['team in', 'team | - | -'],
    // A small word that belongs to the name stays when there is no period after it.
    ['team opt in', 'team | opt in | -'],
    // Names that hold words of the period grammar.
    ['team week team', 'team | week team | -'],
    ['team last mile', 'team | last mile | -'],
    ['team last mile last week', 'team | last mile | last week'],
    ['team 2nd line', 'team | 2nd line | -'],
    ['team monthly reports mtd', 'team | monthly reports | mtd'],
    ['team "today"', 'team | today | -'],
    ['team "today" 7d', 'team | today | 7d'],
    ["team 'today' 7d", 'team | today | 7d'],
    ['team "last month"', 'team | last month | -'],
    ["team 'my last month'", 'team | my last month | -'],
    ['team "2026-10 cohort" 2026-10', 'team | 2026-10 cohort | 2026-10'],
    ['team "for 7d"', 'team | for 7d | -'],
    ['team "may"', 'team | may | -'],
    ['team "Q3" Q3', 'team | Q3 | Q3'],
    // In quotes every character counts.
    ['team "engineering " 7d', 'team | engineering  | 7d'],
    ['team “a  b”', 'team | a  b | -'],
    ['team "cafe\u0301" last month', 'team | cafe\u0301 | last month'],
    ['team "the \'a\' team" mtd', "team | the 'a' team | mtd"],
    ["team ada's lab yesterday", "team | ada's lab | yesterday"],
    ['team constructor', 'team | constructor | -'],
    ['team __proto__ 7d', 'team | __proto__ | 7d'],
    // What phones and pasting make of it.
    ['team “data science” 7d', 'team | data science | 7d'],
    ['team ‘data science’ 7d', 'team | data science | 7d'],
    ['team «data science» 7d', 'team | data science | 7d'],
    ['team data—science', 'team | data-science | -'],
    ['team eng 2026–10', 'team | eng | 2026-10'],
    ['team eng 2026-10-01–2026-10-15', 'team | eng | 2026-10-01-2026-10-15'],
    ['team eng 2026-10-01…2026-10-15', 'team | eng | 2026-10-01...2026-10-15'],
    ['team\u00A0engineering\u2003last\u202Fmonth', 'team | engineering | last month'],
    ['\uFEFFteam engin\u200Beering\u200E', 'team | engineering | -'],
    ['team cafe\u0301', 'team | caf\u00E9 | -'],
    // Slack's escapes.
    ['team R&amp;D', 'team | R&D | -'],
    ['team &lt;eng&gt; 7d', 'team | <eng> | 7d'],
    ['team a&amp;lt;b', 'team | a&lt;b | -'],
    ['team "unfinished 7d', 'team | "unfinished | 7d'],
    ['team ""', 'team | - | -'],
  ])('%p', (typed, expected) => expect(told(typed)).toBe(expected));

  test.each(commands.flatMap((command) => command.examples.map((example) => [example, command.name])))(
    'help shows "%s" for %s',
    (example, name) => expect(read(example).command.name).toBe(name),
  );

  test.each(commands.flatMap((command) => [command.name, ...(command.aliases ?? [])].map((word) => [word, command.name])))(
    'the word "%s" is %s, in any case',
    (word, name) => {
      expect(read(word).command.name).toBe(name);
      expect(read(word.toUpperCase()).command.name).toBe(name);
    },
  );
});

describe('what cannot be, in one sentence', () => {
  test.each([
    ['taem engineering', 'There is no command "taem"; did you mean `/aispend team engineering`? `/aispend help` lists them all.'],
    ['statsu', 'There is no command "statsu"; did you mean `/aispend status`? `/aispend help` lists them all.'],
    ['Hepl', 'There is no command "Hepl"; did you mean `/aispend help`? `/aispend help` lists them all.'],
    [
      'engineering',
      'There is no command "engineering"; for a team\'s spend write `/aispend team engineering`. `/aispend help` lists them all.',
    ],
    ['x', 'There is no command "x". `/aispend help` lists them all.'],
    ['!!!', 'There is no command "!!!". `/aispend help` lists them all.'],
    ['constructor', '`/aispend team constructor`'],
    ['status now', '`/aispend status` takes nothing more, so "now" does not fit.'],
    ['teams engineering', '`/aispend teams` takes [period], so "engineering" does not fit. A period is today, 7d, mtd, last month'],
    ['teams engineering 7d', '`/aispend teams` takes [period], so "engineering" does not fit.'],
    ['team eng 2026-02-30', 'There is no day "2026-02-30"'],
    ['team eng 2026-13', 'There is no month "2026-13"'],
    ['team eng 2027-01', 'January 2027 has not begun yet (today is 25 Nov 2026, UTC).'],
    ['team eng 2026-10-15..2026-10-01', 'That period ends before it begins'],
    ['team eng 900d', '"900d" is outside what billing keeps'],
    ['team eng last 2 quarters', '"last 2 quarters" is not a period; write today, yesterday, 7d'],
    ['team eng next month', '"next month" lies ahead and nothing of it is billed yet'],
    ['team eng next quarter', '"next quarter" lies ahead and nothing of it is billed yet'],
    ['team eng 2026-10 please', '"2026-10 please" is not a period'],
    [`team ${'x'.repeat(201)}`, 'A team name has at most 200 characters.'],
    ['team '.repeat(2000), 'That is 9999 characters; a question is at most 300. Try `/aispend help`.'],
    ['x'.repeat(10_000), 'That is 10000 characters; a question is at most 300. Try `/aispend help`.'],
    [`${'x'.repeat(299)}`, `There is no command "${'x'.repeat(60)}…"`],
  ])('%.40s', (typed, sentence) => expect(refusal(typed)).toContain(sentence));

  test('any text is understood or refused in a sentence, quickly, and never a crash', () =>
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 400 }),
          fc
            .array(fc.constantFrom('team', 'teams', '"', "'", 'for', 'in', 'last', 'month', '7d', 'since', '2026-10', '..', 'the', 'eng'), {
              maxLength: 12,
            })
            .map((words) => words.join(' ')),
        ),
        (typed) => {
          try {
            const { args } = read(typed);
            expect(Object.values(args).every((value) => value !== '')).toBe(true);
          } catch (error) {
            expect((error as Error).name).toBe('UsageError');
          }
        },
      ),
      { numRuns: 300 },
    ));

  test('a quoted name comes through as it stands, whatever it says, with and without a period', () =>
    fc.assert(
      fc.property(
        fc
          .stringMatching(/^[a-z0-9.' -]{1,30}$/)
          .map((name) => tidyWords(name))
          .filter((name) => name !== ''),
        fc.constantFrom('', '7d', 'last month', '2026-10-01..2026-10-15'),
        (name, period) => {
          const { args } = read(`team "${name}" ${period}`);
          expect(args).toEqual({ team: name, ...(period === '' ? {} : { period }) });
        },
      ),
    ));
});

test('a command says itself what its arguments must be', () => {
  const strict = { name: 'budget', usage: '<team>', args: z.object({ team: z.string({ error: 'Which team?' }) }) } as unknown as Command;
  expect(() => readArgs(strict, '', TODAY, '/aispend')).toThrow('Which team?');
  expect(readArgs(strict, 'data science', TODAY, '/aispend')).toEqual({ team: 'data science' });
});

describe('did you mean', () => {
  const names = ['engineering', 'teamster', 'team', 'data-science', '?', 'hi', 'eng'];
  test.each([
    ['team', 'team'],
    ['ENG', 'eng'],
    ['tema', 'team'],
    ['enginering', 'engineering'],
    ['engineeringg', 'engineering'],
    ['data science', 'data-science'],
    ['dat', 'data-science'],
    ['h', 'hi'],
    ['x', undefined],
    ['zz', undefined],
    ['accounting', undefined],
    ['', undefined],
  ])('%p: %p', (typed, meant) => expect(closest(typed, names)).toBe(meant));
});

test.each([
  ['"a b"', 'a b'],
  ["'a b'", 'a b'],
  ['" a b "', ' a b '],
  ['"  "', ''],
  ['"a b\'', '"a b\''],
  ['a "b" c', 'a "b" c'],
  ['""', ''],
  ['a', 'a'],
])('quotes around a whole name go: %p is %p', (text, name) => expect(unquoted(text)).toBe(name));
