import { labelEvery, scale, slicePath, slices, tickLabel, ticks, valueLabel } from '../src/playground/page/chart-scale.js';
import { type Chunk, type Inline, safeUrl } from '../src/playground/page/inline.js';
import { parseMarkdown } from '../src/playground/page/markdown.js';
import { parseInline, parseMrkdwn } from '../src/playground/page/mrkdwn.js';
import { richText } from '../src/playground/page/rich-text.js';
import { slackDate } from '../src/playground/page/slack-date.js';
import { arranged, cellOf, isNumeric, nextSort, pageOf } from '../src/playground/page/table-model.js';

/** Parsed text in one line: [b …] for bold, [a address …] for links; plain text as it is. */
const seen = (parts: Inline[]): string => parts.map(one).join('');
function one(part: Inline): string {
  if (part.kind === 'text') return part.text;
  if (part.kind === 'styled') return `[${part.style[0]} ${seen(part.children)}]`;
  if (part.kind === 'code') return `[code ${part.text}]`;
  if (part.kind === 'link') return `[a ${part.url} ${seen(part.children)}]`;
  if (part.kind === 'mention') return `[${part.of} ${part.id}${part.label ? ` ${part.label}` : ''}]`;
  if (part.kind === 'date') return `[date ${part.timestamp} ${part.format} ${part.fallback}]`;
  return part.kind === 'emoji' ? (part.unicode ?? part.name) : part.value;
}
const chunks = (all: Chunk[]): string[] =>
  all.map((chunk) =>
    'children' in chunk ? `${chunk.kind}: ${seen(chunk.children)}` : 'text' in chunk ? `${chunk.kind}: ${chunk.text}` : chunk.kind,
  );
const kindsIn = (parts: Inline[]): string[] =>
  parts.flatMap((part) => ('children' in part ? [part.kind, ...kindsIn(part.children)] : [part.kind]));

describe('mrkdwn', () => {
  test.each([
    ['*bold* and _italic_ and ~gone~', '[b bold] and [i italic] and [s gone]'],
    ['*bold _and italic_*', '[b bold [i and italic]]'],
    ['`*not bold*`', '[code *not bold*]'],
    ['2 * 3 * 4', '2 * 3 * 4'],
    ['snake_case_name', 'snake_case_name'],
    ['*not closed', '*not closed'],
    ['*a <https://x.test/*|link> b*', '[b a [a https://x.test/* link] b]'],
    ['<https://x.test/?a=1&amp;b=2|see>', '[a https://x.test/?a=1&b=2 see]'],
    ['at https://x.test/a.', 'at [a https://x.test/a https://x.test/a].'],
    ['<mailto:a@x.test|write>', '[a mailto:a@x.test write]'],
    ['<@U0ADA> in <#C0ENG|eng-leads>', '[user U0ADA] in [channel C0ENG eng-leads]'],
    ['<!here> <!subteam^S0FIN|@finops>', '[group here] [group S0FIN @finops]'],
    ['<!date^1763992800^{date_short_pretty} {time}|Nov 24>', '[date 1763992800 {date_short_pretty} {time} Nov 24]'],
    [':warning: :no_such_thing: 12:30:45', '⚠️ :no_such_thing: 12:30:45'],
    ['a &lt; b &amp;&amp; c', 'a < b && c'],
  ])('%s', (source, expected) => expect(seen(parseInline(source))).toBe(expected));

  test('fences, quotes and paragraphs become chunks', () => {
    expect(chunks(parseMrkdwn('one\n> two\n&gt; three\nfour\n```a *b*\n&lt;c&gt;```'))).toEqual([
      'paragraph: one',
      'quote: two\nthree',
      'paragraph: four',
      'pre: a *b*\n<c>',
    ]);
    expect(chunks(parseMrkdwn('an ``` unclosed fence'))).toEqual(['paragraph: an ', 'paragraph: ``` unclosed fence']);
  });
});

describe('hostile text stays text', () => {
  test.each([
    ['<script>alert(1)</script>', '<script>alert(1)</script>'],
    ['<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
    ['&lt;b&gt;', '<b>'],
    ['&amp;lt;b&amp;gt;', '&lt;b&gt;'],
    ['<javascript:alert(1)|click>', '<javascript:alert(1)|click>'],
    ['<JaVaScRiPt:alert(1)>', '<JaVaScRiPt:alert(1)>'],
    ['<data:text/html,x|click>', '<data:text/html,x|click>'],
  ])('mrkdwn %s', (source, expected) => {
    expect(parseInline(source)).toEqual([{ kind: 'text', text: expected }]);
  });

  test.each(['<script>alert(1)</script>', '<img src=x onerror=alert(1)>', '[click](javascript:alert(1))', '<javascript:alert(1)>'])(
    'markdown %s',
    (source) => {
      const [chunk] = parseMarkdown(source);
      expect(chunk && 'children' in chunk && kindsIn(chunk.children)).toEqual(['text']);
    },
  );

  test('a rich_text link to a script is only its words', () => {
    const [chunk] = richText([{ type: 'rich_text_section', elements: [{ type: 'link', url: 'javascript:alert(1)', text: 'click' }] }]);
    expect(chunk).toEqual({ kind: 'paragraph', children: [{ kind: 'text', text: 'click' }] });
  });

  test.each([
    ['https://x.test/', 'https://x.test/'],
    ['javascript:alert(1)', undefined],
    [' javascript:alert(1)', undefined],
    ['vbscript:x', undefined],
    ['//x.test', undefined],
    ['https://', undefined],
    [{ toString: (): string => 'https://x.test' }, undefined],
  ])('safeUrl(%j)', (url, expected) => expect(safeUrl(url)).toBe(expected));
});

test('markdown blocks: headings, lists, tables, fences, escapes', () => {
  const parsed = parseMarkdown(
    '# Spend\n\nup **18 %**, see [why](https://x.test)\n\n- one\n  - deeper\n1. first\n\n> noted\n\n---\n```\na | b\n```\n| a | b |\n|---|:-:|\n| 1 | x\\|y |\n\n\\*plain\\*',
  );
  expect(chunks(parsed)).toEqual([
    'heading: Spend',
    'paragraph: up [b 18 %], see [a https://x.test why]',
    'list',
    'list',
    'list',
    'quote: noted',
    'rule',
    'pre: a | b',
    'table',
    'paragraph: *plain*',
  ]);
  expect(parsed.filter((chunk) => chunk.kind === 'list').map((list) => [list.ordered, list.indent, list.items.map(seen)])).toEqual([
    [false, 0, ['one']],
    [false, 1, ['deeper']],
    [true, 0, ['first']],
  ]);
  const table = parsed.find((chunk) => chunk.kind === 'table');
  expect(table?.rows.map((row) => row.map(seen))).toEqual([['1', 'x|y']]);
});

test('rich_text leaves keep their words and styles', () => {
  const parsed = richText([
    {
      type: 'rich_text_section',
      elements: [
        { type: 'text', text: '*as typed* &lt;', style: { bold: true, italic: true } },
        { type: 'text', text: 'x', style: { code: true } },
      ],
    },
    {
      type: 'rich_text_list',
      style: 'ordered',
      offset: 2,
      elements: [{ type: 'rich_text_section', elements: [{ type: 'emoji', name: 'flag', unicode: '1f1e9-1f1ea' }] }],
    },
    { type: 'rich_text_preformatted', elements: [{ type: 'text', text: 'SELECT 1' }] },
  ]);
  expect(chunks(parsed)).toEqual(['paragraph: [i [b *as typed* &lt;]][code x]', 'list', 'pre: SELECT 1']);
  expect(parsed[1]).toMatchObject({ start: 3, items: [[{ unicode: '🇩🇪' }]] });
});

describe('date tokens', () => {
  const now = new Date('2026-11-24T14:05:00Z');
  const at = (iso: string) => Date.parse(iso) / 1000;
  test.each([
    ['2026-11-24T01:00:00Z', '{date_short_pretty} at {time}', 'America/New_York', 'yesterday at 8:00 PM'],
    ['2026-11-24T01:00:00Z', '{date_pretty}', 'Europe/Berlin', 'today'],
    ['2026-11-25T09:00:00Z', '{date_long_pretty}', 'UTC', 'tomorrow'],
    ['2026-11-01T09:00:00Z', '{date_long}', 'UTC', 'Sunday, November 1st, 2026'],
    ['2026-11-12T09:00:00Z', '{date}', 'UTC', 'November 12th, 2026'],
    ['2026-11-22T09:00:07Z', '{date_num} {time_secs}', 'UTC', '2026-11-22 9:00:07 AM'],
    ['2026-11-22T09:00:00Z', '{date_short}', 'Not/AZone', 'Nov 22, 2026'],
    ['2026-11-24T13:05:00Z', '{ago}', 'UTC', '1 hour ago'],
    ['2026-11-24T14:06:30Z', '{ago}', 'UTC', 'in 1 minute'],
    ['2026-11-24T13:05:00Z', '{unheard_of}', 'UTC', '{unheard_of}'],
  ])('%s as %s in %s', (iso, format, zone, expected) => expect(slackDate(at(iso), format, zone, now)).toBe(expected));
});

describe('charts', () => {
  test.each([
    [0, 628, [0, 200, 400, 600, 800]],
    [-120, 340, [-200, 0, 200, 400]],
    [0, 0.00031, [0, 0.0001, 0.0002, 0.0003, 0.0004]],
    [-8, -2, [-8, -6, -4, -2, 0]],
    [0, 0, [0, 1]],
  ])('ticks from %d to %d', (low, high, expected) => expect(ticks(low, high)).toEqual(expected));

  test('values map to pixels, upside down', () => {
    const y = scale([-100, 300], 200, 0);
    expect([y(-100), y(0), y(300)]).toEqual([200, 150, 0]);
  });

  test.each([
    [1200, '1.2k', '1,200'],
    [-3_400_000, '-3.4M', '-3,400,000'],
    [0.05, '0.05', '0.05'],
    [0, '0', '0'],
  ])('%d is labelled', (value, tick, hover) => expect([tickLabel(value), valueLabel(value)]).toEqual([tick, hover]));

  test('labels thin out when they do not fit', () => {
    const days = Array.from({ length: 20 }, (_, day) => `Nov ${day + 1}`);
    expect(labelEvery(days, 2000)).toBe(1);
    expect(labelEvery(days, 400)).toBeGreaterThan(2);
  });

  test('slices share the circle; nothing is drawn for what is not positive', () => {
    const parts = slices([3, 1, 0, -5]);
    expect(parts.map((part) => part.share)).toEqual([0.75, 0.25, 0, 0]);
    expect(parts.map((part) => slicePath(part, 0, 0, 10, 5) !== '')).toEqual([true, true, false, false]);
    expect(slicePath(slices([7])[0]!, 0, 0, 10, 5).match(/A/g)).toHaveLength(4);
  });
});

describe('data tables', () => {
  const row = (name: string, value: number, text: string) => [
    cellOf({ type: 'raw_text', text: name }),
    cellOf({ type: 'raw_number', value, text }),
  ];
  const rows = [row('nova', 9, '$9'), row('Claude', 100, '$100'), row('rerank', 20, '$20')];
  const names = (all: typeof rows) => all.map((cells) => cells[0]!.words);

  test('numbers sort as numbers, words as words whatever their case', () => {
    expect(names(arranged(rows, '', { column: 1, down: true }))).toEqual(['Claude', 'rerank', 'nova']);
    expect(names(arranged(rows, '', { column: 0, down: false }))).toEqual(['Claude', 'nova', 'rerank']);
  });

  test('one cell that is not a number makes a column sort as words', () => {
    const mixed = [...rows, [cellOf({ type: 'raw_text', text: 'x' }), cellOf({ type: 'raw_text', text: '$3' })]];
    expect(isNumeric(mixed, 1)).toBe(false);
    expect(names(arranged(mixed, '', { column: 1, down: false }))).toEqual(['Claude', 'rerank', 'x', 'nova']);
  });

  test('the filter looks into every cell, pages stay within the end', () => {
    expect(names(arranged(rows, ' $20', undefined))).toEqual(['rerank']);
    expect(pageOf([1, 2, 3], 2, 9)).toEqual({ rows: [3], page: 1, pages: 2 });
    expect(pageOf([], 2, 0)).toEqual({ rows: [], page: 0, pages: 1 });
  });

  test('clicks on a head go through both orders and back', () => {
    const first = nextSort(undefined, 1, true);
    const second = nextSort(first, 1, true);
    expect([first, second, nextSort(second, 1, true)]).toEqual([{ column: 1, down: true }, { column: 1, down: false }, undefined]);
  });
});
