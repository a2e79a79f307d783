import type { Json } from '../page-wire.js';
import type { Draw } from './draw.js';
import { drawChunks } from './draw-text.js';
import { h } from './element.js';
import { arranged, type Cell, cellOf, isNumeric, nextSort, pageOf, type Sort } from './table-model.js';

const DEFAULT_PAGE = 5;
/** Few rows are seen at a glance. */
const FILTER_FROM = 6;

/** The `data_table` block: sorts, filters and pages in the page, as Slack does in its client. */
export function drawDataTable(block: Json, draw: Draw): HTMLElement {
  const [head = [], ...rows]: Cell[][] = (block.rows ?? []).map((row: Json[]) => row.map(cellOf));
  const size = Number(block.page_size) || DEFAULT_PAGE;
  const numeric = head.map((_, column) => isNumeric(rows, column));
  let sort: Sort;
  let page = 0;
  const body = h('tbody');
  const filter = h(
    'input',
    { class: 'field filter', type: 'search', placeholder: 'Filter', 'aria-label': `Filter ${block.caption ?? 'rows'}` },
    [],
    {
      input: () => show(0),
    },
  );
  const heads = head.map((cell, column) => {
    const button = h('button', { type: 'button', class: 'sort' }, drawChunks(cell.chunks, draw), {
      click: () => {
        sort = nextSort(sort, column, numeric[column] ?? false);
        show(0);
      },
    });
    return h('th', { scope: 'col', class: numeric[column] ? 'number' : undefined }, button);
  });
  const count = h('span', { class: 'count', 'aria-live': 'polite' });
  const back = pager('‹', 'Previous page', () => show(page - 1));
  const forth = pager('›', 'Next page', () => show(page + 1));

  function show(asked: number): void {
    const found = arranged(rows, filter.value, sort);
    const shown = pageOf(found, size, asked);
    page = shown.page;
    body.replaceChildren(
      ...shown.rows.map((row) =>
        h(
          'tr',
          {},
          row.map((cell, column) => drawCell(cell, column, numeric[column] ?? false)),
        ),
      ),
    );
    heads.forEach((th, column) => {
      if (sort?.column === column) th.setAttribute('aria-sort', sort.down ? 'descending' : 'ascending');
      else th.removeAttribute('aria-sort');
    });
    const first = page * size;
    count.textContent = found.length === 0 ? 'Nothing matches' : `${first + 1}–${first + shown.rows.length} of ${found.length}`;
    back.disabled = page === 0;
    forth.disabled = page >= shown.pages - 1;
  }

  function drawCell(cell: Cell, column: number, right: boolean): HTMLElement {
    const isHead = column === block.row_header_column_index;
    return h(
      isHead ? 'th' : 'td',
      { class: right ? 'number' : undefined, scope: isHead ? 'row' : undefined },
      h('div', { class: 'text' }, drawChunks(cell.chunks, draw)),
    );
  }

  show(0);
  return h('div', { class: 'data-table' }, [
    h('div', { class: 'table-top' }, [h('span', { class: 'caption' }, String(block.caption ?? '')), rows.length >= FILTER_FROM && filter]),
    h(
      'div',
      { class: 'table-scroll', tabindex: 0, role: 'region', 'aria-label': String(block.caption ?? 'Table') },
      h('table', {}, [h('thead', {}, h('tr', {}, heads)), body]),
    ),
    rows.length > size && h('div', { class: 'table-foot' }, [count, back, forth]),
  ]);
}

const pager = (words: string, label: string, click: () => void): HTMLButtonElement =>
  h('button', { type: 'button', class: 'icon', 'aria-label': label }, words, { click });
