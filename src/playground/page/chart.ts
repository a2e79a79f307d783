import type { Json } from '../page-wire.js';
import { drawPlot } from './chart-plot.js';
import { valueLabel } from './chart-scale.js';
import { h } from './element.js';
import { drawPie } from './pie.js';
import { unknownBox } from './unknown.js';

export interface Series {
  name: string;
  /** One value per category. */
  values: number[];
}

/** The `data_visualization` block. The numbers are also there as a table for those who do not see the picture. */
export function drawChart(block: Json): HTMLElement {
  const { chart } = block;
  const title = String(block.title ?? '');
  const caption = h('figcaption', {}, title);
  if (chart?.type === 'pie') {
    const segments = (chart.segments ?? []).map((one: Json) => ({ label: String(one.label), value: Number(one.value) }));
    return h('figure', { class: 'chart' }, [
      caption,
      drawPie(title, segments),
      numbers(
        title,
        ['Share', 'Value'],
        segments.map((one: Json) => [one.label, valueLabel(one.value)]),
      ),
    ]);
  }
  if (!['line', 'bar', 'area'].includes(chart?.type)) return unknownBox(`data_visualization: ${chart?.type}`);
  const categories: string[] = (chart.axis_config?.categories ?? []).map(String);
  const series: Series[] = (chart.series ?? []).map((one: Json) => ({
    name: String(one.name),
    values: categories.map((label, index) => valueAt(one.data, label, index)),
  }));
  const plot = { kind: chart.type, title, categories, series, xLabel: chart.axis_config?.x_label, yLabel: chart.axis_config?.y_label };
  const rows = categories.map((label, index) => [label, ...series.map((one) => valueLabel(one.values[index] ?? 0))]);
  return h('figure', { class: 'chart' }, [
    caption,
    series.length > 1 && legend(series.map((one) => one.name)),
    drawPlot(plot),
    numbers(title, ['', ...series.map((one) => one.name)], rows),
  ]);
}

const valueAt = (data: Json[], label: string, index: number): number =>
  Number((data?.find((one) => one.label === label) ?? data?.[index])?.value ?? 0);

export const legend = (names: string[]): HTMLElement =>
  h(
    'ul',
    { class: 'legend', 'aria-hidden': 'true' },
    names.map((name, index) => h('li', {}, [h('i', { class: `dot series-${index % 12}` }), name])),
  );

function numbers(title: string, head: string[], rows: string[][]): HTMLElement {
  const table = h('table', {}, [
    h('caption', {}, title),
    h(
      'thead',
      {},
      h(
        'tr',
        {},
        head.map((one) => h('th', { scope: 'col' }, one)),
      ),
    ),
    h(
      'tbody',
      {},
      rows.map((row) =>
        h(
          'tr',
          {},
          row.map((cell, column) => h(column === 0 ? 'th' : 'td', {}, cell)),
        ),
      ),
    ),
  ]);
  // A table takes the room its cells need whatever its style says; only a box around it can hide it.
  return h('div', { class: 'spoken' }, table);
}
