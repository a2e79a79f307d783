import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CostExplorer, type CostGroup, createCostExplorer } from '../src/aws/cost-explorer.js';
import { pullSpan } from '../src/spend/cost-explorer-pull.js';
import type { RequestCeiling } from '../src/spend/request-ceiling.js';
import { start } from './start.js';

/** Cost Explorer at the wire, answering one group with whatever amount it is told. */
let server: Server;
let told: { cost: unknown; quantity: unknown };
beforeAll(async () => {
  server = createServer((_request, response) => {
    const Metrics = { UnblendedCost: { Amount: told.cost, Unit: 'USD' }, UsageQuantity: { Amount: told.quantity, Unit: 'N/A' } };
    response.setHeader('content-type', 'application/x-amz-json-1.1');
    response.end(
      JSON.stringify({
        ResultsByTime: [{ TimePeriod: { Start: '2026-11-01', End: '2026-11-02' }, Groups: [{ Keys: ['a', 'b'], Metrics }] }],
      }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const read = async (cost: unknown, quantity: unknown = '1'): Promise<{ cost: string; quantity: string }> => {
  told = { cost, quantity };
  const nothing = async () => undefined;
  const ce = createCostExplorer(
    {
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      credentials: { accessKeyId: 'T', secretAccessKey: 't' },
    },
    { beforeRequest: nothing, notBilled: nothing, pause: nothing },
  );
  const [group] = await ce.costs({
    span: { start: '2026-11-01', end: '2026-11-02' },
    metric: 'UnblendedCost',
    services: ['a'],
    groupBy: [{ dimension: 'SERVICE' }, { dimension: 'USAGE_TYPE' }],
  });
  return { cost: group?.cost ?? '', quantity: group?.quantity ?? '' };
};

test.each([
  ['0.0000882600', '0.0000882600'],
  ['1.5E-7', '0.00000015'],
  ['1e-7', '0.0000001'],
  ['1E+3', '1000'],
  ['1.25E+3', '1250'],
  ['-2.5e+1', '-25'],
  ['+3', '3'],
  ['.5', '0.5'],
  ['-12', '-12'],
  ['99999999999999999999', '99999999999999999999'],
  // Beyond what the ledger holds behind the point: to the last digit here, rounded and said when it is written.
  ['0.1234567890123456789012345', '0.1234567890123456789012345'],
  ['1.5E-30', '0.0000000000000000000000000000015'],
  ['0.1000000000000000000000000', '0.1'],
])('%s is %s', async (amount, exact) => expect(await read(amount, amount)).toEqual({ cost: exact, quantity: exact }));

test.each(['', 'NaN', '1,000', '1e', '1E+30', '0x10', '100000000000000000000', '1e9999', undefined])(
  '%p is no cost, and no free group',
  async (amount) =>
    expect(read(amount)).rejects.toThrow('Cost Explorer sent a group without a cost that can be read; aispend keeps the figures it has.'),
);

test('an amount finer than the ledger holds is rounded to eighteen decimals, and that is said', async () => {
  const bot = await start({ filled: 'empty' });
  try {
    const group = (keys: CostGroup['keys']): CostGroup => ({
      day: '2026-11-04',
      keys,
      cost: '1.0000000000000000016',
      quantity: '1',
      unit: undefined,
      estimated: true,
    });
    const ce = {
      costs: async ({ groupBy: [first] }) => [
        group('tag' in first ? ['engineering', 'USE1-NovaLite-input-tokens'] : ['Amazon Bedrock', 'Usage']),
      ],
    } as Partial<CostExplorer> as CostExplorer;
    const ceiling = { sentHere: 0, left: async () => 60 } as RequestCeiling;
    const tags = { team: ['iamPrincipal/team'] };
    const pull = {
      ce,
      ledger: bot.parts.ledger,
      metric: 'UnblendedCost' as const,
      tags,
      ceiling,
      services: ['Amazon Bedrock'],
      notes: [],
      now: bot.clock.now,
    };
    await pullSpan({ ...pull, notes: [] }, { start: '2026-11-01', end: '2026-11-26' });
    const answer = await bot.parts.spend.team('engineering', { start: '2026-11-01', end: '2026-11-26', label: 'x', compare: 'month' });
    expect(answer.total.toFixed()).toBe('1.000000000000000002');
    expect(answer.notes).toEqual(['2 amounts have more than 18 decimals and are kept rounded to 18: DECIMAL(38,18) has no room for more.']);
  } finally {
    await bot.close();
  }
});
