import fc from 'fast-check';
import { Owners, UNATTRIBUTED } from '../src/spend/teams.js';
import { tidyQuestion, unquoted } from '../src/typed-text.js';

const TEAMS = [
  { name: 'engineering', aliases: ['eng', 'R&D'] },
  { name: 'data-science', aliases: ['$data'] },
  { name: 'Legal', aliases: [] },
];
const exact = new Owners(TEAMS, false);
const merged = new Owners(TEAMS, true);

describe('which team a tag value belongs to', () => {
  test.each([
    // value, as written, with mergeSpelling
    ['engineering', 'engineering', 'engineering'],
    ['eng', 'engineering', 'engineering'],
    ['R&D', 'engineering', 'engineering'],
    ['$data', 'data-science', 'data-science'],
    ['Engineering', 'Engineering', 'engineering'],
    ['ENG', 'ENG', 'engineering'],
    [' engineering ', ' engineering ', 'engineering'],
    ['Data Science', 'Data Science', 'data-science'],
    ['data_science', 'data_science', 'data-science'],
    ['legal', 'legal', 'Legal'],
    ['Growth Team', 'Growth Team', 'growth-team'],
    ['growth-team', 'growth-team', 'growth-team'],
    ['constructor', 'constructor', 'constructor'],
    ['"engineering"', '"engineering"', '"engineering"'],
    ['team$engineering', 'team$engineering', 'team$engineering'],
    // Made of nothing visible, and still somebody's.
    ['\u200B', '\u200B', '\u200B'],
    ['', UNATTRIBUTED, UNATTRIBUTED],
    ['  ', UNATTRIBUTED, UNATTRIBUTED],
    [null, UNATTRIBUTED, UNATTRIBUTED],
  ])('%p', (value, asWritten, spellingMerged) => {
    expect(exact.of(value)).toBe(asWritten);
    expect(merged.of(value)).toBe(spellingMerged);
  });

  test('teams that are configured are known before they spend', () =>
    expect(exact.configured()).toEqual(['engineering', 'data-science', 'Legal']));

  const value = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.constantFrom('eng', 'ENG', 'Eng ', 'data science', 'R&D', '$data', '', ' ', 'constructor'),
    fc.constant(null),
  );
  test.each([
    ['as written', exact],
    ['with spelling merged', merged],
  ])('every value has one owner, and an owner is its own owner (%s)', (_how, owners) =>
    fc.assert(
      fc.property(fc.array(fc.tuple(value, fc.nat(1000)), { maxLength: 40 }), (spend) => {
        const costs = new Map<string | null, number>();
        for (const [team, cents] of spend) costs.set(owners.of(team), (costs.get(owners.of(team)) ?? 0) + cents);
        expect([...costs.values()].reduce((all, one) => all + one, 0)).toBe(spend.reduce((all, [, cents]) => all + cents, 0));
        for (const owner of costs.keys()) {
          expect(owners.of(owner)).toBe(owner);
          expect(owner).not.toBe('');
        }
      }),
    ),
  );

  test('what is not configured keeps its name when spelling is not merged', () =>
    fc.assert(
      fc.property(
        fc.string().filter((name) => name.trim() !== ''),
        (name) => expect(new Owners([], false).of(name)).toBe(name),
      ),
    ));
});

describe('which team a person means', () => {
  const seen = ['engineering', 'Data-Science', 'Growth Team', 'research', 'Legal'];
  test.each([
    ['engineering', 'engineering'],
    ['Engineering', 'engineering'],
    ['ENG', 'engineering'],
    ['r&d', 'engineering'],
    ['$DATA', 'data-science'],
    ['growth team', 'Growth Team'],
    ['growth-team', 'Growth Team'],
    ['LEGAL', 'Legal'],
    // Both spellings are billed, so only the exact one is clear.
    ['data-science', 'data-science'],
    ['Data-Science', 'Data-Science'],
  ])('"%s"', (typed, team) => expect(exact.find(typed, seen)).toBe(team));

  test.each([
    ['data science', 'More than one team is spelled like that: data-science, Data-Science. Write it exactly as one of them.'],
    ['enginering', 'There is no team "enginering"; did you mean engineering?'],
    ['engg', 'There is no team "engg"; did you mean engineering?'],
    ['reserach', 'There is no team "reserach"; did you mean research?'],
    ['resea', 'There is no team "resea"; did you mean research?'],
    ['zzzzzzzz', 'There is no team "zzzzzzzz". Teams: data-science, Data-Science, engineering, Growth Team, Legal, research.'],
    ['', 'There is no team "". Teams: '],
    ['x'.repeat(5000), `There is no team "${'x'.repeat(60)}". Teams: `],
  ])('"%.20s" is answered with what exists', (typed, sentence) => expect(() => exact.find(typed, seen)).toThrow(sentence));

  describe('names that differ in what nobody sees', () => {
    const alike = ['engineering', 'engineering ', 'caf\u00E9', 'cafe\u0301', ' ops', 'ops\u200B'];
    const owners = new Owners([], false);
    test.each([
      ['engineering', 'engineering'],
      ['engineering ', 'engineering '],
      ['engineering\\u{20}', 'engineering '],
      ['caf\u00E9', 'caf\u00E9'],
      ['cafe\\u{301}', 'cafe\u0301'],
      ['\\u{20}ops', ' ops'],
      ['ops\\u{200b}', 'ops\u200B'],
    ])('"%s" is one of them', (typed, team) => expect(owners.find(typed, alike)).toBe(team));

    test.each([
      ['Engineering', 'engineering, "engineering\\u{20}"'],
      ['CAFE\u0301', 'caf\u00E9, "cafe\\u{301}"'],
      ['ops', '"\\u{20}ops", "ops\\u{200b}"'],
    ])('"%s" could be two, which are shown with the difference', (typed, names) =>
      expect(() => owners.find(typed, alike)).toThrow(
        `More than one team is spelled like that: ${names}. Write it exactly as one of them.`,
      ),
    );

    test('every name that is told is found when it is typed so, in quotes', () =>
      fc.assert(
        fc.property(
          fc.uniqueArray(
            fc
              .array(fc.constantFrom('a', 'b', ' ', '\u00E9', 'e\u0301', '\u200B', '\t', '\u001B', '\u00A0'), {
                minLength: 1,
                maxLength: 5,
              })
              .map((all) => all.join('')),
            { minLength: 1, maxLength: 8 },
          ),
          (names) => {
            const told = owners.told(names);
            for (const name of names) {
              const typed = tidyQuestion(`team ${told.get(name) ?? `"${name}"`}`).slice('team '.length);
              if (unquoted(typed) !== '') expect(owners.find(unquoted(typed), names)).toBe(name);
            }
            // Nothing in what is told is invisible, and no two look the same.
            expect(new Set([...told.values()].map((shown) => shown.normalize('NFC'))).size).toBe(told.size);
            for (const shown of told.values()) expect(shown).toMatch(/^"(?! )[^\p{Cc}\p{Cf}]*(?<! )"$/u);
          },
        ),
      ));
  });

  test('with spelling merged every way of writing it is the same team', () => {
    for (const typed of ['data science', 'Data_Science', 'DATA-SCIENCE', '$Data'])
      expect(merged.find(typed, ['growth-team'])).toBe('data-science');
    expect(merged.find('Growth Team', ['growth-team'])).toBe('growth-team');
  });

  test('nothing is known yet', () =>
    expect(() => new Owners([], false).find('eng', [])).toThrow('There is no team "eng". No team has been seen in the billing data yet.'));

  test('hundreds of teams are not all listed', () => {
    const many = Array.from({ length: 300 }, (_, index) => `squad-${String(index).padStart(3, '0')}`);
    expect(() => new Owners([], false).find('marketing', many)).toThrow(/squad-019 and 280 more\.$/);
  });

  test('every owner is found by its own name', () =>
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 10 }), (names) => {
        for (const name of names) expect(new Owners([], false).find(name, names)).toBe(name);
      }),
    ));
});
