import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Started, start } from '../start.js';

let bot: Started;
beforeAll(async () => {
  bot = await start();
});
afterAll(() => bot.close());

/** What people, phones and jokers type, and what the one sentence must tell them. */
const NONSENSE: [what: string, typed: string, told: RegExp][] = [
  ['nothing', '', /\/aispend team &lt;team&gt;/],
  ['only spaces', '     ', /\/aispend team &lt;team&gt;/],
  ['a tab and a line break', '\t\n', /\/aispend team &lt;team&gt;/],
  ['invisible characters', '\u200b\u200d\ufeff', /\/aispend team &lt;team&gt;/],
  ['ten thousand characters', 'a'.repeat(10_000), /10000 characters; a question is at most 300/],
  ['ten thousand words', 'team '.repeat(2000), /characters; a question is at most 300/],
  ['a word that is no command', 'flurb', /There is no command "flurb"/],
  ['a slip of the finger', 'taem engineering', /did you mean `\/aispend team engineering`/],
  ['a team without the word team', 'engineering', /for a team's spend write `\/aispend team engineering`/],
  ['a number', '42', /There is no command "42"/],
  ['a minus number', '-1', /There is no command "-1"/],
  ['a question mark alone gives help', '?', /\/aispend team &lt;team&gt;/],
  ['emoji', '🦄🦄🦄', /There is no command "🦄🦄🦄"/],
  ['emoji as a team', 'team 🦄', /There is no team "🦄"/],
  ['an emoji code', 'team :unicorn_face:', /There is no team ":unicorn_face:"/],
  ['everybody in the channel', '<!channel>', /There is no command "&lt;!channel&gt;"/],
  ['everybody in the channel as a team', 'team <!channel>', /There is no team "&lt;!channel&gt;"/],
  ['everybody here', 'team <!here|here>', /There is no team "&lt;!here\|here&gt;"/],
  ['a mention', 'team <@U0BEN|ben>', /There is no team "&lt;@U0BEN\|ben&gt;"/],
  ['a user group', 'team <!subteam^S123>', /There is no team "&lt;!subteam\^S123&gt;"/],
  ['a channel', 'team <#C0ENG|eng-leads>', /There is no team/],
  ['a link', 'team <https://evil.example|engineering>', /There is no team "&lt;engineering&gt;"/],
  ['curly quotes', 'team “engineering”', /^engineering spent/],
  ['German quotes', 'team „engineering“', /^engineering spent/],
  ['single curly quotes', 'team ‘engineering’', /^engineering spent/],
  ['an em dash for a hyphen', 'team data—science last month', /data-science/i],
  ['a non-breaking hyphen', 'team data‑science last month', /data-science/i],
  ['non-breaking spaces', 'team\u00a0engineering\u00a0last\u00a0month', /^engineering spent .* last month/],
  ['full-width letters', 'team ｅｎｇ', /There is no team/],
  ['right-to-left override', 'team \u202egnireenigne', /There is no team/],
  ['a range with dots made one by the phone', 'team engineering 2026-10-01…2026-10-15', /1–15 Oct 2026/],
  ['a range with a long dash', 'team engineering 2026-10-01—2026-10-15', /1–15 Oct 2026|not a period/],
  ['shouting', 'TEAM ENGINEERING LAST MONTH', /^engineering spent/],
  ['no such day', 'team engineering 2026-02-30', /There is no day "2026-02-30"/],
  ['no such month', 'team engineering 2026-13', /There is no month "2026-13"/],
  ['month zero', 'team engineering 2026-00', /There is no month "2026-00"/],
  ['29 February of no leap year', 'team engineering 2026-02-29', /There is no day "2026-02-29"/],
  ['a range backwards', 'team engineering 2026-10-15..2026-10-01', /ends before it begins/],
  ['half a range', 'team engineering 2026-10-01..', /not a period|There is no/],
  ['a range of nonsense', 'team engineering 2026-10-01..soon', /not a period|There is no/],
  ['the future', 'team engineering 2027-01', /has not begun yet/],
  ['tomorrow', 'team engineering 2026-11-26', /has not begun yet/],
  ['before time', 'team engineering 0001-01', /ledger begins|ask for a later period|There is no/],
  ['long ago', 'team engineering 2019-01', /The ledger begins on 2025-10-01/],
  ['no days', 'team engineering 0d', /outside what billing keeps/],
  ['a million days', 'team engineering 999999d', /outside what billing keeps/],
  ['more days than a number holds', 'team engineering 99999999999999999999d', /not a period|There is no team/],
  ['two quarters', 'team engineering last 2 quarters', /"last 2 quarters" is not a period; write today/],
  ['half a year', 'team engineering H1 2026', /"H1 2026" is not a period/],
  ['a business year', 'team engineering FY26', /"FY26" is not a period/],
  ['next month', 'team engineering next month', /"next month" lies ahead and nothing of it is billed yet/],
  ['a quarter of the future', 'team engineering Q1 2027', /Q1 2027 has not begun yet/],
  [
    'a year that the ledger holds in part',
    'team engineering last year',
    /last year \(1 Jan – 31 Dec 2025, UTC\), of which the ledger holds 1 Oct – 31 Dec 2025/,
  ],
  ['a year long ago', 'team engineering 2019', /The ledger begins on 2025-10-01/],
  ['a month in quotes', 'team "may"', /There is no team "may"/],
  ['a month and no team', 'team may', /^engineering spent .* May 2026 \(1–31 May 2026, UTC\)/],
  ['an American date', 'team engineering 10/31/2026', /"10\/31\/2026" is not a period/],
  ['half a date', 'team engineering 2026-1', /There is no month "2026-1"/],
  ['a time', 'team engineering 2026-10-01T00:00:00Z', /not a period|There is no/],
  ['a float', 'team engineering 1.5d', /not a period|There is no team/],
  ['SQL', "team '; DROP TABLE facts; --", /There is no team/],
  ['SQL with a union', "team x' UNION SELECT 1 --", /There is no team/],
  ['SQL as a command', 'SELECT * FROM facts', /There is no command "SELECT"/],
  ['a path', 'team ../../etc/passwd', /There is no team/],
  ['a shell', 'team $(rm -rf /)', /There is no team "\$\(rm -rf \/\)"/],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: this is what is typed
  ['a template', 'team ${process.env}', /There is no team/],
  ['a prototype', 'team __proto__', /There is no team "__proto__"/],
  ['a constructor', 'constructor', /There is no command "constructor"/],
  ['a script', 'team <script>alert(1)</script>', /There is no team "&lt;script&gt;/],
  ['HTML entities', 'team &lt;b&gt;', /There is no team "&amp;lt;b&amp;gt;"/],
  ['a tag value with a dollar', 'team cost$center', /There is no team "cost\$center"/],
  ['a tag value with quotes', 'team "the \'a\' team"', /There is no team/],
  ['one quote', 'team "', /There is no team|Which team/],
  ['empty quotes', 'team ""', /There is no team|Which team|^engineering spent/],
  ['a null byte', 'team engi\u0000neering', /^engineering spent/],
  ['JSON', '{"team":"engineering"}', /There is no command/],
  ['a flag', '--help', /\/aispend team &lt;team&gt;/],
  ['help about nothing', 'help flurb', /There is no command "flurb"/],
  ['words after status', 'status please now', /takes nothing more/],
  ['words after teams', 'teams of the whole world', /"of the whole world" does not fit|does not fit/],
  ['two periods', 'team engineering 7d last month', /There is no team "engineering 7d"|not a period/],
  ['a period and nothing else', '7d', /There is no command "7d"/],
  ['backticks and asterisks', 'team `*_~engineering~_*`', /There is no team/],
  ['Zalgo', 'team e̵̛͔n̴g̶i̷n̸e̵e̶r̷', /There is no team/],
  ['a very long name', `team ${'x'.repeat(250)}`, /at most 200 characters|There is no team/],
  ['somebody else’s command', '/aispend team engineering', /There is no command "\/aispend"/],
];

async function ledgerFiles(): Promise<string[]> {
  const folder = bot.parts.ledger.folder;
  return Promise.all((await readdir(folder)).sort().map(async (name) => `${name} ${(await stat(join(folder, name))).mtimeMs}`));
}

test('there are at least sixty lines of it', () => expect(NONSENSE.length).toBeGreaterThanOrEqual(60));

test.each(NONSENSE)('%s', async (_what, typed, told) => {
  const before = await ledgerFiles();
  const requests = bot.aws.requests.length;
  const message = await bot.ask(typed);
  expect(message.text).toMatch(told);
  expect(message.onlyFor).toBe('U0ADA');
  // Words only: no trace of our inside, nothing live in what was quoted back, and one sentence long.
  const said = JSON.stringify([message.text, message.blocks]);
  expect(said).not.toMatch(/\bat .*\.(js|ts):\d+|Error:|undefined|\[object|NaN|node_modules|[Ss]omething went wrong/);
  expect(message.text).not.toMatch(/<!|<@|<#|<https?:/);
  expect(message.text.length).toBeLessThan(1500);
  expect(await ledgerFiles()).toEqual(before);
  expect(bot.aws.requests).toHaveLength(requests);
});
