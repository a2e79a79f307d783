import type { Json } from '../src/playground/slack/fake-slack.types.js';
import { type Surface, validateBlocks, validateView } from '../src/playground/slack/validate-blocks.js';
import {
  actions,
  bars,
  button,
  confirm,
  dataTable,
  header,
  image,
  input,
  long,
  mrkdwn,
  option,
  pie,
  plain,
  rich,
  row,
  section,
  select,
  table,
  times,
} from './validate-blocks.setup.js';

const taken: [string, Surface, Json[]][] = [
  ['an empty list', 'message', []],
  ['fifty sections', 'message', times(50, () => section())],
  ['a hundred sections in a modal', 'modal', times(100, () => section())],
  ['3,000 characters', 'message', [section(long(3000))]],
  ['ten fields', 'message', [{ type: 'section', fields: times(10, () => mrkdwn(long(2000))) }]],
  [
    'a button with everything',
    'message',
    [actions(button({ action_id: 'a', value: long(2000), style: 'danger', url: 'https://example.com', confirm }))],
  ],
  ['a data table of 200 rows', 'message', [dataTable([header, ...times(200, () => row)], { page_size: 10 })]],
  ['a table', 'message', [table([header, row])]],
  ['two charts', 'message', [pie(12), bars(['Mon', 'Tue'], { name: 'a', labels: ['Tue', 'Mon'] })]],
  ['charts in the home', 'home', [pie(3)]],
  [
    'cards and a container',
    'home',
    [
      { type: 'card', title: mrkdwn('Opus') },
      { type: 'container', title: plain('More'), child_blocks: [section()] },
    ],
  ],
  [
    'rich text',
    'message',
    [
      rich(
        { type: 'text', text: '<!channel>', style: { bold: true } },
        { type: 'user', user_id: 'U0ADA' },
        { type: 'date', timestamp: 1_790_000_000, format: '{date_short}' },
      ),
    ],
  ],
  ['an image that was uploaded', 'message', [{ type: 'image', slack_file: { id: 'F1' }, alt_text: 'spend' }]],
  [
    'a modal form',
    'modal',
    [input({ type: 'plain_text_input', action_id: 'x', max_length: 3000 }), input({ type: 'number_input', is_decimal_allowed: true })],
  ],
  ['the alert of a modal', 'modal', [{ type: 'alert', text: plain('Careful'), level: 'warning' }]],
  ['12,000 characters of markdown', 'message', [{ type: 'markdown', text: long(12_000) }]],
];

test.each(taken)('Slack takes %s (%s)', (_, surface, blocks) => {
  expect(validateBlocks(blocks, surface)).toEqual([]);
});

const refused: [string, Surface, Json, string, string][] = [
  ['51 blocks', 'message', times(51, () => section()), '/blocks', 'no more than 50 items allowed'],
  ['101 blocks', 'home', times(101, () => section()), '/blocks', 'no more than 100 items allowed'],
  ['something else than a list', 'message', { type: 'section' }, '/blocks', 'must provide a array'],
  ['an unknown block', 'message', [section(), { type: 'nope' }], '/blocks/1/type', 'unsupported type: nope'],
  ['a block without type', 'message', [{ text: plain('a') }], '/blocks/0', 'missing required field: type'],
  ['an unknown field', 'message', [{ ...section(), colour: 'red' }], '/blocks/0', 'invalid additional property: colour'],
  ['a long header', 'message', [{ type: 'header', text: plain(long(151)) }], '/blocks/0/text/text', 'must be less than 151 characters'],
  ['a header in mrkdwn', 'message', [{ type: 'header', text: mrkdwn('a') }], '/blocks/0/text/type', 'must be one of: plain_text'],
  ['an empty text', 'message', [section('')], '/blocks/0/text/text', 'must be more than 0 characters'],
  ['a long section', 'message', [section(long(3001))], '/blocks/0/text/text', 'must be less than 3001 characters'],
  ['an empty section', 'message', [{ type: 'section' }], '/blocks/0', 'missing required field: text or fields'],
  [
    'eleven fields',
    'message',
    [{ type: 'section', fields: times(11, () => mrkdwn('a')) }],
    '/blocks/0/fields',
    'no more than 10 items allowed',
  ],
  [
    'a long field',
    'message',
    [{ type: 'section', fields: [mrkdwn(long(2001))] }],
    '/blocks/0/fields/0/text',
    'must be less than 2001 characters',
  ],
  [
    'eleven context texts',
    'message',
    [{ type: 'context', elements: times(11, () => mrkdwn('a')) }],
    '/blocks/0/elements',
    'no more than 10 items allowed',
  ],
  [
    'a button in a context',
    'message',
    [{ type: 'context', elements: [button()] }],
    '/blocks/0/elements/0/type',
    'unsupported type: button',
  ],
  ['26 buttons', 'message', [actions(...times(26, () => button()))], '/blocks/0/elements', 'no more than 25 items allowed'],
  [
    'a long button',
    'message',
    [actions(button({ text: plain(long(76)) }))],
    '/blocks/0/elements/0/text/text',
    'must be less than 76 characters',
  ],
  ['a long value', 'message', [actions(button({ value: long(2001) }))], '/blocks/0/elements/0/value', 'must be less than 2001 characters'],
  [
    'a confirm without deny',
    'message',
    [actions(button({ confirm: { ...confirm, deny: undefined } }))],
    '/blocks/0/elements/0/confirm',
    'missing required field: deny',
  ],
  [
    'a long confirm title',
    'message',
    [actions(button({ confirm: { ...confirm, title: plain(long(101)) } }))],
    '/blocks/0/elements/0/confirm/title/text',
    'must be less than 101 characters',
  ],
  [
    '101 options',
    'message',
    [actions(select({ options: times(101, (i) => option(`v${i}`)) }))],
    '/blocks/0/elements/0/options',
    'no more than 100 items allowed',
  ],
  [
    'no options at all',
    'message',
    [actions({ type: 'static_select' })],
    '/blocks/0/elements/0',
    'missing required field: options or option_groups',
  ],
  [
    'a long option',
    'message',
    [actions(select({ options: [option('a', long(76))] }))],
    '/blocks/0/elements/0/options/0/text/text',
    'must be less than 76 characters',
  ],
  [
    'a long option value',
    'message',
    [actions(select({ options: [option(long(151), 'a')] }))],
    '/blocks/0/elements/0/options/0/value',
    'must be less than 151 characters',
  ],
  [
    'six overflow options',
    'message',
    [{ ...section(), accessory: { type: 'overflow', options: times(6, (i) => option(`v${i}`)) } }],
    '/blocks/0/accessory/options',
    'no more than 5 items allowed',
  ],
  ['an image without words', 'message', [{ ...image, alt_text: undefined }], '/blocks/0', 'missing required field: alt_text'],
  ['an image twice', 'message', [{ ...image, slack_file: { id: 'F1' } }], '/blocks/0', 'only one of image_url and slack_file is allowed'],
  [
    'the same block_id twice',
    'message',
    [
      { ...section(), block_id: 'b' },
      { ...section(), block_id: 'b' },
    ],
    '/blocks/1/block_id',
    'block_id "b" already exists',
  ],
  [
    'the same action_id twice',
    'message',
    [actions(button({ action_id: 'a' }), button({ action_id: 'a' }))],
    '/blocks/0/elements/1/action_id',
    'action_id "a" already exists',
  ],
  [
    'a long action_id',
    'message',
    [actions(button({ action_id: long(256) }))],
    '/blocks/0/elements/0/action_id',
    'must be less than 256 characters',
  ],
  [
    'a day that is none',
    'modal',
    [input({ type: 'datepicker', initial_date: '24.11.2026' })],
    '/blocks/0/element/initial_date',
    'must be YYYY-MM-DD',
  ],
];

test.each(refused)('Slack refuses %s (%s)', (_, surface, blocks, pointer, message) => {
  expect(validateBlocks(blocks, surface)).toEqual(expect.arrayContaining([{ pointer, message }]));
});

test('a workspace that does not know a block type yet, and the chart limit of June 2026', () => {
  expect(validateBlocks([section(), pie(2)], 'message', { refused: ['data_visualization'] })).toEqual([
    { pointer: '/blocks/1/type', message: 'unsupported type: data_visualization' },
  ]);
  expect(validateBlocks([pie(7)], 'message', { maxSeries: 6 })).toEqual([
    { pointer: '/blocks/0/chart/segments', message: 'no more than 6 items allowed' },
  ]);
});

const modal = (more: Json = {}) => ({ type: 'modal', title: plain('Access'), blocks: [section()], ...more });
const name = input({ type: 'plain_text_input' });

test.each<[string, 'modal' | 'home', Json, string, string]>([
  ['a long title', 'modal', modal({ title: plain(long(25)) }), '/view/title/text', 'must be less than 25 characters'],
  ['no title', 'modal', modal({ title: undefined }), '/view', 'missing required field: title'],
  ['inputs without submit', 'modal', modal({ blocks: [name] }), '/view', 'missing required field: submit'],
  [
    'a long private_metadata',
    'modal',
    modal({ private_metadata: long(3001) }),
    '/view/private_metadata',
    'must be less than 3001 characters',
  ],
  ['a title on the home', 'home', { type: 'home', title: plain('Spend'), blocks: [] }, '/view', 'invalid additional property: title'],
  ['no blocks', 'home', { type: 'home' }, '/view', 'missing required field: blocks'],
  ['bad blocks', 'modal', modal({ blocks: [section('')] }), '/view/blocks/0/text/text', 'must be more than 0 characters'],
  ['the wrong kind', 'modal', { type: 'home', title: plain('a'), blocks: [] }, '/view/type', 'must be one of: modal'],
])('a view with %s (%s) is refused', (_, kind, view, pointer, message) => {
  expect(validateView(view, kind)).toEqual([{ pointer, message }]);
});

test('views that are taken', () => {
  expect(
    validateView(modal({ blocks: [name], submit: plain('Ask'), close: plain('Not now'), private_metadata: long(3000) }), 'modal'),
  ).toEqual([]);
  expect(validateView({ type: 'home', blocks: [section(), pie(3)] }, 'home')).toEqual([]);
});
