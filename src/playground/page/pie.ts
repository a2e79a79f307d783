import { slicePath, slices, valueLabel } from './chart-scale.js';
import { h, svg } from './element.js';

/** A ring with its shares beside it; pointing at one dims the others. */
export function drawPie(title: string, segments: { label: string; value: number }[]): HTMLElement {
  const parts = slices(segments.map((one) => one.value));
  const share = (index: number) => `${((parts[index]?.share ?? 0) * 100).toFixed(1)} %`;
  const paths = parts.map((part, index) =>
    svg(
      'path',
      { class: `slice series-${index % 12}`, d: slicePath(part, 90, 90, 84, 50) },
      svg('title', {}, `${segments[index]?.label}: ${valueLabel(segments[index]?.value ?? 0)} (${share(index)})`),
    ),
  );
  const rows = segments.map((one, index) =>
    h(
      'li',
      {},
      [
        h('i', { class: `dot series-${index % 12}` }),
        h('span', {}, one.label),
        h('b', {}, valueLabel(one.value)),
        h('span', { class: 'faint' }, share(index)),
      ],
      {
        pointerenter: () => light(index),
        pointerleave: () => light(undefined),
      },
    ),
  );
  const light = (only: number | undefined) => {
    for (const [index, path] of paths.entries()) path.classList.toggle('dim', only !== undefined && index !== only);
  };
  return h('div', { class: 'pie' }, [
    svg('svg', { viewBox: '0 0 180 180', width: 180, height: 180, role: 'img', 'aria-label': `${title}: pie chart` }, paths),
    h('ul', {}, rows),
  ]);
}
