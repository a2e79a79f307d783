/** Blocks for the page's browser test: an answer about spend as the bot gives it, and one of every block there is. */

export const plain = (text: string) => ({ type: 'plain_text', text });
export const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
export const option = (text: string, value = text) => ({ text: plain(text), value });

const MODELS: [string, string, string, number, number][] = [
  ['Claude Opus 4.6', '$7,412.80', '412.6 M', 7412.8, 412.6],
  ['Claude Sonnet 5', '$4,105.22', '1,204.1 M', 4105.22, 1204.1],
  ['Nova Pro', '$1,310.47', '2,118.0 M', 1310.47, 2118],
  ['Claude Haiku 4.5', '$612.03', '980.4 M', 612.03, 980.4],
  ['gpt-oss-120b', '$201.90', '310.2 M', 201.9, 310.2],
  ['Titan Text Embeddings V2', '$48.11', '2,405.5 M', 48.11, 2405.5],
  ['Rerank 3.5', '$9.60', '—', 9.6, 0],
];
const DAYS = Array.from({ length: 18 }, (_, index) => `Nov ${index + 6}`);
const wave = (base: number, index: number) => base + Math.round(base * 0.35 * Math.sin(index * 1.1)) + index * 9;
const points = (base: number) => DAYS.map((label, index) => ({ label, value: wave(base, index) }));

export const spendAnswer = [
  { type: 'header', text: plain('engineering: $13,700.13 so far in November') },
  {
    type: 'section',
    fields: [
      mrkdwn('*Month to date*\n$13,700.13'),
      mrkdwn('*Against October 1–23*\n▲ +18.4 %'),
      mrkdwn('*Forecast for the month*\n$18,120'),
      mrkdwn('*Budget*\n$15,000, used up around <!date^1795824000^{date_short_pretty}|Nov 28>'),
    ],
  },
  {
    type: 'data_table',
    caption: 'Models in November',
    page_size: 5,
    row_header_column_index: 0,
    rows: [
      ['Model', 'Cost', 'Tokens'].map((text) => ({ type: 'raw_text', text })),
      ...MODELS.map(([model, cost, tokens, costValue, tokenValue]) => [
        { type: 'raw_text', text: model },
        { type: 'raw_number', value: costValue, text: cost },
        { type: 'raw_number', value: tokenValue, text: tokens },
      ]),
    ],
  },
  {
    type: 'data_visualization',
    title: 'Cost a day',
    chart: {
      type: 'line',
      axis_config: { categories: DAYS, y_label: 'USD' },
      series: [
        { name: 'Claude', data: points(380) },
        { name: 'Nova', data: points(90) },
      ],
    },
  },
  {
    type: 'context',
    elements: [
      mrkdwn('Cost Explorer, up to <!date^1795528800^{date_short_pretty} {time}|Nov 24>'),
      mrkdwn('The last two days may still grow'),
    ],
  },
  {
    type: 'actions',
    elements: [
      { type: 'button', action_id: 'share', style: 'primary', text: plain('Share to channel') },
      { type: 'button', action_id: 'why', text: plain('Why?') },
      {
        type: 'static_select',
        action_id: 'period',
        placeholder: plain('Another period'),
        options: [option('Last month', 'last-month'), option('Last 7 days', '7d')],
      },
      { type: 'overflow', action_id: 'more', options: [option('Export CSV', 'csv'), option('Explain the numbers', 'explain')] },
    ],
  },
];

const chart = (type: string, title: string) => ({
  type: 'data_visualization',
  title,
  chart: {
    type,
    axis_config: { categories: ['Aug', 'Sep', 'Oct', 'Nov'], x_label: 'Month', y_label: 'Change, USD' },
    series: [
      { name: 'platform', data: [-120, 340, 80, -45].map((value, index) => ({ label: ['Aug', 'Sep', 'Oct', 'Nov'][index], value })) },
      { name: 'support', data: [60, -30, 150, 210].map((value, index) => ({ label: ['Aug', 'Sep', 'Oct', 'Nov'][index], value })) },
    ],
  },
});

const leaf = (text: string, style = {}) => ({ type: 'text', text, style });

/** Not all of these may stand in one message together; the page draws what it is given. */
export const everyBlock = [
  {
    type: 'section',
    text: mrkdwn(
      '*Bold*, _italic_, ~struck~, `code`, <https://example.com|a link>, <@U0BEN>, <#C0FIN> :warning:\n> quoted\n```pre  formatted```',
    ),
    accessory: {
      type: 'button',
      action_id: 'delete',
      style: 'danger',
      text: plain('Revoke'),
      confirm: {
        title: plain('Revoke the grant?'),
        text: mrkdwn('Ben loses *Claude Mythos* at once.'),
        confirm: plain('Revoke'),
        deny: plain('Keep'),
        style: 'danger',
      },
    },
  },
  {
    type: 'rich_text',
    elements: [
      {
        type: 'rich_text_section',
        elements: [
          leaf('Rich '),
          leaf('bold', { bold: true }),
          leaf(' and '),
          leaf('code', { code: true }),
          { type: 'date', timestamp: 1795528800, format: ' {date_long} ', fallback: 'then' },
          { type: 'user', user_id: 'U0ADA' },
        ],
      },
      {
        type: 'rich_text_list',
        style: 'ordered',
        elements: [
          { type: 'rich_text_section', elements: [leaf('first')] },
          { type: 'rich_text_section', elements: [leaf('second')] },
        ],
      },
      { type: 'rich_text_list', style: 'bullet', indent: 1, elements: [{ type: 'rich_text_section', elements: [leaf('deeper')] }] },
      { type: 'rich_text_quote', elements: [leaf('a quote')] },
      { type: 'rich_text_preformatted', elements: [leaf('SELECT 1')] },
    ],
  },
  {
    type: 'markdown',
    text: '## Markdown\n\nSome **bold**, a [link](https://example.com).\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |',
  },
  { type: 'divider' },
  {
    type: 'table',
    column_settings: [{ align: 'left' }, { align: 'right' }],
    rows: [
      [
        { type: 'raw_text', text: 'Team' },
        { type: 'raw_text', text: 'Cost' },
      ],
      [
        { type: 'raw_text', text: 'research' },
        { type: 'raw_text', text: '$9,120.00' },
      ],
    ],
  },
  chart('bar', 'Change against the month before'),
  chart('area', 'The same as areas'),
  {
    type: 'data_visualization',
    title: 'Where it goes',
    chart: {
      type: 'pie',
      segments: [
        { label: 'Claude', value: 72.5 },
        { label: 'Nova', value: 19.1 },
        { label: 'Other', value: 8.4 },
      ],
    },
  },
  {
    type: 'card',
    title: mrkdwn('*Claude Mythos*'),
    subtitle: mrkdwn('requested by <@U0BEN>'),
    body: mrkdwn('8 hours, for the migration'),
    actions: [{ type: 'button', action_id: 'approve', style: 'primary', text: plain('Approve') }],
  },
  { type: 'alert', level: 'warning', text: plain('The budget is nearly used up.') },
  {
    type: 'container',
    title: plain('Details'),
    is_collapsible: true,
    child_blocks: [{ type: 'section', text: plain('Inside the container') }],
  },
  { type: 'image', title: plain('A picture'), image_url: 'https://example.com/x.png', alt_text: 'a chart' },
  {
    type: 'actions',
    elements: [
      { type: 'datepicker', action_id: 'day', initial_date: '2026-11-24' },
      { type: 'checkboxes', action_id: 'only', options: [option('Only untagged', 'untagged')] },
      { type: 'radio_buttons', action_id: 'by', options: [option('By team', 'team'), option('By model', 'model')] },
    ],
  },
  { type: 'hologram', text: 'from the future' },
];

/** Text as an attacker would write it into a tag or a session name. */
export const hostile = [
  { type: 'section', text: mrkdwn('<script>window.broken = 1</script> <javascript:alert(1)|click> &lt;b&gt;not bold&lt;/b&gt;') },
  { type: 'section', text: plain('<img src=x onerror="window.broken = 2">') },
  { type: 'markdown', text: '<img src=x onerror="window.broken = 3"> [click](javascript:window.broken=4)' },
  {
    type: 'rich_text',
    elements: [
      {
        type: 'rich_text_section',
        elements: [{ type: 'link', url: 'javascript:window.broken=5', text: 'click' }, leaf('<svg onload="window.broken=6">')],
      },
    ],
  },
  { type: 'actions', elements: [{ type: 'button', action_id: 'x', text: plain('Go'), url: 'javascript:window.broken=7' }] },
];
