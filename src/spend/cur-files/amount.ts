import type { Columns } from './columns.js';
import { doubleToDecimal, exactSumOfDoubles, tenBillionths } from './double-to-decimal.js';

/** SQL for what one line carries of an amount, by column, and for the exact DECIMAL(38,18) sum of lines carrying that. */
export interface Amount {
  carried: Record<string, string>;
  sum: string;
}

/**
 * An amount made from columns, carried as `name`. It stays DOUBLE while all of them are, as CUR writes them, because such
 * a sum can be both exact and fast; a column of any other type makes all of it DECIMAL.
 */
export function amount(name: string, columns: Columns, from: string[], combine: (...sql: string[]) => string): Amount {
  if (!from.every((column) => columns.get(column) === 'DOUBLE'))
    return { carried: { [name]: combine(...from.map((column) => exactDecimal(columns, column))) }, sum: `coalesce(sum(${name}), 0)` };
  const [line, whole] = [combine(...from), `${name}_ten_billionths`];
  return { carried: { [name]: line, [whole]: tenBillionths(line) }, sum: exactSumOfDoubles(name, whole) };
}

function exactDecimal(columns: Columns, name: string): string {
  const type = columns.get(name);
  if (type === undefined) return 'CAST(NULL AS DECIMAL(38,18))';
  if (type === 'DOUBLE') return doubleToDecimal(name);
  if (type === 'FLOAT' || type === 'VARCHAR') return `CAST(nullif(CAST(${name} AS VARCHAR), '') AS DECIMAL(38,18))`;
  return `CAST(${name} AS DECIMAL(38,18))`;
}
