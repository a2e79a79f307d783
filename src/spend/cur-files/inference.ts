import { type Columns, text } from './columns.js';

/** Operations of model calls: InvokeModelInference, InvokeModelStreamingInference. */
const isInvocation = (columns: Columns): string => `coalesce(starts_with(${text(columns, 'line_item_operation')}, 'InvokeModel'), false)`;

/** Cheap, and true of every token meter of the usage-type grammars ("input-tokens", "InputTokenCount", "cache_read_tokens"). */
const mayCountTokens = (columns: Columns): string => `coalesce(contains(${text(columns, 'line_item_usage_type')}, 'oken'), false)`;

const METER = '(input|output|cache[-_]?(read|write)([-_]?[0-9]+[mh])?([-_]input)?)[-_]?token(s|[-_]?count)';

/** SQL condition that every line of which `showsInference` holds fulfils, and few others; it costs next to nothing. */
export const mayShowInference = (columns: Columns): string => `(${isInvocation(columns)} OR ${mayCountTokens(columns)})`;

/** Codes of AWS's own services begin so; those of Marketplace are random. */
export const OWN_CODE = '^(Amazon|AWS)';

/**
 * SQL condition for lines that are plainly model inference on Bedrock, whatever their product code: two of three signs
 * must be there. Each alone is not enough, because other services count tokens as well, and AWS may come to name callers
 * of other services too; an ordinary line of any other service has none of them. Under a code that begins like those of
 * AWS's own services the operation has to be one of the two, because that line has a service of its own.
 *
 * - the operation is InvokeModel…, which is Bedrock's own API
 * - the usage type has a token meter
 * - the line says who called (`line_item_iam_principal`), which AWS does for Bedrock only (IAM principal cost allocation)
 */
export function showsInference(columns: Columns): string {
  const meter = `coalesce(regexp_matches(${text(columns, 'line_item_usage_type')}, '${METER}', 'i'), false)`;
  const called = `coalesce(${text(columns, 'line_item_iam_principal')}, '') <> ''`;
  const signs = [isInvocation(columns), `(${mayCountTokens(columns)} AND ${meter})`, `(${called})`];
  const two = `${signs.map((sign) => `CAST(${sign} AS TINYINT)`).join(' + ')} >= 2`;
  return `(${two} AND (${isInvocation(columns)} OR NOT regexp_matches(${text(columns, 'line_item_product_code')}, '${OWN_CODE}')))`;
}
