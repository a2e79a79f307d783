import { decimal, sum } from '../src/money.js';
import { addDays, type Day } from '../src/period.js';
import type { LineItem } from '../src/playground/sample/line-item.js';
import { createSample } from '../src/playground/sample/sample.js';
import { sampleConfig } from '../src/playground/sample/sample-config.js';

const today: Day = '2026-11-25';
const everything = { start: '2000-01-01', end: '2100-01-01' };
const october = { start: '2026-10-01', end: '2026-11-01' };
const sample = createSample({ seed: 'halden', today });
const lines = sample.lines(everything);

const dollars = (of: LineItem[]): number => sum(of.map((line) => decimal(line.cost))).toNumber();
const usage = lines.filter((line) => line.recordType === 'Usage');
const bedrock = (line: LineItem): boolean => /^Amazon Bedrock|\(Amazon Bedrock Edition\)$/.test(line.service);
const teamOf = (line: LineItem): string | undefined => line.tags['iamPrincipal/team'] ?? line.tags.team;

describe('the sample organisation is the same every time', () => {
  test('one seed makes the same lines, another seed makes others', () => {
    expect(createSample({ seed: 'halden', today }).lines(october)).toEqual(sample.lines(october));
    expect(createSample({ seed: 'other', today }).lines(october)).not.toEqual(sample.lines(october));
  });

  test('the past does not change while today moves on', () => {
    const past = { start: '2026-01-01', end: '2026-11-22' };
    // As text: comparing sixty thousand objects one by one takes seconds.
    const asText = (on: Day): string => JSON.stringify(createSample({ seed: 'halden', today: on }).lines(past));
    const before = asText('2026-11-25');
    expect(before).toContain('2026-11-21');
    for (const later of ['2026-11-26', '2026-12-24']) expect(asText(later) === before).toBe(true);
  });

  test('asking day by day gives what asking for the month gives', () => {
    const byDay = Array.from({ length: 31 }, (_, index) => addDays(october.start, index)).flatMap((day) =>
      sample.lines({ start: day, end: addDays(day, 1) }),
    );
    expect(byDay).toEqual(sample.lines(october));
  });

  test('fourteen months of lines in order, none after today, and today only in part', () => {
    expect(lines[0]?.day).toBe('2025-10-01');
    expect(lines.at(-1)?.day).toBe(today);
    expect(lines.every((line, index) => index === 0 || line.day >= (lines[index - 1] as LineItem).day)).toBe(true);
    expect(lines.length).toBeGreaterThan(60_000);
    expect(lines.length).toBeLessThan(120_000);
    const calm = (day: Day): number => dollars(usage.filter((line) => line.day === day && !line.principal?.includes('TicketTriage')));
    expect(calm(today)).toBeLessThan(0.6 * calm('2026-11-18'));
  });
});

describe('amounts are exact', () => {
  test('every line costs its quantity times one price for its service and usage type', () => {
    const first = new Map<string, LineItem>();
    const wrong = usage.filter((line) => {
      const id = `${line.service} ${line.usageType}`;
      const other = first.get(id);
      if (!other) first.set(id, line);
      return other && !decimal(line.cost).times(other.quantity).eq(decimal(other.cost).times(line.quantity));
    });
    expect(wrong).toEqual([]);
    expect(first.size).toBeGreaterThan(100);
  });

  test.each([
    ['Claude Opus 5 (Amazon Bedrock Edition)', 'USE1-MP:USE1_input_tokens_standard-Units', '5'],
    ['Claude Opus 5 (Amazon Bedrock Edition)', 'USE1-MP:USE1_output_tokens_global_standard-Units', '22.5'],
    ['Claude Opus 5 (Amazon Bedrock Edition)', 'USE1-MP:USE1_cache_write_tokens_1h_long_ctx_standard-Units', '20'],
    ['Claude Haiku 4.5 (Amazon Bedrock Edition)', 'USE1-MP:USE1_OutputTokenCount_Batch-Units', '2.5'],
    ['Amazon Bedrock Service', 'USW2-Claude4.6Opus-cache-read-input-token-count-cross-region-global', '0.00045'],
    ['Amazon Bedrock', 'USE1-gpt-oss-120b-output-tokens-priority', '0.00105'],
    ['Amazon Bedrock AgentCore', 'USE1-Runtime:Consumption-based:vCPU', '0.0895'],
  ])('%s sells %s at $%s a unit', (service, usageType, rate) => {
    const line = usage.find((one) => one.service === service && one.usageType === usageType);
    expect(line && decimal(line.quantity).times(rate).toFixed()).toBe(line?.cost);
  });

  test('amounts are plain decimals of at most ten places, and only AWS itself gives a discount', () => {
    expect(
      lines.filter((line) => [line.cost, line.netCost, line.quantity].some((amount) => !/^-?\d+(\.\d{0,9}[1-9])?$/.test(amount))),
    ).toEqual([]);
    const discounted = usage.filter((line) => decimal(line.netCost).lt(line.cost));
    expect(new Set(discounted.map((line) => line.billingEntity))).toEqual(new Set(['AWS']));
    expect(usage.filter((line) => decimal(line.netCost).gt(line.cost))).toEqual([]);
  });
});

describe('everything a bill can hold is there', () => {
  test.each<[string, (line: LineItem) => boolean]>([
    ['classic input', (l) => l.usageType === 'EUC1-NovaLite-input-tokens'],
    ['batch', (l) => l.usageType.endsWith('-input-tokens-batch')],
    ['flex', (l) => l.usageType === 'USE1-Nova2.0Lite-input-tokens-flex'],
    ['mantle', (l) => l.usageType === 'USW2-openai.gpt-oss-120b-mantle-output-tokens-standard'],
    ['embeddings', (l) => l.usageType === 'USW2-TitanEmbeddingV2-Text-input-tokens'],
    ['open weights', (l) => l.usageType.includes('-Qwen3-VL-235B-A22B-')],
    ['Marketplace in the old words', (l) => l.usageType === 'EUC1-MP:EUC1_CacheReadInputTokenCount-Units'],
    ['Marketplace in the new words', (l) => l.usageType === 'EUC1-MP:EUC1_cache_write_tokens_standard-Units'],
    ['long context', (l) => l.usageType.includes('_long_ctx')],
    ['guardrails without a caller', (l) => l.usageType.includes('Guardrail') && l.principal === null],
    ['AgentCore without a caller', (l) => l.service === 'Amazon Bedrock AgentCore' && l.principal === null],
    ['a usage type no grammar knows', (l) => l.usageType === 'EUC1-PromptRouter-Decisions'],
    ['a service that only sounds like Bedrock', (l) => l.service === 'Observability for Amazon Bedrock'],
    ['another one', (l) => l.service === 'Bedrock Data Security Platform'],
    ['ordinary services', (l) => l.service === 'Amazon Elastic Compute Cloud - Compute'],
    ['an IAM user', (l) => !!l.principal?.includes(':user/svc-')],
    ['a person of Identity Center without tags', (l) => !!l.principal?.includes('AWSReservedSSO_') && Object.keys(l.tags).length === 0],
    ['an agent role', (l) => !!l.principal?.includes('AmazonBedrockAgentCoreRuntime-')],
    [
      'a team known by an inference profile only',
      (l) => l.tags.team === 'marketing' && l.tags['iamPrincipal/team'] === undefined && l.principal !== null,
    ],
    ['two tags that disagree', (l) => l.tags.team === 'research' && l.tags['iamPrincipal/team'] === 'platform'],
    ['another spelling', (l) => l.tags['iamPrincipal/team'] === 'Data-Science'],
    ['an alias', (l) => l.tags['iamPrincipal/team'] === 'eng'],
    ['a value with "$" and quotes', (l) => l.tags['iamPrincipal/project'] === 'pilot "$0 budget"'],
    ['a credit', (l) => l.recordType === 'Credit' && l.cost.startsWith('-')],
    ['a refund', (l) => l.recordType === 'Refund' && l.cost.startsWith('-')],
    ['tax', (l) => l.recordType === 'Tax'],
  ])('%s', (_, is) => {
    expect(lines.some(is)).toBe(true);
  });

  test('forty callers in three accounts, beside the one that pays', () => {
    expect(new Set(lines.flatMap((line) => line.principal ?? [])).size).toBe(40);
    expect(new Set(lines.map((line) => line.account))).toEqual(new Set(sample.accounts.map((account) => account.id)));
  });

  test('every configured team has spent', () => {
    const spent = new Set(usage.map(teamOf));
    expect(sampleConfig.teams.filter((team) => !spent.has(team.name))).toEqual([]);
  });
});

describe('it spends like a company', () => {
  const inOctober = usage.filter((line) => line.day >= october.start && line.day < october.end && bedrock(line));

  test('the size of a month and of its largest team', () => {
    expect(dollars(inOctober)).toBeGreaterThan(50_000);
    expect(dollars(inOctober)).toBeLessThan(90_000);
    const engineering = dollars(inOctober.filter((line) => ['engineering', 'eng'].includes(teamOf(line) ?? '')));
    expect(engineering).toBeGreaterThan(10_000);
    expect(engineering).toBeLessThan(20_000);
  });

  test('offices are quiet on Sundays, and a year brings growth', () => {
    const engineering = (day: Day): number => dollars(usage.filter((line) => line.day === day && teamOf(line) === 'engineering'));
    expect(engineering('2026-10-11')).toBeLessThan(0.4 * engineering('2026-10-13'));
    expect(engineering('2026-10-13')).toBeGreaterThan(1.3 * engineering('2025-10-14'));
  });

  test('a newer model replaces an older one', () => {
    const services = (start: Day, end: Day): Set<string> => new Set(sample.lines({ start, end }).map((line) => line.service));
    expect(services('2026-06-01', '2026-07-01')).toContain('Claude Opus 4.6 (Amazon Bedrock Edition)');
    expect(services('2026-06-01', '2026-07-01')).not.toContain('Claude Opus 5 (Amazon Bedrock Edition)');
    expect(services('2026-11-01', '2026-11-25')).not.toContain('Claude Opus 4.6 (Amazon Bedrock Edition)');
    expect(services('2026-11-01', '2026-11-25')).toContain('Claude Opus 5 (Amazon Bedrock Edition)');
  });

  test('legal has stopped months ago', () => {
    expect(usage.filter((line) => teamOf(line) === 'legal').at(-1)?.day).toBe('2026-06-30');
  });

  test('one agent ran away a few days ago', () => {
    const agent = (day: Day): number => dollars(usage.filter((line) => line.day === day && line.principal?.includes('TicketTriageAgent')));
    expect(agent('2026-11-24')).toBeGreaterThan(8 * agent('2026-11-17'));
    expect(agent('2026-11-21')).toBeLessThan(2 * agent('2026-11-14'));
  });
});
