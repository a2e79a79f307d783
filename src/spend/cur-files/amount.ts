import type { Columns } from './columns.js';
import { doubleToDecimal, exactSumOfDoubles } from './double-to-decimal.js';

/** SQL for an amount of one line, and for the exact DECIMAL(38,18) sum of a column holding such amounts. */
export interface Amount {
  line: string;
  sumOf(column: string): string;
}

/**
 * An amount made from columns. It stays DOUBLE while all of them are, as CUR writes them, because such a sum can be both
 * exact and fast; a column of any other type makes all of it DECIMAL.
 */
export function amount(columns: Columns, names: string[], combine: (...sql: string[]) => string): Amount {
  if (names.every((name) => columns.get(name) === 'DOUBLE')) return { line: combine(...names), sumOf: exactSumOfDoubles };
  return { line: combine(...names.map((name) => exactDecimal(columns, name))), sumOf: (column) => `coalesce(sum(${column}), 0)` };
}

function exactDecimal(columns: Columns, name: string): string {
  const type = columns.get(name);
  if (type === undefined) return 'CAST(NULL AS DECIMAL(38,18))';
  if (type === 'DOUBLE') return doubleToDecimal(name);
  if (type === 'FLOAT' || type === 'VARCHAR') return `CAST(nullif(CAST(${name} AS VARCHAR), '') AS DECIMAL(38,18))`;
  return `CAST(${name} AS DECIMAL(38,18))`;
}
