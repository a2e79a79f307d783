import type { DataTableBlock } from '@slack/types';
import { preformatted, section } from './blocks.js';
import type { DataVisualization, Draw, DrawnBlock } from './message.js';
import { trendText } from './trend.js';

/** The same message without the newest blocks, for workspaces where Slack still answers `invalid_blocks`. */
export const withoutNewBlocks = (draw: Draw): Draw => ({ text: draw.text, blocks: draw.blocks.flatMap(older) });

function older(block: DrawnBlock): DrawnBlock[] {
  if (block.type === 'data_table')
    return [section(`*${(block as DataTableBlock).caption.replace(/[&<>*]/g, ' ')}*`), preformatted(tableText(block as DataTableBlock))];
  if (block.type === 'data_visualization')
    return [section(`*${(block as DataVisualization).title}*`), preformatted(trendText(block as DataVisualization))];
  return [block];
}

/** What a cell says; a date in it as the UTC it falls back to. */
function wordsOf(cell: DataTableBlock['rows'][number][number]): string {
  if (cell.type !== 'rich_text') return cell.text;
  const leaves = cell.elements.flatMap((part) => ('elements' in part ? (part.elements as { text?: string; fallback?: string }[]) : []));
  return leaves.map((leaf) => leaf.text ?? leaf.fallback ?? '').join('');
}

/** Names to the left, numbers to the right. Whole rows only: what does not fit is counted aloud. */
function tableText(table: DataTableBlock): string {
  const rows = table.rows.map((row) => row.map((cell) => wordsOf(cell)));
  const widths = (rows[0] ?? []).map((_, column) => Math.min(40, Math.max(...rows.map((row) => row[column]?.length ?? 0))));
  const lines = rows.map((row) =>
    row
      .map((text, column) => (column === 0 ? text.slice(0, 40).padEnd(widths[0] ?? 0) : text.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
  let length = 0;
  const fitting = lines.filter((line) => {
    length += line.length + 1;
    return length <= 2900;
  });
  return fitting.length === lines.length ? lines.join('\n') : `${fitting.join('\n')}\n… and ${lines.length - fitting.length} more rows`;
}
