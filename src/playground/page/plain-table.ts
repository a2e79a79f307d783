import type { Json } from '../page-wire.js';
import type { Draw } from './draw.js';
import { drawChunks } from './draw-text.js';
import { h } from './element.js';
import { cellOf } from './table-model.js';

/** The `table` block: the first row is the head, `column_settings` align. */
export function drawTable(block: Json, draw: Draw): HTMLElement {
  const [head = [], ...rows]: Json[][] = block.rows ?? [];
  const align = (column: number) => {
    const asked = block.column_settings?.[column]?.align;
    return asked === 'right' ? 'number' : asked === 'center' ? 'centre' : undefined;
  };
  const cell = (tag: 'th' | 'td') => (json: Json, column: number) =>
    h(
      tag,
      { class: align(column), scope: tag === 'th' ? 'col' : undefined },
      h('div', { class: 'text' }, drawChunks(cellOf(json).chunks, draw)),
    );
  return h(
    'div',
    { class: 'table-scroll', tabindex: 0, role: 'region', 'aria-label': 'Table' },
    h('table', {}, [
      h('thead', {}, h('tr', {}, head.map(cell('th')))),
      h(
        'tbody',
        {},
        rows.map((row) => h('tr', {}, row.map(cell('td')))),
      ),
    ]),
  );
}
