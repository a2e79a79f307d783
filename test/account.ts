import type { LineItem, SampleAccount } from '../src/playground/sample/line-item.js';

/** One billed line with sensible values for what a test does not care about. */
export const line = (o: Partial<LineItem> & Pick<LineItem, 'day' | 'cost'>): LineItem => ({
  account: '111122223333',
  principal: 'arn:aws:iam::111122223333:role/Builder',
  tags: { 'iamPrincipal/team': 'engineering' },
  service: 'Amazon Bedrock Service',
  productCode: 'AmazonBedrockService',
  billingEntity: 'AWS',
  usageType: 'USE1-Claude4.6Opus-input-tokens',
  operation: 'InvokeModelInference',
  recordType: 'Usage',
  unit: '1K tokens',
  quantity: '1000',
  netCost: o.cost,
  ...o,
});

/** An account that was billed exactly these lines. */
export const accountOf = (lines: LineItem[], o: Partial<SampleAccount> = {}): SampleAccount => ({
  accounts: [{ id: '111122223333', name: 'main' }],
  activeTags: ['iamPrincipal/team', 'iamPrincipal/project', 'iamPrincipal/cost-center', 'team'],
  inactiveTags: [],
  lines: (span) =>
    lines.filter((one) => one.day >= span.start && one.day < span.end).sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0)),
  ...o,
});
