import { type Month, showMonth } from '../../period.js';
import { type Duck, literal } from '../ledger/duckdb.js';
import { linesWithoutMonth } from './line-items.js';
import type { Loaded } from './load-month.js';

/** What has to be said of the lines of a month that were read otherwise than others, or not at all: one sentence each. */
export async function remarks(duck: Duck, month: Month, table: string, { readable, products }: Loaded): Promise<string[]> {
  const notes: string[] = [];
  for (const { product } of await linesOf(duck, table, [...products.named.values()]))
    notes.push(`"${product}" is new to aispend and counted, because AWS itself bills it; usage it does not know is shown as unclassified.`);
  for (const { product, lines } of await linesOf(duck, table, [...products.shown.values()])) {
    const codes = [...products.shown].flatMap(([code, service]) => (service === product && code !== service ? code : []));
    const under = codes.join('') === '' ? '' : ` (product code ${codes.join(', ')})`;
    notes.push(
      `${some(lines, 'is', 'are')} counted as Bedrock and shown as unclassified in ${showMonth(month)} although billed as "${product}"${under}: two of operation, usage type and caller show inference.`,
    );
  }
  const [unread] = await duck.rows(`SELECT CAST(coalesce(sum(unread_tags), 0) AS VARCHAR) AS lines FROM ${table}`);
  if (unread?.lines !== '0')
    notes.push(
      `In ${showMonth(month)} the tags of ${unread?.lines === '1' ? 'one line' : `${unread?.lines} lines`} are no map and cannot be read; ${unread?.lines === '1' ? 'it counts' : 'they count'} as untagged.`,
    );
  const undated = linesWithoutMonth(readable);
  for (const { file, lines } of undated === undefined ? [] : await duck.rows(undated))
    if (lines !== '0')
      notes.push(
        `${some(lines, 'is', 'are')} missing of ${file}, because there is neither a billing period nor a usage day in ${lines === '1' ? 'it' : 'them'}.`,
      );
  return notes;
}

/** How many lines there are of each of these products. */
const linesOf = async (duck: Duck, table: string, products: string[]) =>
  products.length === 0
    ? []
    : duck.rows(
        `SELECT product, CAST(sum(lines) AS VARCHAR) AS lines FROM ${table} WHERE product IN (${products.map(literal).join(', ')}) GROUP BY product ORDER BY product`,
      );

const some = (lines: unknown, one: string, more: string): string => (lines === '1' ? `One line ${one}` : `${lines} lines ${more}`);
