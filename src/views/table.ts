import type { DataTableBlock } from '@slack/types';
import { cut } from './blocks.js';

/** A cell: words, or a number with the words it is shown as (so that sorting works on the number). */
export type Cell = string | { value: number; text: string };

/** A sortable table; at most 200 rows, the caller says what was left out. */
export function dataTable(caption: string, columns: string[], rows: Cell[][]): DataTableBlock {
  const cell = (one: Cell) =>
    typeof one === 'string' ? { type: 'raw_text' as const, text: cut(one, 200) || '–' } : { type: 'raw_number' as const, ...one };
  return {
    type: 'data_table',
    caption: cut(caption, 150),
    page_size: 10,
    row_header_column_index: 0,
    rows: [columns.map(cell), ...rows.slice(0, 200).map((row) => row.map(cell))],
  } as DataTableBlock;
}
