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

/** SQL giving the service of a Bedrock line item as Cost Explorer names it. */
export function serviceOf(columns: Columns): string {
  const codes = Object.entries(SERVICES).map(([code, service]) => `WHEN ${literal(code)} THEN ${literal(service)}`);
  return `CASE CAST(line_item_product_code AS VARCHAR) ${codes.join(' ')} ELSE ${productName(columns)} END`;
}

/**
 * SQL telling whether a line item is Bedrock: a Marketplace product with "Bedrock" elsewhere in its name is somebody's
 * software, not a model.
 */
export function isBedrock(columns: Columns): string {
  const name = productName(columns);
  const native = `line_item_product_code IN (${Object.keys(SERVICES).map(literal).join(', ')})`;
  if (!namesProducts(columns)) return native;
  const sold = columns.has('bill_billing_entity')
    ? `coalesce(nullif(bill_billing_entity, ''), 'AWS Marketplace') IN ('AWS Marketplace', 'AWS') AND `
    : '';
  return `(${native} OR (${sold}suffix(${name}, ${literal(MARKETPLACE_SUFFIX)}) AND length(${name}) > ${MARKETPLACE_SUFFIX.length}))`;
}

/** False when a file cannot tell Marketplace models from other products. */
export const namesProducts = (columns: Columns): boolean => columns.has('product') || columns.has('product_product_name');

function productName(columns: Columns): string {
  const product = mapOf(columns, 'product');
  return product ? `${product}['product_name']` : text(columns, 'product_product_name');
}
