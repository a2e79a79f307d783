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

/**
 * SQL giving the service of a line item as Cost Explorer names it, and NULL for everything that is not Bedrock: a
 * Marketplace product with "Bedrock" elsewhere in its name is somebody's software, not a model.
 */
export function serviceOf(columns: Columns): string {
  const codes = Object.entries(SERVICES).map(([code, service]) => `WHEN ${literal(code)} THEN ${literal(service)}`);
  const name = productName(columns);
  const sold = columns.has('bill_billing_entity') ? `coalesce(bill_billing_entity, 'AWS Marketplace') = 'AWS Marketplace' AND ` : '';
  const model = `CASE WHEN ${sold}suffix(${name}, ${literal(MARKETPLACE_SUFFIX)}) AND length(${name}) > ${MARKETPLACE_SUFFIX.length} THEN ${name} END`;
  return `CASE CAST(line_item_product_code AS VARCHAR) ${codes.join(' ')} ELSE ${name === 'NULL' ? 'NULL' : model} END`;
}

/** False when a file cannot tell Marketplace models from other products. */
export const namesProducts = (columns: Columns): boolean => productName(columns) !== 'NULL';

function productName(columns: Columns): string {
  const product = mapOf(columns, 'product');
  return product ? `${product}['product_name']` : text(columns, 'product_product_name');
}
