import type { Series } from './chart.js';
import { drawMarks } from './chart-marks.js';
import { labelEvery, scale, tickLabel, ticks, valueLabel } from './chart-scale.js';
import { h, svg } from './element.js';

export interface Plot {
  kind: 'line' | 'bar' | 'area';
  title: string;
  categories: string[];
  series: Series[];
  xLabel?: string;
  yLabel?: string;
}

/** Where things stand in pixels. */
export interface Frame {
  left: number;
  right: number;
  top: number;
  bottom: number;
  /** Width of one category. */
  band: number;
  x(index: number): number;
  y(value: number): number;
}

const HEIGHT = 230;

/** Axes, grid, marks and hover values. Redrawn for the width it gets, so letters keep their size. */
export function drawPlot(plot: Plot): HTMLElement {
  const tip = h('div', { class: 'tip', hidden: true });
  const box = h(
    'div',
    { class: 'plot', tabindex: 0, role: 'img', 'aria-label': `${plot.title}: ${plot.kind} chart, arrow keys show values` },
    tip,
  );
  let at = -1;
  let frame: Frame | undefined;
  let cursor: SVGElement | undefined;

  const redraw = (width: number) => {
    frame = frameOf(plot, width);
    cursor = svg('line', { class: 'cursor', y1: frame.top, y2: frame.bottom, visibility: 'hidden' });
    const picture = svg('svg', { width, height: HEIGHT, viewBox: `0 0 ${width} ${HEIGHT}`, 'aria-hidden': 'true' }, [
      axes(plot, frame, width),
      cursor,
      drawMarks(plot, frame),
    ]);
    box.replaceChildren(picture, tip);
    point(at);
  };
  const point = (index: number) => {
    at = index;
    tip.hidden = !frame || index < 0;
    cursor?.setAttribute('visibility', tip.hidden ? 'hidden' : 'visible');
    if (!frame || index < 0) return;
    const x = frame.x(index);
    cursor?.setAttribute('x1', String(x));
    cursor?.setAttribute('x2', String(x));
    tip.replaceChildren(h('b', {}, plot.categories[index] ?? ''), ...plot.series.map((one, number) => tipLine(one, number, index, plot)));
    tip.style.left = `${Math.max(0, Math.min(x + 10, box.clientWidth - tip.offsetWidth - 4))}px`;
    if (x + 10 + tip.offsetWidth > box.clientWidth) tip.style.left = `${Math.max(0, x - tip.offsetWidth - 10)}px`;
  };
  box.addEventListener('pointermove', (event) => frame && point(nearest(plot, frame, event.clientX - box.getBoundingClientRect().left)));
  box.addEventListener('pointerleave', () => point(-1));
  box.addEventListener('blur', () => point(-1));
  box.addEventListener('keydown', (event) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (!step) return;
    event.preventDefault();
    point(Math.max(0, Math.min(plot.categories.length - 1, at + step)));
  });
  new ResizeObserver(([entry]) => entry && entry.contentRect.width > 0 && redraw(Math.round(entry.contentRect.width))).observe(box);
  redraw(640);
  return box;
}

function frameOf(plot: Plot, width: number): Frame {
  const [low, high] = domain(plot);
  const left = Math.max(...ticks(low, high).map((one) => tickLabel(one).length)) * 7 + 14;
  const [right, top, bottom] = [width - 14, plot.yLabel ? 26 : 12, HEIGHT - (plot.xLabel ? 44 : 26)];
  const band = (right - left) / Math.max(1, plot.categories.length);
  return { left, right, top, bottom, band, x: (index) => left + band * (index + 0.5), y: scale([low, high], bottom, top) };
}

function domain(plot: Plot): [number, number] {
  const values = plot.series.flatMap((one) => one.values);
  const steps = ticks(Math.min(0, ...values), Math.max(0, ...values));
  return [steps[0] ?? 0, steps.at(-1) ?? 1];
}

function axes(plot: Plot, frame: Frame, width: number): SVGElement {
  const every = labelEvery(plot.categories, frame.right - frame.left);
  const last = plot.categories.length - 1;
  return svg('g', {}, [
    ...ticks(...domain(plot)).map((value) =>
      svg('g', {}, [
        svg('line', { class: value === 0 ? 'axis' : 'grid', x1: frame.left, x2: frame.right, y1: frame.y(value), y2: frame.y(value) }),
        svg('text', { x: frame.left - 8, y: frame.y(value) + 4, 'text-anchor': 'end' }, tickLabel(value)),
      ]),
    ),
    ...plot.categories.map(
      (label, index) =>
        (last - index) % every === 0 && svg('text', { x: frame.x(index), y: frame.bottom + 18, 'text-anchor': 'middle' }, label),
    ),
    plot.yLabel !== undefined && svg('text', { class: 'axis-label', x: 2, y: 13 }, plot.yLabel),
    plot.xLabel !== undefined && svg('text', { class: 'axis-label', x: width / 2, y: HEIGHT - 6, 'text-anchor': 'middle' }, plot.xLabel),
  ]);
}

const nearest = (plot: Plot, frame: Frame, x: number): number =>
  Math.max(0, Math.min(plot.categories.length - 1, Math.floor((x - frame.left) / frame.band)));

const tipLine = (one: Series, number: number, index: number, plot: Plot): HTMLElement =>
  h('div', {}, [
    h('i', { class: `dot series-${number % 12}` }),
    plot.series.length > 1 && `${one.name} `,
    h('b', {}, valueLabel(one.values[index] ?? 0)),
  ]);
