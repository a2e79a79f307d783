import type { Json } from '../src/playground/slack/fake-slack.types.js';

export const plain = (text: string) => ({ type: 'plain_text', text });
export const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
export const long = (length: number) => 'x'.repeat(length);
export const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index));
export const section = (text = 'hello') => ({ type: 'section', text: mrkdwn(text) });
export const button = (more: Json = {}) => ({ type: 'button', text: plain('Go'), ...more });
export const actions = (...elements: Json[]) => ({ type: 'actions', elements });
export const input = (element: Json, more: Json = {}) => ({ type: 'input', label: plain('Name'), element, ...more });
export const option = (value: string, text = value) => ({ text: plain(text), value });
export const select = (more: Json = {}) => ({ type: 'static_select', options: [option('a')], ...more });
export const raw = (text: string) => ({ type: 'raw_text', text });
export const dataTable = (rows: Json[][], more: Json = {}) => ({ type: 'data_table', caption: 'Spend', rows, ...more });
export const header = [raw('Team'), raw('Cost')];
export const row = [raw('data'), { type: 'raw_number', value: 12.5, text: '$12.50' }];
export const table = (rows: Json[][]) => ({ type: 'table', rows });
export const rich = (...leaves: Json[]) => ({ type: 'rich_text', elements: [{ type: 'rich_text_section', elements: leaves }] });
export const chart = (more: Json) => ({ type: 'data_visualization', title: 'Spend', chart: more });
export const bars = (categories: string[], ...series: { name: string; labels: string[] }[]) =>
  chart({
    type: 'bar',
    series: series.map(({ name, labels }) => ({ name, data: labels.map((label) => ({ label, value: -1.5 })) })),
    axis_config: { categories },
  });
export const pie = (segments: number, value = 1) =>
  chart({ type: 'pie', segments: times(segments, (index) => ({ label: `s${index}`, value })) });
export const image = { type: 'image', image_url: 'https://example.com/a.png', alt_text: 'a chart' };
export const confirm = { title: plain('Sure?'), text: plain('It costs money.'), confirm: plain('Yes'), deny: plain('No') };
