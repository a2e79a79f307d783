import { literal } from '../ledger/duckdb.js';
import { type Columns, mapOf, text } from './columns.js';

/** CUR product codes of Bedrock by the SERVICE name Cost Explorer gives them, so that both sources answer alike. */
const SERVICES = {
  AmazonBedrock: 'Amazon Bedrock',
  AmazonBedrockService: 'Amazon Bedrock Service',
  AmazonBedrockAgentCore: 'Amazon Bedrock AgentCore',
} as const;

/** Models sold through Marketplace carry a random product code; only the product's name tells them. */
const MARKETPLACE_SUFFIX = ' (Amazon Bedrock Edition)';

const NATIVE = Object.keys(SERVICES).map(literal);
const IS_NATIVE = `line_item_product_code IN (${NATIVE.join(', ')})`;

/**
 * SQL for the Bedrock lines of a file: the condition `are`, and `product`, their product code or, of Marketplace models,
 * their service. Without `models` those are left out, and the product's map, which takes longer to read than all plain
 * columns, is not read.
 */
export function bedrockLines(columns: Columns, models: boolean): { are: string; product: string } {
  const code = 'CAST(line_item_product_code AS VARCHAR)';
  const sold = models && areModels(columns);
  if (!sold) return { are: IS_NATIVE, product: code };
  const named = namesProducts(columns) ? `coalesce(nullif(${productName(columns)}, ''), ${code})` : code;
  return { are: `(${IS_NATIVE} OR (${sold}))`, product: `CASE WHEN ${IS_NATIVE} THEN ${code} ELSE ${named} END` };
}

/**
 * SQL condition for Bedrock lines whose product code is not known: those that the product's name tells, and inference by a
 * named caller. Undefined when the file can tell neither.
 */
export function areModels(columns: Columns): string | undefined {
  const either = [byName(columns), byCaller(columns)].filter((one) => one !== undefined);
  return either.length === 0 ? undefined : `(${either.join(' OR ')})`;
}

/**
 * Caller identity is in the bill of Bedrock inference only (AWS, "Cost allocation by IAM principal"), so a line that has one
 * and an operation of inference is Bedrock's, under whatever code AWS sells it next. A caller alone is not taken for proof,
 * should AWS allocate other services by caller one day.
 */
function byCaller(columns: Columns): string | undefined {
  if (!columns.has('line_item_iam_principal') || !columns.has('line_item_operation')) return undefined;
  return `(NOT ${IS_NATIVE} AND line_item_iam_principal <> '' AND regexp_matches(line_item_operation, '^(InvokeModel|Converse|CreateInference)'))`;
}

/**
 * Marketplace models, and services of AWS itself called "Amazon Bedrock …" that are newer than the list above. A Marketplace
 * product with "Bedrock" elsewhere in its name is somebody's software, not a model.
 */
function byName(columns: Columns): string | undefined {
  if (!namesProducts(columns)) return undefined;
  const name = productName(columns);
  const sold = columns.has('bill_billing_entity')
    ? [`coalesce(nullif(bill_billing_entity, ''), 'AWS Marketplace') IN ('AWS Marketplace', 'AWS')`]
    : [];
  const model = [...sold, `suffix(${name}, ${literal(MARKETPLACE_SUFFIX)})`, `length(${name}) > ${MARKETPLACE_SUFFIX.length}`];
  const fresh = [starts('AmazonBedrock'), `bill_billing_entity = 'AWS'`, `starts_with(lower(${name}), 'amazon bedrock')`];
  const either = columns.has('bill_billing_entity') ? [model, fresh] : [model];
  return `${MAY_BE_SOLD} AND (${either.map((all) => `(${all.join(' AND ')})`).join(' OR ')})`;
}

const starts = (prefix: string): string => `starts_with(line_item_product_code, ${literal(prefix)})`;

/**
 * Not native, and not a code that only AWS's own services have: Marketplace's are random lower-case letters and digits. A
 * CASE, because DuckDB then asks the later questions of few lines.
 */
const MAY_BE_SOLD = `CASE line_item_product_code ${NATIVE.map((code) => `WHEN ${code} THEN false`).join(' ')} ELSE coalesce(${starts('AmazonBedrock')} OR NOT (${starts('Amazon')} OR ${starts('AWS')}), true) END`;

/** SQL giving the service as Cost Explorer names it from the `product` of `bedrockLines`. */
export function serviceOf(product: string): string {
  const codes = Object.entries(SERVICES).map(([code, service]) => `WHEN ${literal(code)} THEN ${literal(service)}`);
  return `CASE ${product} ${codes.join(' ')} ELSE ${product} END`;
}

/** False when a file cannot tell Marketplace models from other products. */
export const namesProducts = (columns: Columns): boolean => columns.has('product') || columns.has('product_product_name');

function productName(columns: Columns): string {
  const product = mapOf(columns, 'product');
  return product ? `${product}['product_name']` : text(columns, 'product_product_name');
}
