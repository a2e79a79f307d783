import type { Day } from '../../period.js';
import { decimalString, type Price, RATE_SCALE } from './amount.js';
import type { LineItem } from './line-item.js';

/** What stays the same from day to day in a line of usage. */
export type Article = Pick<LineItem, 'account' | 'service' | 'productCode' | 'billingEntity' | 'usageType' | 'operation'>;
export type Caller = Pick<LineItem, 'principal' | 'tags'>;

/** What AWS gives the organisation off its own services, in percent; Marketplace products are not discounted. */
const DISCOUNT = 8;

/** A usage line: quantity, cost and net cost are exact products of `count` and the price. */
export function billed(day: Day, article: Article, caller: Caller, count: number, price: Price): LineItem {
  const cost = decimalString(count * price.rate, RATE_SCALE);
  // Field by field: spreading costs more than everything else when a year is made at once.
  return {
    day,
    account: article.account,
    principal: caller.principal,
    tags: caller.tags,
    service: article.service,
    productCode: article.productCode,
    billingEntity: article.billingEntity,
    usageType: article.usageType,
    operation: article.operation,
    recordType: 'Usage',
    unit: price.unit,
    quantity: decimalString(count, price.scale),
    cost,
    netCost: article.billingEntity === 'AWS' ? decimalString((count * price.rate * (100 - DISCOUNT)) / 100, RATE_SCALE) : cost,
  };
}
