import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decimal, exact, sum } from '../../src/money.js';
import { createFakeAws, type FakeAws } from '../../src/playground/aws/fake-aws.js';
import { createFakeSlack } from '../../src/playground/slack/fake-slack.js';
import type { FakeSlack } from '../../src/playground/slack/fake-slack.types.js';
import { accountOf, line } from '../account.js';
import { aispend, emptyFolder, type Program, run } from '../process.js';

let cwd: string;
let aws: FakeAws;
let slack: FakeSlack;
let running: Program[] = [];
const now = () => new Date();
const EVERYTHING = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
const month = now().toISOString().slice(0, 7);

beforeEach(async () => {
  cwd = await emptyFolder();
  aws = createFakeAws({
    account: accountOf([line({ day: `${month}-01`, cost: '12.345' }), line({ day: `${month}-01`, cost: '2', tags: {} })]),
    now,
  });
  slack = createFakeSlack({ now });
  await aws.listen();
  await slack.listen();
});
afterEach(async () => {
  for (const program of running) program.child.kill('SIGKILL');
  await Promise.all(running.map((program) => program.ended));
  running = [];
  await slack.close();
  await aws.close();
  await rm(cwd, { recursive: true, force: true });
});

const onAws = () => ({ AWS_ENDPOINT_URL: aws.endpoint, AWS_ACCESS_KEY_ID: 'TEST', AWS_SECRET_ACCESS_KEY: 'test', AWS_REGION: 'us-east-1' });
const onSlack = () => ({ SLACK_BOT_TOKEN: slack.botToken, SLACK_SIGNING_SECRET: slack.signingSecret, SLACK_API_URL: slack.apiUrl });
const started = (program: Program): Program => {
  running.push(program);
  return program;
};
const ended = async (program: Program) => ({ code: await program.ended, out: program.out(), err: program.err() });

async function startBot(env: Record<string, string> = {}): Promise<Program> {
  const program = started(run('dist/app.js', [], { cwd, env: { ...onAws(), ...onSlack(), PORT: '0', ...env } }));
  const [, port] = await program.printed(/is up on port (\d+)/);
  slack.deliverTo(`http://127.0.0.1:${port}/slack/events`);
  return program;
}

async function ask(text: string): Promise<string> {
  const reply = slack.nextMessage((message) => message.from === 'bot', 20_000);
  const ack = await slack.command('U0ADA', 'C0ENG', text);
  expect(ack).toMatchObject({ status: 200 });
  expect(ack.ms).toBeLessThan(1000);
  return (await reply).text;
}

describe('the terminal', () => {
  test('sync fills the ledger, ask gives exact figures, doctor finds nothing wrong', async () => {
    const env = onAws();
    expect(await ended(aispend(['sync'], { cwd, env }))).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Read 14 months with \d+ paid requests; the ledger holds /),
    });
    const asked = await ended(aispend(['ask', 'team engineering', '--json'], { cwd, env }));
    expect(asked.code).toBe(0);
    expect(JSON.parse(asked.out)).toMatchObject({
      question: 'team',
      team: 'engineering',
      total: '12.345',
      currency: 'USD',
      provisional: true,
      unclassified: '0',
      source: 'cost-explorer',
      models: [{ name: 'Claude Opus 4.6', cost: '12.345' }],
      organisation: { total: '14.345', unattributed: '2' },
    });
    expect((await ended(aispend(['ask', 'teams', '--csv'], { cwd, env }))).out).toMatch(
      /^team,start,end_exclusive,cost_usd,record_type\r\nengineering,.*,12\.345,Usage\r\n\(unattributed\),.*,2,Usage\n$/,
    );
    expect((await ended(aispend(['ask', 'team', 'eng'], { cwd, env }))).err).toMatch(/There is no team "eng"; did you mean engineering\?/);
    const bare = await ended(aispend(['doctor'], { cwd, env }));
    expect(bare.out).toMatch(/^NOT CHECKED {2}arn:aws:iam::\d{12}:role\/AispendReader: /m);
    expect(bare).toMatchObject({ code: 1, out: expect.not.stringContaining('in order') });
    // An administrator makes the role with what is printed for it.
    const arn = /arn:[^ ]*AispendReader/.exec(bare.out)?.[0] ?? '';
    aws.iam.put({ arn, inline: { Everything: JSON.stringify(EVERYTHING) } });
    const wide = await ended(aispend(['doctor'], { cwd, env }));
    expect(wide).toMatchObject({
      code: 1,
      out: expect.stringMatching(/^TOO WIDE {2}.*iam:PutRolePolicy.* on itself: allowed, although not needed/m),
    });
    const printed = await ended(aispend(['policy', arn], { cwd, env }));
    aws.iam.put({ arn, inline: { Aispend: printed.out } });
    expect(await ended(aispend(['doctor'], { cwd, env }))).toMatchObject({ code: 0, out: expect.stringContaining('All in order.') });
    const told = JSON.parse((await ended(aispend(['doctor', '--json'], { cwd, env }))).out);
    expect(told.rights).toEqual({ needed: true, checked: [arn], faults: [] });
    expect(await ended(aispend(['job', 'run', 'refresh'], { cwd, env }))).toMatchObject({ code: 0, out: 'refresh is done.\n' });
  });

  test.each([
    [['ask', 'flurb'], 2, /There is no command "flurb"/],
    [['ask', 'team engineering 2026-13'], 2, /There is no month "2026-13"/],
    [['flurb'], 2, /There is no aispend flurb/],
    [['ask', '--flurb', 'teams'], 2, /flurb/],
    [['job', 'run', 'refersh'], 2, /did you mean refresh/],
    [['policy', 'Aispend'], 2, /"Aispend" is not the ARN of a role; write the one aispend runs as/],
    [['job', 'run', 'refresh', '--due', 'soon'], 2, /"soon" is not a time/],
  ])('aispend %j tells what is wrong', async (args, code, told) => {
    const result = await ended(aispend(args, { cwd, env: onAws() }));
    expect(result).toMatchObject({ code, out: '' });
    expect(result.err).toMatch(told);
    expect(result.err).not.toMatch(/\bat .*:\d+:\d+/);
  });

  test('denied: one sentence naming the action, exit code 1', async () => {
    aws.trouble.deny('GetDimensionValues');
    expect(await ended(aispend(['sync'], { cwd, env: onAws() }))).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^AWS refused ce:GetDimensionValues/),
    });
  });

  test('what is done on behalf of people is left to the bot, unless the token is here to ask Slack about them', async () => {
    expect(await ended(aispend(['job', 'run', 'subscriptions'], { cwd, env: onAws() }))).toMatchObject({
      code: 2,
      err: expect.stringMatching(
        /^subscriptions asks Slack who is still a member, for which SLACK_BOT_TOKEN is missing here; the running bot/,
      ),
    });
    await writeFile(join(cwd, 'aispend.yaml'), 'teams: [{ name: engineering, channel: C0ENG, budget: 10 }]\n');
    await ended(aispend(['sync'], { cwd, env: onAws() }));
    const { SLACK_BOT_TOKEN, SLACK_API_URL } = onSlack();
    for (const job of ['subscriptions', 'budget-watch'])
      expect(await ended(aispend(['job', 'run', job], { cwd, env: { ...onAws(), SLACK_BOT_TOKEN, SLACK_API_URL } }))).toMatchObject({
        code: 0,
        out: expect.stringContaining(`${job} is done.`),
      });
    // Who is in the team's channel, before figures are left for it.
    expect(slack.log.map((one) => [one.what, one.response.ok])).toContainEqual(['conversations.info', true]);
  });

  test('without any settings the sample account answers', async () => {
    const asked = await ended(aispend(['ask', 'team engineering last month', '--json'], { cwd }));
    expect(asked.err).toMatch(/Sample figures/);
    expect(JSON.parse(asked.out).total).toMatch(/^\d{4,5}\.\d+$/);
    expect(await readdir(join(cwd, 'data'))).toEqual(['playground']);
  });
});

describe('the bot', () => {
  test('answers in a real workspace over HTTP, while the terminal asks and refreshes', async () => {
    const bot = await startBot();
    expect(await ask('team engineering')).toMatch(/^engineering spent \$12\.35/);
    const [first, second] = await Promise.all([
      ended(aispend(['ask', 'team engineering', '--json'], { cwd, env: onAws() })),
      ended(aispend(['job', 'run', 'refresh'], { cwd, env: onAws() })),
      ask('teams'),
      ask('team engineering 7d'),
    ]);
    expect(JSON.parse(first.out).total).toBe('12.345');
    expect(second.code).toBe(0);
    bot.child.kill('SIGTERM');
    expect(await bot.ended).toBe(0);
  });

  test('starts while Slack is down, and answers when it is back', async () => {
    slack.trouble.unavailable('auth.test');
    const bot = await startBot();
    const port = /port (\d+)/.exec(bot.out())?.[1];
    expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(503);
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200);
    slack.trouble.clear();
    expect(await ask('team engineering')).toMatch(/^engineering spent/);
    await bot.printed(/connected to Slack/);
    expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200);
  });

  test('killed in the middle of reading the bill: the next start has the old months or the new, and goes on', async () => {
    const first = await startBot();
    await ask('team engineering');
    for (let round = 0; round < 2; round++) {
      const refresh = started(aispend(['sync'], { cwd, env: onAws() }));
      const seen = aws.requests.length;
      await new Promise<void>((resolve) => {
        const stop = aws.onChange(() => {
          if (aws.requests.length < seen + 1 + round) return;
          stop();
          resolve();
        });
      });
      refresh.child.kill('SIGKILL');
      await refresh.ended;
      expect(await ask('team engineering')).toMatch(/^engineering spent \$12\.35/);
    }
    first.child.kill('SIGKILL');
    await first.ended;
    await startBot();
    expect(await ask('team engineering')).toMatch(/^engineering spent \$12\.35/);
  });

  test('the playground starts with nothing at all', async () => {
    const program = started(run('dist/app.js', [], { cwd, env: { PORT: '0' } }));
    const [, url] = await program.printed(/aispend playground: (http:\/\/\S+)/);
    expect(await (await fetch(url as string)).text()).toContain('<title>aispend playground</title>');
    expect(program.err()).toBe('');
    program.child.kill('SIGINT');
    expect(await program.ended).toBe(0);
  });

  test.each([
    ['no token at all', {}, /SLACK_BOT_TOKEN: it is missing\. Copy the Bot User OAuth Token/],
    ['half of what it takes', { SLACK_BOT_TOKEN: 'xoxb-1' }, /SLACK_SIGNING_SECRET or SLACK_APP_TOKEN: both are missing/],
    [
      'several things wrong',
      { SLACK_BOT_TOKEN: 'xoxb-1', PORT: 'x', DATABASE_URL: 'mysql://' },
      /3 problems:\n.*PORT.*\n.*DATABASE_URL|3 problems/,
    ],
  ])('in production %s is a refusal that names the variable and the cure', async (_what, env, told) => {
    const result = await ended(run('dist/app.js', [], { cwd, env: { NODE_ENV: 'production', ...(env as Record<string, string>) } }));
    expect(result.code).toBe(1);
    expect(result.err).toMatch(told);
    expect(result.err).not.toMatch(/\bat .*:\d+:\d+/);
  });

  test('a broken aispend.yaml is told key by key', async () => {
    await writeFile(join(cwd, 'aispend.yaml'), 'spend: { source: gcp, metric: blended }\nteams: [{ aliases: [x] }]\ntimezone: Mars/Base\n');
    const result = await ended(aispend(['ask', 'teams'], { cwd, env: onAws() }));
    expect(result.code).toBe(1);
    for (const part of [
      '4 problems',
      'spend.source: must be cost-explorer or cur-files',
      'spend.metric',
      'teams[0].name',
      'timezone: is not a time zone',
    ])
      expect(result.err).toContain(part);
  });

  test('reports are data, too: what has no team adds up, digest and anomalies have their figures, CSV has a row for each', async () => {
    const data = async (...words: string[]) => (await ended(aispend(['ask', ...words], { cwd }))).out;
    const coverage = JSON.parse(await data('coverage last month', '--json'));
    expect(coverage).toMatchObject({ question: 'coverage', provisional: false, callersKnown: false });
    const untagged: { cost: string }[] = coverage.untagged;
    expect(exact(sum(untagged.map((part) => decimal(part.cost))))).toBe(coverage.unattributed.cost);
    expect(coverage.tags[0]).toMatchObject({ tag: 'team', total: coverage.total });
    const rows = (await data('coverage last month', '--csv')).trim().split('\r\n');
    expect(rows).toHaveLength(1 + coverage.tags.length + untagged.length);
    const digest = JSON.parse(await data('digest last month', '--json'));
    expect(digest).toMatchObject({ question: 'digest', total: coverage.total, budgets: { month: digest.period.start.slice(0, 7) } });
    for (const one of digest.movers) expect(exact(decimal(one.cost).minus(one.before))).toBe(one.change);
    expect(await data('digest', '--csv')).toMatch(/^team,start,end_exclusive,cost_usd,cost_before_usd\r\n/);
    expect(JSON.parse(await data('anomalies', '--json'))).toMatchObject({ question: 'anomalies', looked: false, incidents: [] });
  });
});
