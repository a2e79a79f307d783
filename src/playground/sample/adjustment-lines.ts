import type { Day } from '../../period.js';
import { MANAGEMENT, PRODUCTION } from './accounts.js';
import { decimalString } from './amount.js';
import { chance, hash } from './chance.js';
import type { LineItem } from './line-item.js';
import { MODELS } from './models.js';
import type { SampleDay } from './rhythm.js';

type Sold = Pick<LineItem, 'service' | 'productCode' | 'billingEntity'>;

const BEDROCK: Sold = { service: 'Amazon Bedrock', productCode: 'AmazonBedrock', billingEntity: 'AWS' };
/** Cost Explorer collects the tax on AWS's own services under a service of this name. */
const TAX: Sold = { service: 'Tax', productCode: 'AmazonBedrock', billingEntity: 'AWS' };

/** Refunds are rare: these days, these cents. */
const REFUNDS: Record<Day, number> = { '2025-12-11': 18_640, '2026-05-19': 42_015, '2026-10-14': 31_280 };

/** Money that is not usage: credits and tax on the first of a month, and now and then a refund. */
export function adjustmentLines(seed: string, on: SampleDay): LineItem[] {
  const lines: LineItem[] = [];
  const cents = (what: string, least: number, span: number): number =>
    least + Math.floor(span * chance(hash(`${seed}/${what}`), on.number));
  if (on.day.endsWith('-01')) {
    lines.push(line(on.day, 'Credit', MANAGEMENT, BEDROCK, -cents('credit', 90_000, 30_000)));
    lines.push(line(on.day, 'Tax', MANAGEMENT, TAX, cents('tax', 110_000, 60_000)));
    lines.push(line(on.day, 'Tax', PRODUCTION, MODELS.haiku45, cents('marketplace-tax', 9_000, 4_000)));
  }
  const refund = REFUNDS[on.day];
  if (refund) lines.push(line(on.day, 'Refund', PRODUCTION, MODELS.sonnet45, -refund));
  return lines;
}

function line(day: Day, recordType: string, account: string, sold: Sold, cents: number): LineItem {
  const cost = decimalString(cents, 2);
  return {
    day,
    account,
    principal: null,
    tags: {},
    service: sold.service,
    productCode: sold.productCode,
    billingEntity: sold.billingEntity,
    usageType: `Bedrock-${recordType}`,
    operation: recordType,
    recordType,
    unit: '',
    quantity: '0',
    cost,
    netCost: cost,
  };
}
