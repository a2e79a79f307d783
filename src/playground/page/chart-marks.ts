import type { Frame, Plot } from './chart-plot.js';
import { svg } from './element.js';

/** The lines, areas or bars of a plot; bars of several series stand side by side, and below zero they hang from the axis. */
export function drawMarks(plot: Plot, frame: Frame): SVGElement {
  return svg('g', {}, plot.kind === 'bar' ? bars(plot, frame) : plot.series.map((_, number) => line(plot, frame, number)));
}

function line(plot: Plot, frame: Frame, number: number): SVGElement {
  const values = plot.series[number]?.values ?? [];
  const points = values.map((value, index) => `${frame.x(index).toFixed(1)} ${frame.y(value).toFixed(1)}`);
  const colour = `series-${number % 12}`;
  const zero = frame.y(0).toFixed(1);
  const ground = `M ${frame.x(0).toFixed(1)} ${zero} L ${points.join(' L ')} L ${frame.x(values.length - 1).toFixed(1)} ${zero} Z`;
  return svg('g', { class: colour }, [
    plot.kind === 'area' && svg('path', { class: 'area', d: ground }),
    svg('path', { class: 'line', d: `M ${points.join(' L ')}` }),
    ...(values.length <= 31
      ? values.map((value, index) => svg('circle', { class: 'point', cx: frame.x(index), cy: frame.y(value), r: 2.5 }))
      : []),
  ]);
}

function bars(plot: Plot, frame: Frame): SVGElement[] {
  const group = Math.min(frame.band * 0.72, 56 * plot.series.length);
  const width = group / plot.series.length;
  return plot.series.flatMap((one, number) =>
    one.values.map((value, index) => {
      const [zero, end] = [frame.y(0), frame.y(value)];
      return svg('rect', {
        class: `column series-${number % 12}`,
        x: frame.x(index) - group / 2 + number * width + 0.5,
        y: Math.min(zero, end),
        width: Math.max(1, width - 1),
        height: Math.max(value === 0 ? 0 : 1, Math.abs(zero - end)),
        rx: 2,
      });
    }),
  );
}
