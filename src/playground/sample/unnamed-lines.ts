import { BUSINESS, MANAGEMENT, PRODUCTION, REGION, RESEARCH } from './accounts.js';
import { type Price, price, RATE_SCALE } from './amount.js';
import { billed } from './billed.js';
import { chance, hash } from './chance.js';
import type { LineItem } from './line-item.js';
import type { Rhythm, SampleDay } from './rhythm.js';

/** Usage for which AWS names no caller. */
interface Standing {
  service: string;
  productCode: string;
  billingEntity: LineItem['billingEntity'];
  /** Behind the region prefix. */
  usageType: string;
  operation: string;
  price: Price;
  /** Account and dollars on a usual day. */
  spend: [account: string, usd: number][];
  rhythm: Rhythm;
  tags?: Record<string, string>;
}

const aws = (service: string, productCode: string) => ({ service, productCode, billingEntity: 'AWS' as const, rhythm: 'always' as const });
const BEDROCK = aws('Amazon Bedrock', 'AmazonBedrock');
const AGENTCORE = { ...aws('Amazon Bedrock AgentCore', 'AmazonBedrockAgentCore'), operation: 'InvokeAgentRuntime' };
const marketplace = (service: string, productCode: string) => ({
  ...aws(service, productCode),
  billingEntity: 'AWS Marketplace' as const,
  operation: 'Usage',
});

const STANDING: Standing[] = [
  {
    ...BEDROCK,
    usageType: 'Guardrail-ContentPolicyTextUnitsConsumed',
    operation: 'ApplyGuardrail',
    price: price('0.15', '1K text units', 3),
    spend: [
      [PRODUCTION, 34],
      [BUSINESS, 21],
    ],
  },
  {
    ...BEDROCK,
    usageType: 'Guardrail-SensitiveInformationPolicyPIITextUnitsConsumed',
    operation: 'ApplyGuardrail',
    price: price('0.1', '1K text units', 3),
    spend: [[BUSINESS, 12]],
  },
  // No usage-type grammar that is written down knows this one.
  {
    ...BEDROCK,
    usageType: 'PromptRouter-Decisions',
    operation: 'RoutePrompt',
    price: price('0.0001', 'Decisions', 0),
    spend: [[BUSINESS, 2.6]],
  },
  {
    ...AGENTCORE,
    usageType: 'Runtime:Consumption-based:vCPU',
    price: price('0.0895', 'vCPU-Hours', 3),
    spend: [
      [PRODUCTION, 23],
      [BUSINESS, 9],
    ],
  },
  {
    ...AGENTCORE,
    usageType: 'Runtime:Consumption-based:Memory',
    price: price('0.00945', 'GB-Hours', 3),
    spend: [
      [PRODUCTION, 11],
      [BUSINESS, 5],
    ],
  },
  {
    ...AGENTCORE,
    usageType: 'Gateway:Consumption-based:API-Invocations',
    operation: 'InvokeGateway',
    price: price('0.000005', 'Requests', 0),
    spend: [[PRODUCTION, 4]],
  },
  {
    ...marketplace('Bedrock Data Security Platform', '3q9w7e1r5t8y2u6i0opas4d'),
    usageType: 'MP:protected_terabytes-Units',
    price: price('14.5', 'Units', 3),
    spend: [[MANAGEMENT, 29]],
  },
  {
    ...marketplace('Observability for Amazon Bedrock', '5f7g1h3j9k0l2z4x6c8vbnm'),
    usageType: 'MP:ingested_events-Units',
    price: price('0.0004', 'Units', 0),
    spend: [[PRODUCTION, 16]],
  },
  {
    ...aws('Amazon Elastic Compute Cloud - Compute', 'AmazonEC2'),
    usageType: 'BoxUsage:m7i.2xlarge',
    operation: 'RunInstances',
    price: price('0.4032', 'Hrs', 3),
    spend: [
      [PRODUCTION, 118],
      [RESEARCH, 46],
    ],
    tags: { team: 'platform', environment: 'production' },
  },
  {
    ...aws('Amazon Simple Storage Service', 'AmazonS3'),
    usageType: 'TimedStorage-ByteHrs',
    operation: 'StandardStorage',
    price: price('0.023', 'GB-Mo', 3),
    spend: [
      [PRODUCTION, 17],
      [RESEARCH, 22],
      [BUSINESS, 6],
    ],
    tags: { environment: 'production' },
  },
];

/** Makes the lines of guardrails, AgentCore, Marketplace products that only sound like Bedrock, and what every account has anyway. */
export function unnamedLines(seed: string): (on: SampleDay) => LineItem[] {
  const standing = STANDING.flatMap(({ usageType, price, spend, rhythm, tags = {}, ...line }) =>
    spend.map(([account, usd]) => ({
      source: hash(`${seed}/${usageType}/${account}`),
      usd,
      rhythm,
      price,
      article: { ...line, account, usageType: `${REGION[account]}-${usageType}` },
      caller: { principal: null, tags },
    })),
  );
  return (on) =>
    standing.map(({ source, usd, rhythm, price, article, caller }) => {
      const wobble = 0.88 + 0.24 * chance(source, on.number);
      const count = Math.max(1, Math.round((usd * on.level[rhythm] * wobble * 10 ** RATE_SCALE) / price.rate));
      return billed(on.day, article, caller, count, price);
    });
}
