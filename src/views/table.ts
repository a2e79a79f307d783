import type { DataTableBlock } from '@slack/types';
import { cut } from './blocks.js';

/** A cell: words, or a number with the words it is shown as (so that sorting works on the number). */
export type Cell = string | { value: number; text: string };

/** Slack takes 20,000 characters in all tables of a message; the caption and what is counted differently have the rest. */
const ROOM = 19_000;
/** How long words may be; where long names would cost the whole table, all of them are cut shorter. */
const WIDTHS = [200, 120, 80, 50, 30];

/** A sortable table; at most 200 rows, the caller says what was left out. */
export function dataTable(caption: string, columns: string[], rows: Cell[][]): DataTableBlock {
  const cells = [columns, ...rows.slice(0, 200)].flat();
  const size = (width: number): number =>
    cells.reduce((all, one) => all + (typeof one === 'string' ? Math.min(one.length, width) : one.text.length), 0);
  const width = WIDTHS.find((one) => size(one) <= ROOM) ?? 30;
  const cell = (one: Cell) =>
    typeof one === 'string' ? { type: 'raw_text' as const, text: cut(one, width) || '–' } : { type: 'raw_number' as const, ...one };
  return {
    type: 'data_table',
    caption: cut(caption, 150),
    page_size: 10,
    row_header_column_index: 0,
    rows: [columns.map(cell), ...rows.slice(0, 200).map((row) => row.map(cell))],
  } as DataTableBlock;
}
