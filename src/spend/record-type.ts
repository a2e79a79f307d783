/**
 * Record types that are use of the service, in Cost Explorer's and in CUR's spelling. All others (Credit, Refund, Tax,
 * Fee, discounts, negations) are money of another kind: kept apart and never netted into usage.
 */
const USAGE = new Set(['Usage', 'DiscountedUsage', 'SavingsPlanCoveredUsage', 'Savings Plan Covered Usage', 'Discounted Usage']);

export const isUsage = (recordType: string): boolean => USAGE.has(recordType);

/** The same test in SQL over a ledger's `record_type`. */
export const USAGE_SQL = `record_type IN (${[...USAGE].map((type) => `'${type}'`).join(', ')})`;
