/**
 * SQL summing a DOUBLE column exactly, as DECIMAL(38,18), beside its column of `tenBillionths`. Each value counts as the
 * shortest decimal that reads back as the same double, so that a CUR cost of 0.1 is 0.1 and not 0.100000000000000005. AWS
 * writes at most ten decimal places, so every line is summed as an integer, because DECIMAL arithmetic a line would take
 * longer than the scan; where the integer is not all of it, what is missing is summed beside it.
 */
export function exactSumOfDoubles(x: string, whole: string): string {
  const tenPlaces = `(${whole} / 1e10 = ${x} AND ${whole} BETWEEN -${FIFTEEN_DIGITS} AND ${FIFTEEN_DIGITS})`;
  const missing = `CASE WHEN ${tenPlaces} THEN NULL ELSE ${doubleToDecimal(x)} - ${inDollars(`coalesce(${whole}, 0)`)} END`;
  return `${inDollars(`coalesce(sum(${whole}), 0)`)} + coalesce(sum(${missing}), 0)`;
}

/** SQL turning whole ten-billionths into DECIMAL(38,18). */
const inDollars = (whole: string): string =>
  `CAST(CAST(${whole} AS DECIMAL(28,0)) * CAST(0.0000000001 AS DECIMAL(10,10)) AS DECIMAL(38,18))`;

/**
 * SQL giving a DOUBLE in whole ten-billionths, to the nearest; NULL when BIGINT is too small. A column of its own, because
 * DuckDB computes an expression inside two CASEs twice.
 */
export const tenBillionths = (x: string): string => `TRY_CAST(${x} * 1e10 AS BIGINT)`;

const FIFTEEN_DIGITS = '9'.repeat(15);

/**
 * SQL turning one DOUBLE into that decimal. DuckDB's own DOUBLE to DECIMAL cast multiplies floats and leaves noise
 * (98765.4321 becomes 98765.432100000007979008); its text to DECIMAL cast is right but takes 25 times as long as the
 * whole scan, so it is left for the rare rest. NaN and numbers beyond 1e20 fail the query.
 */
export function doubleToDecimal(x: string): string {
  const cases = [
    `WHEN abs(${x}) < 1e-4 THEN ${scaled(x, 18)}`,
    ...DECIMAL_PLACES.map((places) => `WHEN ${isDecimal(x, places)} THEN ${scaled(x, places)}`),
    ...WHOLE_DIGITS.map((digits) => asNarrowText(x, digits)),
  ];
  return `CASE ${cases.join(' ')} ELSE CAST(CAST(${x} AS VARCHAR) AS DECIMAL(38,18)) END`;
}

/** Ten first: AWS writes costs with up to ten decimal places. The others catch large quantities and small prices. */
const DECIMAL_PLACES = [10, 6, 14, 2];

/**
 * Up to fifteen digits a decimal and its double are one to one. Both n and the power of ten are exact doubles there, so
 * n / 10^places gives x again only if that decimal is the one meant.
 */
const isDecimal = (x: string, places: number): string =>
  `(abs(${x}) < 9e${14 - places} AND round(${x} * 1e${places}) / 1e${places} = ${x})`;

function scaled(x: string, places: number): string {
  const unit = `CAST(0.${'1'.padStart(places, '0')} AS DECIMAL(${places + 1},${places}))`;
  return `CAST(CAST(CAST(round(${x} * 1e${places}) AS BIGINT) AS DECIMAL(15,0)) * ${unit} AS DECIMAL(38,18))`;
}

/** Steps of two: seventeen digits with d or d - 1 of them before the point have at most 18 - d behind it. */
const WHOLE_DIGITS = [0, 1, 3, 5, 7, 9];

/** The shortest text of a double has at most seventeen digits; DuckDB parses DECIMAL(18) several times faster than DECIMAL(38). */
const asNarrowText = (x: string, digits: number): string =>
  `WHEN abs(${x}) < 1e${digits} THEN CAST(CAST(CAST(${x} AS VARCHAR) AS DECIMAL(18,${18 - digits})) AS DECIMAL(38,18))`;
