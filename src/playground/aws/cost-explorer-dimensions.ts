import { invalid } from './aws-error.js';
import { regionOf } from './billing-region.js';
import type { Row } from './cost-explorer-rows.js';

type Read = (row: Row) => string;

/** Dimensions the sample's lines know. */
const KNOWN: Record<string, Read> = {
  SERVICE: (row) => row.line.service,
  USAGE_TYPE: (row) => row.line.usageType,
  RECORD_TYPE: (row) => row.line.recordType,
  LINKED_ACCOUNT: (row) => row.line.account,
  OPERATION: (row) => row.line.operation,
  REGION: (row) => regionOf(row.line.usageType),
  BILLING_ENTITY: (row) => row.line.billingEntity,
  LEGAL_ENTITY_NAME: () => 'Amazon Web Services, Inc.',
};

/** Dimensions Cost Explorer knows and the lines do not: everything is "NoAz", "NoInstanceType", as for lines without. */
const EMPTY = [
  'AZ',
  'INSTANCE_TYPE',
  'PURCHASE_TYPE',
  'PLATFORM',
  'TENANCY',
  'INVOICING_ENTITY',
  'DEPLOYMENT_OPTION',
  'DATABASE_ENGINE',
  'CACHE_ENGINE',
  'INSTANCE_TYPE_FAMILY',
  'RESERVATION_ID',
  'SAVINGS_PLANS_TYPE',
  'SAVINGS_PLAN_ARN',
  'OPERATING_SYSTEM',
];
/** These filter and cannot be grouped by. */
const FILTER_ONLY = ['USAGE_TYPE_GROUP', 'PAYER_ACCOUNT', 'SUBSCRIPTION_ID', 'SCOPE', 'RIGHTSIZING_TYPE', 'PAYMENT_OPTION'];
/** In the model, and refused outside cost-category rules or without resource-level data. */
const REFUSED = [
  'SERVICE_CODE',
  'LINKED_ACCOUNT_NAME',
  'RESOURCE_ID',
  'AGREEMENT_END_DATE_TIME_AFTER',
  'AGREEMENT_END_DATE_TIME_BEFORE',
  'ANOMALY_TOTAL_IMPACT_ABSOLUTE',
  'ANOMALY_TOTAL_IMPACT_PERCENTAGE',
];

const nothing = (key: string): string =>
  `No${key.toLowerCase().replace(/(^|_)([a-z])/g, (_, _gap, letter: string) => letter.toUpperCase())}`;

/** Reads a dimension to group by. @throws AwsError with Cost Explorer's list of what can be grouped by. */
export function groupDimension(key: string): Read {
  const known = KNOWN[key];
  if (known) return known;
  if (EMPTY.includes(key)) return () => nothing(key);
  throw invalid(`Group Definition dimension is invalid. Valid values are ${[...Object.keys(KNOWN), ...EMPTY].join(', ')}`);
}

/** Reads a dimension to filter by or to list the values of. @throws AwsError when it is unknown or not allowed here. */
export function filterDimension(key: string): Read {
  if (REFUSED.includes(key)) throw invalid(`Dimension ${key} is not allowed.`);
  const known = KNOWN[key];
  if (known) return known;
  if (EMPTY.includes(key) || FILTER_ONLY.includes(key)) return () => nothing(key);
  throw invalid(`Dimension not valid. Valid values are ${[...Object.keys(KNOWN), ...EMPTY, ...FILTER_ONLY].join(', ')}`);
}
