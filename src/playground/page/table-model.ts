import type { Json } from '../page-wire.js';
import { type Chunk, type Inline, text } from './inline.js';
import { richText } from './rich-text.js';

export type Sort = { column: number; down: boolean } | undefined;

/** A cell of `table` or `data_table`: what is drawn, what is compared, and the number where it is one. */
export interface Cell {
  chunks: Chunk[];
  words: string;
  number?: number;
}

export function cellOf(json: Json): Cell {
  if (json?.type === 'rich_text') {
    const chunks = richText(json.elements);
    return { chunks, words: wordsOf(chunks) };
  }
  if (json?.type === 'raw_number') {
    const words = String(json.text ?? json.value ?? '');
    return { chunks: [{ kind: 'paragraph', children: [text(words)] }], words, number: Number(json.value) };
  }
  const words = json?.type === 'raw_text' ? String(json.text ?? '') : `[${String(json?.type)}]`;
  return { chunks: [{ kind: 'paragraph', children: [text(words)] }], words };
}

/** A column sorts as numbers only when every one of its cells is a raw_number, as in Slack. */
export const isNumeric = (rows: Cell[][], column: number): boolean =>
  rows.length > 0 && rows.every((row) => row[column]?.number !== undefined);

/** The rows that contain the searched words, in the asked order; rows that compare alike keep theirs. */
export function arranged(rows: Cell[][], search: string, sort: Sort): Cell[][] {
  const wanted = search.trim().toLowerCase();
  const found = wanted === '' ? [...rows] : rows.filter((row) => row.some((cell) => cell.words.toLowerCase().includes(wanted)));
  if (!sort) return found;
  const numeric = isNumeric(rows, sort.column);
  const sign = sort.down ? -1 : 1;
  return found.sort((a, b) => sign * compare(a[sort.column], b[sort.column], numeric));
}

function compare(a: Cell | undefined, b: Cell | undefined, numeric: boolean): number {
  if (numeric) return (a?.number ?? 0) - (b?.number ?? 0);
  return (a?.words ?? '').localeCompare(b?.words ?? '', 'en', { sensitivity: 'base' });
}

/** The rows of one page (from 0), and how many pages there are; a page beyond the end is the last one. */
export function pageOf<T>(rows: T[], size: number, page: number): { rows: T[]; page: number; pages: number } {
  const pages = Math.max(1, Math.ceil(rows.length / size));
  const shown = Math.min(Math.max(0, page), pages - 1);
  return { rows: rows.slice(shown * size, (shown + 1) * size), page: shown, pages };
}

/** A click on a column's head: up, down, and back to how it came; numbers start with the largest. */
export function nextSort(sort: Sort, column: number, numeric: boolean): Sort {
  if (sort?.column !== column) return { column, down: numeric };
  return sort.down === numeric ? { column, down: !numeric } : undefined;
}

const wordsOf = (chunks: Chunk[]): string =>
  chunks
    .map((chunk) =>
      chunk.kind === 'pre'
        ? chunk.text
        : 'children' in chunk
          ? inlineWords(chunk.children)
          : 'items' in chunk
            ? chunk.items.map(inlineWords).join(' ')
            : '',
    )
    .join(' ');

const inlineWords = (parts: Inline[]): string =>
  parts
    .map((part) =>
      'text' in part ? part.text : 'children' in part ? inlineWords(part.children) : part.kind === 'date' ? part.fallback : '',
    )
    .join('');
