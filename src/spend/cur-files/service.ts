import { literal } from '../ledger/duckdb.js';
import { type Columns, mapOf, text } from './columns.js';
import { showsInference } from './inference.js';

/** CUR product codes of Bedrock by the SERVICE name Cost Explorer gives them, so that both sources answer alike. */
const SERVICES = {
  AmazonBedrock: 'Amazon Bedrock',
  AmazonBedrockService: 'Amazon Bedrock Service',
  AmazonBedrockAgentCore: 'Amazon Bedrock AgentCore',
} as const;

/** Models sold through Marketplace carry a random product code; only the product's name tells them. */
const MARKETPLACE_SUFFIX = ' (Amazon Bedrock Edition)';

export const NATIVE: string[] = Object.keys(SERVICES);
export const CODE = 'line_item_product_code';

/** What product codes are counted in some files, '' for lines without a code; see `findProducts`. */
export interface Products {
  /** The known codes that are there: a line is compared with no others, and with one alone while the file is decoded. */
  native: string[];
  /** Codes of models sold through Marketplace, with the names they have there. */
  sold: ReadonlyMap<string, string[]>;
  /** Codes that AWS names after Bedrock and that are not known, with their service: what AWS itself bills under them counts. */
  named: ReadonlyMap<string, string>;
  /** Codes with lines that `showsInference`, with their service; only those lines count. */
  shown: ReadonlyMap<string, string>;
}

/**
 * SQL for the Bedrock lines of a file: the condition `are`, and `product`, their product code or, of Marketplace models,
 * their service. Every line of a Marketplace model's code counts, also the credit or tax that does not name its product.
 */
export function bedrockLines(columns: Columns, { native, sold, named, shown }: Products): { are: string; product: string } {
  const [code, noCode, model] = [text(columns, CODE), `coalesce(${CODE}, '') = ''`, isModel(columns)];
  const own = `CASE WHEN ${model} THEN ${productName(columns)} END`;
  const are = [oneOf(CODE, [...native, ...sold.keys()].filter(Boolean))];
  const names = [...sold].map(([one, its]) => {
    if (one === '') return `WHEN ${noCode} AND ${model} THEN ${own}`;
    const last = literal(its.at(-1) ?? one);
    return `WHEN ${CODE} = ${literal(one)} THEN ${its.length > 1 ? `coalesce(${own}, ${last})` : last}`;
  });
  if (sold.has('')) are.push(`(${noCode} AND ${model})`);
  if (named.size > 0) are.push(`(${CODE} IN (${list([...named.keys()])}) AND ${billedBy(columns, ['AWS'])})`);
  if (shown.size > 0)
    are.push(`CASE WHEN coalesce(${CODE}, '') IN (${list([...shown.keys()])}) THEN ${showsInference(columns)} ELSE false END`);
  for (const [one, service] of [...named, ...shown]) names.push(`WHEN coalesce(${CODE}, '') = ${literal(one)} THEN ${literal(service)}`);
  return { are: `(${are.join(' OR ')})`, product: names.length === 0 ? code : `CASE ${names.join(' ')} ELSE ${code} END` };
}

const list = (codes: string[]): string => codes.map(literal).join(', ');

/** SQL condition for values among these; one alone is compared with `=`, which DuckDB does once for every distinct value of a page. */
export const oneOf = (value: string, codes: string[]): string =>
  codes.length === 0 ? 'false' : codes.length === 1 ? `${value} = ${list(codes)}` : `${value} IN (${list(codes)})`;

/**
 * SQL condition for lines of Marketplace models. A Marketplace product with "Bedrock" elsewhere in its name is somebody's
 * software, not a model.
 */
export function isModel(columns: Columns): string {
  const name = productName(columns);
  const suffix = `suffix(${name}, ${literal(MARKETPLACE_SUFFIX)}) AND length(${name}) > ${MARKETPLACE_SUFFIX.length}`;
  return `coalesce(${billedBy(columns, ['AWS Marketplace', 'AWS'])} AND ${suffix}, false)`;
}

/** An export made without the column, and a line without a value, do not speak against it. */
function billedBy(columns: Columns, entities: string[]): string {
  if (!columns.has('bill_billing_entity')) return 'true';
  return `coalesce(nullif(bill_billing_entity, ''), ${literal(entities[0] as string)}) IN (${entities.map(literal).join(', ')})`;
}

/** SQL giving the service as Cost Explorer names it from the `product` of `bedrockLines`. */
export function serviceOf(product: string): string {
  const codes = Object.entries(SERVICES).map(([code, service]) => `WHEN ${literal(code)} THEN ${literal(service)}`);
  return `CASE ${product} ${codes.join(' ')} ELSE ${product} END`;
}

/** False when a file cannot tell Marketplace models from other products. */
export const namesProducts = (columns: Columns): boolean => columns.has('product') || columns.has('product_product_name');

export function productName(columns: Columns): string {
  const product = mapOf(columns, 'product');
  return product ? `${product}['product_name']` : text(columns, 'product_product_name');
}
