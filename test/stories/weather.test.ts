import { readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { accountOf, line } from '../account.js';
import { type Started, start } from '../start.js';

let bot: Started;
afterEach(() => bot.close());

const days = (month: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${month}-${String(index + 1).padStart(2, '0')}`);
/** Two months of one dollar a day, and something untagged. */
const dollarADay = () =>
  accountOf(
    [...days('2026-10', 31), ...days('2026-11', 25)].flatMap((day) => [line({ day, cost: '1' }), line({ day, cost: '0.5', tags: {} })]),
  );
const refresh = () => bot.parts.refresher.refreshQuietly();

describe('Cost Explorer', () => {
  test('throttled for a while: the refresh waits and goes on', async () => {
    bot = await start({ account: dollarADay(), filled: 'empty' });
    bot.aws.trouble.throttle('GetCostAndUsage', 3);
    await bot.parts.refresher.refresh();
    expect((await bot.ask('team engineering last month')).text).toMatch(/^engineering spent \$31\.00/);
  });

  test('denied: the missing action is named, and what there is is served with its date', async () => {
    bot = await start({ account: dollarADay() });
    bot.clock.pass(86_400);
    bot.aws.trouble.deny('GetCostAndUsage');
    await refresh();
    const { text } = await bot.ask('team engineering last month');
    expect(text).toMatch(/^engineering spent \$31\.00/);
    expect(text).toContain('As of 2026-11-25 12:00 UTC');
    expect(text).toContain('allow the action ce:GetCostAndUsage in the IAM policy');
  });

  test('denied from the start: it says plainly what is missing', async () => {
    bot = await start({ account: dollarADay(), filled: 'empty' });
    bot.aws.trouble.deny('GetDimensionValues');
    await refresh();
    expect((await bot.ask('team engineering')).text).toMatch(
      /allow the action ce:GetDimensionValues in the IAM policy of the role aispend runs as\. \(reference [a-z2-9]{6}\)$/,
    );
  });

  test('unreachable: a sentence, and the next refresh mends it', async () => {
    bot = await start({ account: dollarADay(), filled: 'empty' });
    bot.aws.trouble.fail('GetDimensionValues', 'InternalServerError', 'oops', undefined, 500);
    await refresh();
    expect((await bot.ask('team engineering')).text).toMatch(/could not be reached for ce:GetDimensionValues/);
    bot.aws.trouble.clear();
    await refresh();
    expect((await bot.ask('team engineering')).text).toMatch(/^engineering spent \$25\.00/);
  });

  test('a history that begins late is taken as far as it goes, and not asked for again', async () => {
    bot = await start({ account: dollarADay(), filled: 'empty' });
    bot.aws.trouble.historyBegins('2026-10-01');
    await bot.parts.refresher.refresh();
    expect((await bot.ask('team engineering last month')).text).toMatch(/^engineering spent \$31\.00/);
    expect((await bot.ask('team engineering 2026-03')).text).toMatch(/The ledger begins on 2026-10-01/);
    const requests = bot.aws.requests.length;
    await bot.parts.refresher.refresh();
    expect(
      bot.aws.requests
        .slice(requests)
        .map((request) => (request.input as { TimePeriod?: { Start: string } }).TimePeriod?.Start)
        .filter((day) => day !== undefined && day < '2026-10-01'),
    ).toEqual([]);
  });

  test('the daily ceiling: it says so, serves what it has, and goes on the next day', async () => {
    bot = await start({
      account: dollarADay(),
      filled: 'empty',
      config: { spend: { tags: { team: ['iamPrincipal/team'] }, costExplorer: { dailyRequests: 6 } } },
    });
    // Another process has used some of today's.
    for (let used = 0; used < 2; used++) await bot.parts.store.requests.take('2026-11-25', 6);
    await refresh();
    expect(bot.aws.requests).toHaveLength(4);
    const { text } = await bot.ask('team engineering last month');
    expect(text).toMatch(/^engineering spent \$31\.00/);
    expect(text).toMatch(/ceiling of 6 .*requests/);
    bot.clock.pass(86_400);
    await refresh();
    expect((await bot.ask('team engineering 2026-09')).text).toMatch(/^engineering spent \$0\.00/);
  });

  test('a ceiling too low for every tag reads the team first, and says what was left out', async () => {
    const services = ['Amazon Bedrock', 'Amazon Bedrock Service', 'Claude Opus 5 (Amazon Bedrock Edition)'];
    const lines = services.flatMap((service) => [
      line({ day: '2026-11-03', cost: '1', service }),
      line({ day: '2026-11-03', cost: '2', service, tags: { team: 'support' } }),
    ]);
    const tags = { team: ['iamPrincipal/team', 'team'], project: ['iamPrincipal/project'] };
    bot = await start({ account: accountOf(lines), filled: 'empty', config: { spend: { tags, costExplorer: { dailyRequests: 9 } } } });
    await refresh();
    const { text } = await bot.ask('teams');
    expect(text).toMatch(/^All teams spent \$9\.00 .*Most: support \$6\.00, engineering \$3\.00/);
    expect((await bot.ask('status')).text).toContain('only the split by team was read');
  });

  describe('a service that aispend does not know', () => {
    const day = '2026-11-03';
    const guard = { service: 'Amazon Bedrock Guard', productCode: 'AmazonBedrockGuard', usageType: 'USE1-Shield-Hours', unit: 'Hours' };
    const connector = {
      service: 'Amazon Bedrock Connector (Foo Edition)',
      productCode: 'a1b2c3',
      billingEntity: 'AWS Marketplace' as const,
    };
    const account = () =>
      accountOf([line({ day, cost: '1' }), line({ day, cost: '2', ...guard }), line({ day, cost: '50', ...connector })]);

    test('counts when AWS bills it, is said, and what is not understood of it is named', async () => {
      bot = await start({ account: account() });
      const message = await bot.ask('teams');
      expect(message.text).toMatch(/^All teams spent \$3\.00 /);
      const said = JSON.stringify(message.blocks);
      expect(said).toContain('$2.00 of the usage is *unclassified*: aispend does not know USE1-Shield-Hours $2.00.');
      expect(said).toContain('\\"Amazon Bedrock Guard\\" is new to aispend and counted, because AWS itself bills it');
      expect(said).not.toContain('Connector');
      expect(bot.aws.requests.filter((request) => request.action === 'GetDimensionValues')).toHaveLength(4);
    });

    test('a Marketplace product costs no further request', async () => {
      bot = await start({ account: accountOf([line({ day, cost: '1' }), line({ day, cost: '9', service: 'Bedrock Security Scanner' })]) });
      expect((await bot.ask('teams')).text).toMatch(/^All teams spent \$1\.00 /);
      expect(bot.aws.requests.filter((request) => request.action === 'GetDimensionValues')).toHaveLength(2);
    });
  });

  test('a tag that was never activated is named: everything is unattributed, not $0', async () => {
    bot = await start({
      account: accountOf([line({ day: '2026-11-03', cost: '7' })], { activeTags: [], inactiveTags: ['iamPrincipal/team'] }),
    });
    expect((await bot.ask('teams')).text).toMatch(/^All teams spent \$7\.00 .*Unattributed: \$7\.00/);
    expect((await bot.ask('status')).text).toMatch(/No tag for team \(iamPrincipal\/team, team\) is activated for cost allocation/);
  });
});

describe('the ledger', () => {
  test('a file that does not open is set aside, said, and rebuilt', async () => {
    bot = await start({ account: dollarADay() });
    const folder = bot.parts.ledger.folder;
    await writeFile(join(folder, '2026-10.parquet'), 'this is no Parquet');
    expect((await bot.ask('team engineering last month')).text).toMatch(/Nothing of last month has been read yet/);
    expect((await bot.ask('status')).text).toMatch(/2026-10\.parquet did not open and was set aside/);
    expect((await readdir(folder)).some((name) => name.startsWith('2026-10.parquet.broken-'))).toBe(true);
    await bot.parts.refresher.refresh();
    expect((await bot.ask('team engineering last month')).text).toMatch(/^engineering spent \$31\.00/);
  });

  test('a first question while the bill is being read waits for it', async () => {
    bot = await start({ account: dollarADay(), filled: 'empty' });
    const reading = bot.parts.refresher.refresh();
    expect((await bot.ask('team engineering')).text).toMatch(/^engineering spent \$25\.00/);
    await reading;
  });

  test('an empty ledger with nothing under way says what to do', async () => {
    bot = await start({ account: dollarADay(), filled: 'empty' });
    expect((await bot.ask('teams')).text).toMatch(/The ledger is still empty; run `aispend sync`, then ask again/);
  });

  test('what AWS restates lands with the next refresh', async () => {
    const account = { current: dollarADay() };
    bot = await start({ account });
    account.current = accountOf([...days('2026-10', 31), ...days('2026-11', 25)].map((day) => line({ day, cost: '2.5' })));
    await bot.parts.refresher.refresh();
    expect((await bot.ask('team engineering')).text).toMatch(/^engineering spent \$62\.50/);
    expect((await bot.ask('team engineering last month')).text).toMatch(/^engineering spent \$77\.50/);
  });

  test('an answer that lost days which were billed before replaces nothing, and says so', async () => {
    const account = { current: dollarADay() };
    bot = await start({ account });
    for (const lines of [[], days('2026-10', 12).map((day) => line({ day, cost: '3' }))]) {
      account.current = accountOf(lines);
      bot.clock.pass(8 * 3600);
      await refresh();
      const { text } = await bot.ask('team engineering last month');
      expect(text).toMatch(/^engineering spent \$31\.00/);
      expect(text).toMatch(/leaves out \d+ days that were billed before/);
    }
  });

  test('a month that was read half is read again, and until then the missing days are named', async () => {
    bot = await start({ account: dollarADay(), at: '2026-10-10T12:00:00Z' });
    bot.clock.set('2026-12-20T12:00:00Z');
    const { text } = await bot.ask('team engineering 2026-10');
    expect(text).toMatch(/^engineering spent \$10\.00/);
    expect(text).toContain('Not in the ledger and so not counted: 11–31 Oct 2026.');
    await bot.parts.refresher.refresh();
    expect((await bot.ask('team engineering 2026-10')).text).toMatch(/^engineering spent \$31\.00/);
  });

  test('a terminal with another configuration leaves the ledger of the bot alone', async () => {
    bot = await start({ account: dollarADay(), at: '2026-11-25T12:00:00Z' });
    const told = (await bot.ask('team engineering last month')).text;
    const other = await start({
      dataDir: bot.dataDir,
      filled: 'pull',
      account: dollarADay(),
      config: { spend: { metric: 'net-unblended' } },
    });
    await other.close();
    const paid = bot.aws.requests.length;
    expect((await bot.ask('team engineering last month')).text).toBe(told);
    expect(bot.aws.requests.length).toBe(paid);
    expect(await readdir(join(bot.dataDir, 'ledger'))).toHaveLength(2);
  });

  test('an upgrade takes over the months that were paid for, and leaves those of another configuration where they are', async () => {
    bot = await start({ account: dollarADay(), at: '2026-11-25T12:00:00Z' });
    const told = (await bot.ask('team engineering last month')).text;
    const former = join(bot.dataDir, 'ledger', 'cost-explorer');
    await rename(bot.parts.ledger.folder, former);
    const gross = { config: { spend: { metric: 'net-unblended' } } };
    const other = await start({ dataDir: bot.dataDir, filled: 'empty', account: dollarADay(), ...gross });
    expect([...(await other.parts.ledger.months()).keys()]).toEqual([]);
    await other.close();
    const upgraded = await start({ dataDir: bot.dataDir, filled: 'empty', account: dollarADay() });
    expect((await upgraded.ask('team engineering last month')).text).toBe(told);
    expect(upgraded.aws.requests).toEqual([]);
    await upgraded.close();
    await expect(readdir(former)).rejects.toThrow('ENOENT');
  });

  test('a data folder that vanished is a fault with a reference, not a crash', async () => {
    bot = await start({ account: dollarADay() });
    await rm(join(bot.dataDir, 'ledger'), { recursive: true });
    expect((await bot.ask('team engineering')).text).toMatch(/The ledger is still empty/);
  });
});

describe('money', () => {
  test('several tag keys name the team: the first with a value wins, nothing is counted twice', async () => {
    const day = '2026-11-04';
    bot = await start({
      account: accountOf([
        line({ day, cost: '1.1', tags: { 'iamPrincipal/team': 'engineering', team: 'support' } }),
        line({ day, cost: '2.02', tags: { team: 'engineering' } }),
        line({ day, cost: '4.003', tags: { team: 'support' } }),
        line({ day, cost: '8.0004', tags: {} }),
      ]),
    });
    const answer = await bot.parts.spend.everyTeam({ start: '2026-11-01', end: '2026-11-26', label: 'x', compare: 'month' });
    expect(answer.teams.map((one) => [one.team, one.cost.toFixed()])).toEqual([
      ['support', '4.003'],
      ['engineering', '3.12'],
    ]);
    expect([answer.unattributed.cost.toFixed(), answer.total.toFixed()]).toEqual(['8.0004', '15.1234']);
    expect(answer.why.checks).toEqual([]);
  });

  test('tag values with $, quotes and markup are whole and harmless', async () => {
    const names = ['a$b$c', "o'brien", 'say "hi"', '<!channel> & co', '$', 'ünï cødé'];
    bot = await start({
      account: accountOf(
        names.map((team, index) => line({ day: '2026-11-04', cost: `${index + 1}`, tags: { 'iamPrincipal/team': team } })),
      ),
    });
    for (const [index, team] of names.entries()) {
      const message = await bot.ask(`team ${team}`);
      expect([team, message.text]).toEqual([team, expect.stringContaining(`spent $${index + 1}.00`)]);
      expect(message.text).not.toContain('<!');
    }
  });

  test('teams whose names differ in what nobody sees can all be reached, and are told apart', async () => {
    const names = ['engineering', 'engineering ', 'caf\u00E9', 'cafe\u0301'];
    bot = await start({
      account: accountOf(
        names.map((team, index) => line({ day: '2026-11-04', cost: `${index + 1}`, tags: { 'iamPrincipal/team': team } })),
      ),
      config: { teams: [] },
    });
    const typed = [
      ['team engineering', 'engineering spent $1.00'],
      ['team "engineering "', '"engineering\\u{20}" spent $2.00'],
      ['team “engineering\\u{20}” mtd', '"engineering\\u{20}" spent $2.00'],
      ['team caf\u00E9', 'caf\u00E9 spent $3.00'],
      ['team "cafe\u0301"', '"cafe\\u{301}" spent $4.00'],
      ['team "cafe\\u{301}" 2026-11', '"cafe\\u{301}" spent $4.00'],
      ['team Engineering', 'More than one team is spelled like that: engineering, "engineering\\u{20}".'],
    ];
    for (const [question = '', answer] of typed)
      expect([question, (await bot.ask(question)).text]).toEqual([question, expect.stringContaining(answer as string)]);
    expect((await bot.ask('teams')).text).toContain('Most: "cafe\\u{301}" $4.00, caf\u00E9 $3.00, "engineering\\u{20}" $2.00.');
  });

  test('amounts far below a cent are kept', async () => {
    bot = await start({ account: accountOf(days('2026-11', 3).map((day) => line({ day, cost: '0.0000882601' }))) });
    const answer = await bot.parts.spend.team('engineering', { start: '2026-11-01', end: '2026-11-26', label: 'x', compare: 'month' });
    expect(answer.total.toFixed()).toBe('0.0002647803');
    expect((await bot.ask('team engineering')).text).toMatch(/^engineering spent \$0\.00026/);
  });
});
