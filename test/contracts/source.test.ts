import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Assembly, assemble } from '../../src/assemble.js';
import { silentLog } from '../../src/log.js';
import { decimal, exact, sum } from '../../src/money.js';
import { createFakeAws, type FakeAws } from '../../src/playground/aws/fake-aws.js';
import type { LineItem } from '../../src/playground/sample/line-item.js';
import { readPeriod } from '../../src/spend/period-grammar.js';
import { answerJson } from '../../src/views/json.js';
import { accountOf } from '../account.js';
import { writeCur } from '../cur-writer.js';
import { clockAt, SAMPLE_DAY, sampleOf, testConfig } from '../start.js';

const clock = clockAt(`${SAMPLE_DAY}T12:00:00Z`);
const sample: LineItem[] = sampleOf(SAMPLE_DAY).lines({ start: '2026-10-01', end: '2026-11-26' });
const activeTags = sampleOf(SAMPLE_DAY).activeTags;

let dataDir: string;
let aws: FakeAws | undefined;
let parts: Assembly;
/** What each source said of the same team, to be compared. */
const told = new Map<string, unknown>();

const sources = {
  'cost-explorer': async () => {
    aws = createFakeAws({ account: accountOf(sample, { activeTags }), now: clock.now, pageGroups: 5000 });
    await aws.listen();
    return {
      config: testConfig(dataDir),
      aws: { endpoint: aws.endpoint, region: 'us-east-1', credentials: { accessKeyId: 'T', secretAccessKey: 't' } },
    };
  },
  'cur-files': async () => {
    const folder = join(dataDir, 'cur');
    await writeCur(folder, sample);
    const { costExplorer, tags } = testConfig(dataDir).spend;
    return { config: testConfig(dataDir, { spend: { source: 'cur-files', curFiles: { path: folder }, costExplorer, tags } }) };
  },
};

/** What every source must make of the same bill: one contract, each source passes it. */
describe.each(Object.entries(sources))('a ledger filled by %s', (name, open) => {
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'aispend-source-'));
    parts = await assemble({ ...(await open()), log: silentLog(), now: clock.now, pause: async () => undefined });
    await parts.refresher.refresh();
  });
  afterAll(async () => {
    await parts.close();
    await aws?.close();
    aws = undefined;
    await rm(dataDir, { recursive: true, force: true });
  });

  // biome-ignore lint/suspicious/noExplicitAny: the JSON as a script would read it
  const team = async (typed: string, words: string): Promise<any> =>
    answerJson(await parts.spend.team(typed, readPeriod(words, SAMPLE_DAY)!));
  // biome-ignore lint/suspicious/noExplicitAny: the JSON as a script would read it
  const teams = async (words: string): Promise<any> => answerJson(await parts.spend.everyTeam(readPeriod(words, SAMPLE_DAY)!));
  /** Cost Explorer files tax on AWS's own services under the service "Tax", the CUR under the product it is on. */
  const bedrock = (one: LineItem) =>
    (/^AmazonBedrock/.test(one.productCode) && (name === 'cur-files' || one.service !== 'Tax')) ||
    one.service.endsWith(' (Amazon Bedrock Edition)');

  test('holds every Bedrock dollar of the month, by record type, and nothing else', async () => {
    const october = sample.filter((one) => bedrock(one) && one.day < '2026-11-01');
    const of = (recordType: string) => exact(sum(october.filter((one) => one.recordType === recordType).map((one) => decimal(one.cost))));
    const answer = await teams('last month');
    expect(answer.total).toBe(of('Usage'));
    for (const record of answer.otherRecords) expect([record.recordType, record.cost]).toEqual([record.recordType, of(record.recordType)]);
    expect(answer.otherRecords.length).toBeGreaterThan(1);
  });

  test('splits it by team the same way', async () => {
    const answer = await teams('last month');
    const own = new Map<string, string[]>();
    for (const one of sample.filter((line) => bedrock(line) && line.recordType === 'Usage' && line.day < '2026-11-01')) {
      const raw = one.tags['iamPrincipal/team'] || one.tags['team'] || '';
      const owner = raw === 'eng' ? 'engineering' : raw;
      own.set(owner, [...(own.get(owner) ?? []), one.cost]);
    }
    const expected = Object.fromEntries([...own].map(([owner, costs]) => [owner, exact(sum(costs.map(decimal)))]));
    expect({
      ...Object.fromEntries(answer.teams.map((one: { team: string; cost: string }) => [one.team, one.cost])),
      '': answer.unattributed.cost,
    }).toEqual(expected);
  });

  test('gives the same models and tokens for a team, day by day', async () => {
    const answer = await team('eng', 'last month');
    // The CUR of this test holds two months only, so it has nothing to compare October with.
    const { source, asOf, why, principals, notes, before, change, ...figures } = answer;
    expect(source).toBe(name);
    expect(Number(figures.total)).toBeGreaterThan(1000);
    expect(figures.models.every((one: { totalTokens: string | null }) => one.totalTokens !== null)).toBe(true);
    told.set(name, figures);
    for (const other of told.values()) expect(figures).toEqual(other);
  });

  test('knows the callers, or says that it does not', async () => {
    const { principals, total } = await team('engineering', 'last month');
    if (name === 'cost-explorer') expect(principals).toBeNull();
    else expect(exact(sum(principals.map((one: { cost: string }) => decimal(one.cost))))).toBe(total);
  });

  test('agrees with itself: no difference between breakdown and control', async () => {
    expect((await parts.status()).disagreements).toEqual([]);
  });

  test('a second refresh changes nothing', async () => {
    const before = (await teams('mtd')).total;
    await parts.refresher.refresh();
    expect((await teams('mtd')).total).toBe(before);
  });
});
