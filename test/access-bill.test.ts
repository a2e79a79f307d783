import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BillParts, billOver } from '../src/access/bill.js';
import { Unavailable } from '../src/errors.js';
import { silentLog } from '../src/log.js';
import { Breakdowns } from '../src/spend/breakdowns.js';
import type { Fact } from '../src/spend/fact.js';
import { Duck } from '../src/spend/ledger/duckdb.js';
import { Ledger } from '../src/spend/ledger/ledger.js';
import { Owners } from '../src/spend/teams.js';

const ROLE = 'arn:aws:iam::111111111111:role/teams/SearchService';
const SESSION = 'arn:aws:sts::111111111111:assumed-role/SearchService';
const NOVEMBER = { month: '2026-11', start: '2026-11-01', end: '2026-12-01' };

let folder: string;
let duck: Duck;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aispend-bill-'));
  duck = new Duck({ memoryLimit: '256MB', threads: 1, tempDir: join(folder, 'tmp') });
});
afterEach(async () => {
  duck.close();
  await rm(folder, { recursive: true });
});

const fact = (day: string, principal: string | null, cost: string, more: Partial<Fact> = {}): Fact => ({
  day,
  cube: 'full',
  account: '111111111111',
  tags: { team: 'engineering' },
  principal,
  service: 'Claude Sonnet 5 (Amazon Bedrock Edition)',
  usageType: 'USE1-MP:USE1_InputTokenCount-Units',
  recordType: 'Usage',
  unit: 'Units',
  cost,
  quantity: '1',
  estimated: false,
  ...more,
});

async function bill(facts: Fact[], o: { source?: 'cur-files' | 'cost-explorer'; asOf?: string; tagStatus?: BillParts['tagStatus'] } = {}) {
  const source = o.source ?? 'cur-files';
  const ledger = new Ledger(join(folder, source), 'shape', duck, silentLog());
  await ledger.tidy();
  await ledger.write(facts, {
    month: NOVEMBER.month,
    source,
    shape: 'shape',
    pulledAt: '2026-11-25T12:00:00Z',
    asOf: o.asOf ?? '2026-11-25T12:00:00Z',
    covers: { start: NOVEMBER.start, end: NOVEMBER.end },
    requests: 0,
    sourceRows: facts.length,
    checks: [],
    notes: [],
  });
  const owners = new Owners([{ name: 'engineering', aliases: ['eng'] }], false);
  return billOver({
    ledger,
    source,
    breakdowns: new Breakdowns({ ledger, source, owners }),
    owners,
    now: () => new Date('2026-11-25T12:00:00Z'),
    tagStatus: o.tagStatus ?? (async () => new Map()),
  });
}

describe('what a principal spent while it had a grant', () => {
  const facts = [
    fact('2026-11-20', `${SESSION}/i-1`, '0.000000000000000001'),
    fact('2026-11-20', `${SESSION}/ada@example.com`, '1.1'),
    fact('2026-11-21', ROLE.replace('/teams', ''), '2'),
    fact('2026-11-22', `${SESSION}/i-1`, '100'),
    fact('2026-11-20', `${SESSION}Batch/i-1`, '100'),
    fact('2026-11-20', `arn:aws:sts::222222222222:assumed-role/SearchService/i-1`, '100'),
    fact('2026-11-20', `${SESSION}/i-1`, '-50', { recordType: 'Credit' }),
  ];
  test.each([
    ['within a day', '2026-11-20T08:00:00Z', '2026-11-20T12:00:00Z', '2026-11-21', '1.100000000000000001'],
    [
      'over midnight: both days, for the bill knows no hours',
      '2026-11-20T22:00:00Z',
      '2026-11-21T02:00:00Z',
      '2026-11-22',
      '3.100000000000000001',
    ],
    ['until midnight: nothing of the next day', '2026-11-20T20:00:00Z', '2026-11-21T00:00:00.000Z', '2026-11-21', '1.100000000000000001'],
  ])('%s', async (_what, from, to, end, cost) => {
    const { spent, final } = await (await bill(facts)).spentBy(ROLE, from, to);
    expect({ ...spent, cost: 'cost' in spent && spent.cost.replace(/0+$/, '') }).toEqual({ start: '2026-11-20', end, cost });
    expect(final).toBe(true);
  });

  test('a caller that spent nothing on days with callers spent nothing', async () => {
    const one = await (await bill(facts)).spentBy(
      'arn:aws:iam::111111111111:user/teams/ci',
      '2026-11-20T08:00:00Z',
      '2026-11-20T12:00:00Z',
    );
    expect(one).toEqual({ spent: { start: '2026-11-20', end: '2026-11-21', cost: '0' }, final: true });
  });

  test('days that may not be billed to the end are not final', async () => {
    const { final } = await (await bill(facts)).spentBy(ROLE, '2026-11-24T08:00:00Z', '2026-11-24T12:00:00Z');
    expect(final).toBe(false);
  });

  test('a bill without callers, and Cost Explorer, say so and never nothing', async () => {
    const without = await (await bill([fact('2026-11-20', null, '5')])).spentBy(ROLE, '2026-11-20T08:00:00Z', '2026-11-20T12:00:00Z');
    expect(without.spent).toMatchObject({ why: expect.stringContaining('INCLUDE_IAM_PRINCIPAL_DATA') });
    const ce = await bill([fact('2026-11-20', null, '5', { cube: 'team' })], { source: 'cost-explorer' });
    expect((await ce.spentBy(ROLE, '2026-11-20T08:00:00Z', '2026-11-20T12:00:00Z')).spent).toMatchObject({
      why: expect.stringContaining('CUR 2.0'),
    });
  });
});

describe('what it will cost', () => {
  const facts = [
    fact('2026-11-10', null, '8'),
    fact('2026-11-11', null, '24', { tags: { team: 'eng' } }),
    fact('2026-11-12', null, '999', { tags: { team: 'research' } }),
    fact('2026-11-13', null, '999', { service: 'Claude Opus 5 (Amazon Bedrock Edition)' }),
    fact('2026-11-24', null, '999'),
  ];
  test.each([
    ['4 of 8 working hours', 240, '$8.00'],
    ['a whole working day', 480, '$16.00'],
    ['a night more costs no more than the day', 1440, '$16.00'],
    ['two days', 2880, '$32.00'],
  ])('%s', async (_what, minutes, cost) => {
    expect(await (await bill(facts)).expected('engineering', 'anthropic.claude-sonnet-5', minutes)).toEqual({
      cost,
      basis: expect.stringContaining('On the 2 of the last 28 billed days on which engineering used Claude Sonnet 5 it spent $16.00 a day'),
    });
  });
  test('no estimate without use: it says so', async () => {
    const one = await bill(facts);
    expect(await one.expected('engineering', 'anthropic.claude-mythos-preview', 60)).toEqual({
      why: expect.stringContaining('has not used'),
    });
    expect(await one.expected(null, 'anthropic.claude-sonnet-5', 60)).toEqual({ why: expect.stringContaining('has no team') });
  });
});

describe('whether a tag is active', () => {
  const tagged = [fact('2026-11-20', null, '1')];
  const untagged = [fact('2026-11-20', null, '1', { tags: {} })];
  const says = (status: string) => ({ tagStatus: async () => new Map([['iamPrincipal/team', status]]) });
  const refuses = {
    tagStatus: async (): Promise<Map<string, string>> => {
      throw new Unavailable("Linked account doesn't have access to cost allocation tags.");
    },
  };
  test.each<[string, Fact[], Pick<BillParts, 'tagStatus'>, string]>([
    ['AWS says yes, before anything is billed by it', untagged, says('Active'), 'yes'],
    ['AWS says no, although the bill still carries it', tagged, says('Inactive'), 'no'],
    ['AWS has never met the key', untagged, { tagStatus: async () => new Map() }, 'no'],
    ['AWS does not say: the bill carries it', tagged, refuses, 'yes'],
    ['AWS does not say, and an untagged bill proves nothing', untagged, refuses, 'unknown'],
  ])('%s', async (_what, facts, how, known) => {
    expect(await (await bill(facts, how)).tagActive('iamPrincipal/team')).toBe(known);
  });
});
