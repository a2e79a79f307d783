import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError, loadConfig, readEnvironment } from '../src/config.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'aispend-config-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const yaml = (text: string): void => writeFileSync(join(folder, 'aispend.yaml'), text);
const load = (env: Record<string, string> = {}, needsSlack = true) => loadConfig(env, { needsSlack, folder });
/** Every problem as "key: what is wrong". */
function problems(env: Record<string, string> = {}): string[] {
  try {
    load(env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    for (const problem of error.problems) {
      expect(problem.cure).toMatch(/^\S.*\.$/);
      expect(error.message).toContain(`  - ${problem.key}: ${problem.wrong}. ${problem.cure}`);
    }
    return error.problems.map((problem) => `${problem.key}: ${problem.wrong}`);
  }
  return [];
}

const BOT = { SLACK_BOT_TOKEN: 'xoxb-1' };
const HTTP = { ...BOT, SLACK_SIGNING_SECRET: 's3cret' };
const SOCKET = { ...BOT, SLACK_APP_TOKEN: 'xapp-1' };

describe('a file that is right', () => {
  test('without one there are defaults, and that is said', () => {
    const config = load();
    expect(config.spend).toEqual({
      source: 'cost-explorer',
      costExplorer: { dailyRequests: 60 },
      tags: { team: ['iamPrincipal/team', 'team'] },
      metric: 'unblended',
      mergeSpelling: false,
    });
    expect([config.timezone, config.teams, config.admins, config.port, config.logLevel]).toEqual(['UTC', [], [], 3000, 'info']);
    expect(config.choices).toContain('Defaults, because there is no aispend.yaml.');
    expect(config.warnings).toEqual([]);
  });

  test('the example in the repository loads without a warning and says what the defaults are', () => {
    const root = join(__dirname, '..');
    const { choices, ...example } = loadConfig(
      { AISPEND_CONFIG: 'aispend.example.yaml', AISPEND_DATA_DIR: '/d' },
      { needsSlack: true, folder: root },
    );
    const { choices: none, ...defaults } = load({ AISPEND_DATA_DIR: '/d' });
    expect(example).toEqual(defaults);
    expect(choices[0]).toContain('aispend.example.yaml');
    expect(none[0]).not.toContain('aispend.example.yaml');
  });

  test('every key people write is known', () => {
    yaml(`
spend:
  source: cur-files
  curFiles: { path: ./cur }
  curAthena: { database: cur, table: cur2, workgroup: primary, output: s3://bucket/prefix/ }
  tags:
    team: [iamPrincipal/team, team]
    project: [iamPrincipal/project]
    cost-center: [iamPrincipal/cost-center]
  metric: net-unblended
timezone: Europe/Berlin
teams:
  - { name: engineering, aliases: [eng], managers: [U0MANAGER], channel: C0ENG, budget: 5000 }
  - { name: research, budget: "1234.56" }
chargeback: { schedule: "0 9 * * 1", financeChannel: C0FIN }
access:
  approvers: { manager: team-managers, security: [U0SEC] }
  models:
    - { id: anthropic.claude-mythos-preview, endpoint: bedrock-mantle, stages: [manager, security], maxDuration: 8h }
registry: { id: abcdefghijkl, region: us-east-1, curators: [U0CUR] }
admins: [U0ADMIN]
`);
    const config = load();
    expect(config.warnings).toEqual([]);
    expect(config.spend.source).toBe('cur-files');
    expect(config.spend.tags['cost-center']).toEqual(['iamPrincipal/cost-center']);
    expect(config.teams[1]).toEqual({ name: 'research', aliases: [], managers: [], members: [], budget: '1234.56' });
    expect(config.admins).toEqual(['U0ADMIN']);
  });

  test.each([
    ['empty', ''],
    ['only remarks', '# later\n'],
    ['keys whose values are commented out', 'spend:\n  # source: cur-files\nteams:\n  # - name: a\nadmins:\ntimezone:\n'],
    ['an empty map', '{}'],
  ])('%s is the defaults', (_what, text) => {
    yaml(text);
    const { choices: _, ...config } = load(HTTP);
    rmSync(join(folder, 'aispend.yaml'));
    const { choices: __, ...defaults } = load(HTTP);
    expect(config).toEqual(defaults);
  });
});

describe('a key that is not known is ignored aloud', () => {
  test.each([
    ['spent: {}', 'spent', 'spend'],
    ['timeZone: UTC', 'timeZone', 'timezone'],
    ['spend: { sorce: cur-files }', 'spend.sorce', 'spend.source'],
    ['spend: { curFile: { path: x } }', 'spend.curFile', 'spend.curFiles'],
    ['spend: { curFiles: { path: x, paht: y } }', 'spend.curFiles.paht', 'spend.curFiles.path'],
    ['spend: { costExplorer: { dailyRequest: 5 } }', 'spend.costExplorer.dailyRequest', 'spend.costExplorer.dailyRequests'],
    ['ledger: { memmory: 1GB }', 'ledger.memmory', 'ledger.memory'],
    ['teams: [{ name: a }, { name: b, alias: [c] }]', 'teams[1].alias', 'teams[1].aliases'],
    ['teams: [{ name: a, budgt: 3 }]', 'teams[0].budgt', 'teams[0].budget'],
  ])('%s', (text, key, meant) => {
    yaml(text);
    expect(load().warnings).toEqual([`The key ${key} in aispend.yaml is not known and is ignored; did you mean ${meant}?`]);
  });

  test('far from anything there is no guess, and all of them are named', () => {
    yaml('colour: blue\nspend: { zzz: 1, costExplorer: { qqq: 2 } }');
    expect(load().warnings).toEqual([
      'The key colour in aispend.yaml is not known and is ignored.',
      'The key spend.zzz in aispend.yaml is not known and is ignored.',
      'The key spend.costExplorer.qqq in aispend.yaml is not known and is ignored.',
    ]);
  });
});

describe('what is wrong in the file', () => {
  test.each([
    ['spend: { source: athena }', 'spend.source: must be cost-explorer or cur-files'],
    ['spend: { source: cur-athena }', 'spend.source: cur-athena is not in this version yet'],
    ['spend: { source: cur-files }', 'spend.curFiles.path: it is missing although spend.source is cur-files'],
    ['spend: { source: cur-files, curFiles: ./cur }', 'spend.curFiles: must be a folder, such as { path: ./cur }'],
    ['spend: { source: cur-files, curFiles: {} }', 'spend.curFiles.path: is missing'],
    ['spend: { metric: blended }', 'spend.metric: must be unblended, net-unblended or amortized'],
    ['spend: { mergeSpelling: maybe }', 'spend.mergeSpelling: must be true or false'],
    [
      'spend: { costExplorer: { dailyRequests: many } }',
      'spend.costExplorer.dailyRequests: must be a whole number of requests a day from 1 to 10000, such as 60',
    ],
    ['spend: { costExplorer: { dailyRequests: 0 } }', 'spend.costExplorer.dailyRequests: must be a whole number'],
    ['spend: { costExplorer: { dailyRequests: 1.5 } }', 'spend.costExplorer.dailyRequests: must be a whole number'],
    ['spend: { tags: { project: [p] } }', 'spend.tags.team: no tag says which team a cost belongs to'],
    ['spend: { tags: { team: team } }', 'spend.tags.team: must be a list of tag keys, such as [iamPrincipal/team]'],
    ['spend: { tags: { team: [] } }', 'spend.tags.team: needs at least one tag key'],
    ['spend: { tags: { team: [a], Team: [b] } }', 'spend.tags.Team: names are lower case, such as team or cost-center'],
    ['ledger: { memory: lots }', 'ledger.memory: must be a size such as 512MB'],
    ['ledger: { memory: 512 }', 'ledger.memory: must be a size such as 512MB'],
    ['ledger: { threads: two }', 'ledger.threads: must be a number of threads from 1 to 64, such as 2'],
    ['timezone: Berlin', 'timezone: is not a time zone; write one such as Europe/Berlin'],
    ['timezone: 1', 'timezone: is not a time zone'],
    ['teams: [{ aliases: [a] }]', 'teams[0].name: every team needs a name'],
    ['teams: [{ name: "" }]', 'teams[0].name: every team needs a name'],
    ['teams: [{ name: 2024 }]', 'teams[0].name: must be text; put it in quotes'],
    ['teams: [{ name: a }, { name: b, aliases: [7] }]', 'teams[1].aliases[0]: must be text; put it in quotes'],
    ['teams: [{ name: a, aliases: b }]', 'teams[0].aliases: must be a list, such as [one, two]'],
    ['teams: [{ name: a, budget: much }]', 'teams[0].budget: must be dollars a month, such as 5000'],
    ['teams: [{ name: a, budget: -5 }]', 'teams[0].budget: must be dollars a month, such as 5000'],
    ['teams: [{ name: a, budget: 0 }]', 'teams[0].budget: must be more than 0; leave it out where there is no budget, or write 0.01'],
    ['teams: [{ name: a, budget: "0.00" }]', 'teams[0].budget: must be more than 0'],
    ['teams: [{ name: a, channel: "#eng" }]', 'teams[0].channel: must be the id of a channel, such as C0123456789, and not its name'],
    ['chargeback: { financeChannel: finance }', 'chargeback.financeChannel: must be the id of a channel'],
    ['access: { channel: "#access" }', 'access.channel: must be the id of a channel'],
    ['allowOutsiders: ["#partners"]', 'allowOutsiders[0]: must be the id of a channel'],
    ['teams:\n  - name: a\n    channel: #eng', 'channel: #eng without quotes is a comment, so there is no channel'],
    ['chargeback:\n  financeChannel: #finance', 'financeChannel: #finance without quotes is a comment'],
    ['teams: { name: a }', 'teams: '],
    ['teams: [{ name: a, aliases: [x] }, { name: b, aliases: [x] }]', 'teams: "x" is a name or alias of a and b'],
    ['teams: [{ name: a }, { name: b, aliases: [a] }]', 'teams: "a" is a name or alias of a and b'],
    ['teams: [{ name: a }, { name: a }]', 'teams: "a" is a name or alias of two teams'],
    [
      'spend: { mergeSpelling: true }\nteams: [{ name: Data Science }, { name: data-science }]',
      'teams: "data-science" is a name or alias of Data Science and data-science',
    ],
    ['chargeback: { schedule: mondays }', 'chargeback.schedule: "mondays" is not a schedule: expected 5 fields but got 1'],
    ['chargeback: { schedule: "61 9 * * 1" }', 'chargeback.schedule: "61 9 * * 1" is not a schedule'],
    ['chargeback: { schedule: "30 0 9 * * 1" }', 'chargeback.schedule: "30 0 9 * * 1" has six fields, and a schedule has five'],
    ['admins: U0ADMIN', 'admins: must be a list, such as [U0123456789]'],
    ['admins: [eve]', 'admins[0]: must be the Slack id of a person, such as U0123456789, and not a name; Slack copies it'],
    ['admins: [S0ADMINS]', 'admins[0]: must be the Slack id of a person'],
    ['teams: [{ name: a, managers: [ADA] }]', 'teams[0].managers[0]: must be the Slack id of a person'],
    [
      'teams: [{ name: a, members: [U0BEN, S0ENG, ben] }]',
      'teams[0].members[2]: must be the Slack id of a person, such as U0123456789, or of',
    ],
    ['chargeback: { closers: [bob] }', 'chargeback.closers[0]: must be the Slack id of a person'],
    ['admins: [12]', 'admins[0]: must be text; put it in quotes'],
    ['spend: yes please', 'spend: '],
  ])('%s', (text, expected) => {
    yaml(text);
    const found = problems();
    expect(found).toHaveLength(1);
    expect(found[0]!.startsWith(expected)).toBe(true);
  });

  test.each([
    ['eng', undefined],
    ['engineering', undefined],
    [
      'Engineering',
      'names "Engineering", which is no team or alias of aispend.yaml and is taken for a value of the team tag; did you mean "engineering"?',
    ],
    ['platfrom', 'did you mean "platform"?'],
    ['warehouse', 'is taken for a value of the team tag.'],
  ])('a shared team called %s is told at the start unless it is one of the file', (name, told) => {
    yaml(`teams: [{ name: engineering, aliases: [eng] }, { name: platform }]\nchargeback: { shared: { teams: [${name}] } }`);
    const { warnings } = load();
    expect(warnings.map((one) => one.replace(/^chargeback\.shared\.teams /, ''))).toEqual(told ? [expect.stringContaining(told)] : []);
  });

  test('a comment behind a key that was left out is a comment', () => {
    yaml('chargeback:\n  financeChannel: # later\n  # channel: #eng\nteams:\n  - name: a\n    channel: "C0ENG" # the team');
    expect(load().teams[0]?.channel).toBe('C0ENG');
  });

  test('unknown keys are listed along with what is wrong, so that one look mends all of it', () => {
    yaml('timezone: Mars\nadmin: [U0ADMIN]\nspend: [a]\nteams: [{ name: eng, alias: [x] }, { alias: [y] }]');
    let said = '';
    try {
      load({ LOG_LEVEL: 'loud' });
    } catch (error) {
      said = (error as Error).message;
    }
    const [first, ...lines] = said.split('\n');
    expect([first, ...lines.map((line) => line.replace(/: .*/, ''))]).toEqual([
      'The configuration has 7 problems:',
      '  - spend',
      '  - timezone',
      '  - teams[1].name',
      '  - LOG_LEVEL',
      '  - The key admin in aispend.yaml is not known and is ignored; did you mean admins?',
      '  - The key teams[0].alias in aispend.yaml is not known and is ignored; did you mean teams[0].aliases?',
      '  - The key teams[1].alias in aispend.yaml is not known and is ignored; did you mean teams[1].aliases?',
    ]);
  });

  test('a schedule that is none and a name twice are listed along with what does not fit the schema', () => {
    yaml('timezone: Mars\nchargeback: { schedule: mondays }\nteams: [{ name: a }, { name: a, budget: much }, null, 7]');
    const keys = problems().map((one) => one.replace(/: .*/, ''));
    expect(keys).toEqual(expect.arrayContaining(['timezone', 'chargeback.schedule', 'teams', 'teams[1].budget']));
  });

  test('two teams that differ in case are two, unless spelling is merged', () => {
    yaml('teams: [{ name: Legal }, { name: legal }]');
    expect(problems()).toEqual([]);
  });

  test.each([
    ['a list', '- a\n- b', ': must be keys with values, such as timezone: UTC'],
    ['a sentence', 'just words', ': must be keys with values, such as timezone: UTC'],
    ['a number', '42', ': must be keys with values, such as timezone: UTC'],
    ['no YAML', 'spend: [', ': it cannot be read as YAML (Flow sequence in block collection must be sufficiently indented'],
    ['a key twice', 'admins: []\nadmins: []', ': it cannot be read as YAML (Map keys must be unique'],
  ])('%s', (_what, text, wrong) => {
    yaml(text);
    const found = problems();
    expect(found).toHaveLength(1);
    expect(found[0]!.startsWith(join(folder, 'aispend.yaml') + wrong)).toBe(true);
  });

  test('a folder in its place', () => {
    mkdirSync(join(folder, 'aispend.yaml'));
    expect(problems()[0]).toContain('aispend.yaml: it cannot be read as YAML (EISDIR');
  });

  test('a named file that is not there', () =>
    expect(problems({ AISPEND_CONFIG: 'other.yaml' })).toEqual([`AISPEND_CONFIG: there is no file ${join(folder, 'other.yaml')}`]));

  test('everything that is wrong is said at once', () => {
    yaml('spend: { source: athena, metric: blended }\nteams: [{ aliases: [a] }]\ntimezone: Moon');
    const found = problems({ NODE_ENV: 'production', PORT: 'http', DATABASE_URL: 'mysql://x' });
    expect(found.map((one) => one.split(':')[0])).toEqual([
      'spend.source',
      'spend.metric',
      'timezone',
      'teams[0].name',
      'SLACK_BOT_TOKEN',
      'SLACK_SIGNING_SECRET or SLACK_APP_TOKEN',
      'PORT',
      'DATABASE_URL',
    ]);
  });
});

describe('Slack', () => {
  test.each([
    ['nothing: the playground', {}, { mode: 'playground' }, 'The playground, because there is no Slack token.'],
    ['HTTP', HTTP, { mode: 'http', botToken: 'xoxb-1', signingSecret: 's3cret' }, 'Slack over HTTP at /slack/events'],
    ['Socket Mode', SOCKET, { mode: 'socket', botToken: 'xoxb-1', appToken: 'xapp-1' }, 'Slack by Socket Mode'],
    ['both: Socket Mode', { ...HTTP, ...SOCKET }, { mode: 'socket', botToken: 'xoxb-1', appToken: 'xapp-1' }, 'Slack by Socket Mode'],
    [
      'production over HTTP',
      { ...HTTP, NODE_ENV: 'production' },
      { mode: 'http', botToken: 'xoxb-1', signingSecret: 's3cret' },
      'Slack over HTTP',
    ],
    ['empty variables are missing ones', { SLACK_BOT_TOKEN: '', SLACK_APP_TOKEN: '' }, { mode: 'playground' }, 'The playground'],
  ])('%s', (_what, env, slack, choice) => {
    const config = load(env);
    expect(config.slack).toEqual(slack);
    expect(config.sample).toBe(slack.mode === 'playground');
    expect(config.choices.some((one) => one.startsWith(choice))).toBe(true);
  });

  const both = 'SLACK_SIGNING_SECRET or SLACK_APP_TOKEN: both are missing';
  test.each([
    ['nothing in production', { NODE_ENV: 'production' }, ['SLACK_BOT_TOKEN: it is missing', both]],
    ['a bot token alone', BOT, [both]],
    ['a bot token alone in production', { ...BOT, NODE_ENV: 'production' }, [both]],
    ['an app token alone', { SLACK_APP_TOKEN: 'xapp-1' }, ['SLACK_BOT_TOKEN: it is missing']],
    ['a signing secret alone', { SLACK_SIGNING_SECRET: 's' }, ['SLACK_BOT_TOKEN: it is missing']],
  ])('%s is refused', (_what, env, expected) => expect(problems(env as Record<string, string>)).toEqual(expected));

  test.each([
    ['http://localhost:9999/api', 'http://localhost:9999/api/'],
    ['http://localhost:9999/api/', 'http://localhost:9999/api/'],
    ['http://localhost:9999/api//', 'http://localhost:9999/api/'],
    ['http://localhost:9999', 'http://localhost:9999/'],
  ])('the API at %s is called below %s', (url, called) => {
    for (const env of [HTTP, SOCKET]) expect(load({ ...env, SLACK_API_URL: url }).slack).toMatchObject({ apiUrl: called });
  });
});

test.each(['localhost:9999/api', 'ftp://localhost/api', 'http://', '/api'])('SLACK_API_URL "%s" is no address', (url) =>
  expect(problems({ ...HTTP, SLACK_API_URL: url })).toEqual(['SLACK_API_URL: it is not an address']),
);

test('LOG_LEVEL', () => {
  expect(load({ LOG_LEVEL: 'debug' }).logLevel).toBe('debug');
  expect(load({ LOG_LEVEL: '' }).logLevel).toBe('info');
  expect(problems({ LOG_LEVEL: 'loud' })).toEqual(['LOG_LEVEL: "loud" is not a level']);
});

describe('port, state and sample', () => {
  test.each([
    ['8080', 8080],
    ['0', 0],
    ['', 3000],
  ])('PORT %p is %p', (port, expected) => expect(load({ PORT: port }).port).toBe(expected));

  test.each(['http', '-1', '65536', '80.5', '1e3', '0x50', ' 80', '80 81'])('PORT "%s" is no port', (port) =>
    expect(problems({ PORT: port })).toEqual([`PORT: "${port}" is not a port`]),
  );

  test('sample figures never mix with a real bill', () => {
    const url = 'postgres://u:p@h:5432/d';
    expect(load({ DATABASE_URL: url })).toMatchObject({
      sample: true,
      dataDir: join(folder, 'data', 'playground'),
      databaseUrl: undefined,
    });
    expect(load({ ...HTTP, DATABASE_URL: url })).toMatchObject({ sample: false, dataDir: join(folder, 'data'), databaseUrl: url });
    expect(load({ ...HTTP, DATABASE_URL: url.replace('postgres', 'postgresql') }).databaseUrl).toMatch(/^postgresql:/);
    expect(load({ ...HTTP, AISPEND_DATA_DIR: 'state' }).dataDir).toBe(join(folder, 'state'));
  });

  test.each([
    ['nothing at all', {}, true],
    ['a profile', { AWS_PROFILE: 'dev' }, false],
    ['keys', { AWS_ACCESS_KEY_ID: 'AKIA' }, false],
    ['a web identity', { AWS_WEB_IDENTITY_TOKEN_FILE: '/t' }, false],
    ['another endpoint', { AWS_ENDPOINT_URL: 'http://localhost' }, false],
    ['another endpoint of one service', { AWS_ENDPOINT_URL_COST_EXPLORER: 'http://localhost' }, false],
    ['a region alone says nothing', { AWS_REGION: 'eu-central-1' }, true],
    ['the bot beside it', BOT, false],
  ])('the terminal with %s: sample %p', (_what, env, sample) => {
    const config = load(env as Record<string, string>, false);
    expect(config.sample).toBe(sample);
    expect(config.slack).toEqual({ mode: 'playground' });
    expect(config.choices.some((one) => one.includes('sample account'))).toBe(sample);
  });

  test('the terminal with an aispend.yaml means a real account', () => {
    yaml('');
    expect(load({}, false).sample).toBe(false);
  });
});

test('.env fills what the environment leaves out and never overrides it', () => {
  writeFileSync(join(folder, '.env'), 'AISPEND_TEST_FILLED=from file\nAISPEND_TEST_SET=from file\n');
  const environment = readEnvironment(join(folder, 'nowhere'));
  environment['AISPEND_TEST_SET'] = 'from the shell';
  try {
    expect(readEnvironment(folder)).toMatchObject({ AISPEND_TEST_FILLED: 'from file', AISPEND_TEST_SET: 'from the shell' });
  } finally {
    delete environment['AISPEND_TEST_FILLED'];
    delete environment['AISPEND_TEST_SET'];
  }
});

describe('who could review broken glass', () => {
  const glass = (rest: string): string[] => {
    yaml(`admins: [U0EVE]\naccess:\n  approvers: { security: [U0SUE], own: [U0EVE], group: [S0SEC] }\n  breakGlass: ${rest}\n`);
    return load().warnings;
  };
  test.each([
    ['{ people: [U0EVE] }', 'U0EVE'],
    ['{ people: [U0BEN, U0EVE], reviewers: own }', 'U0EVE'],
  ])('nobody: %s', (rest, id) =>
    expect(glass(rest)).toEqual([
      `Nobody could review what ${id} does by breaking the glass; name others under access.breakGlass.reviewers or admins.`,
    ]),
  );
  test.each(['{ people: [U0BEN] }', '{ people: [U0EVE], reviewers: security }', '{ people: [U0EVE], reviewers: group }', '{}'])(
    'somebody: %s',
    (rest) => expect(glass(rest)).toEqual([]),
  );
});

describe('model access that would not work as written', () => {
  const model = (rest: string): string =>
    `models: [{ id: a.one, endpoint: bedrock-runtime, stages: [manager], aliases: [fable] }, ${rest}]`;
  test.each([
    [
      model('{ id: a.two, endpoint: bedrock-runtime, stages: [manager], aliases: [Fable] }'),
      'access.models[1]: is called "Fable" as models[0] is; give each id, name and alias to one model',
    ],
    [
      'approvers: { manager: team-managers, none: [] }',
      'access.approvers.none: names nobody; write team-managers or a list of Slack ids, such as [U0SEC]',
    ],
    [
      'approvers: { two: [U0A1, U0B1] }, models: [{ id: a.b, endpoint: bedrock-runtime, stages: [{ name: two, quorum: 3 }] }]',
      'access.models[0].stages: takes 3 of two, which names 2; name more people there, or take fewer',
    ],
    ['delegates: [{ for: U0ADA, to: U0ADA }]', 'access.delegates[0]: lets somebody stand in for themselves; write somebody else under to'],
    [
      'delegates: [{ for: U0ADA, to: U0SUE, from: 2026-12-15, until: 2026-12-01 }]',
      'access.delegates[0]: ends (2026-12-01) before it begins (2026-12-15); write until on or after from',
    ],
    ['breakGlass: { maxDuration: 9d }', 'access.breakGlass.maxDuration: is longer than 24h, which is no emergency; write at most 24h'],
  ])('%s', (access, problem) => {
    yaml(`access: { ${access} }\n`);
    expect(problems(HTTP)).toEqual([problem]);
  });

  test.each([
    'approvers: { group: [S0SEC] }, models: [{ id: a.b, endpoint: bedrock-runtime, stages: [{ name: group, quorum: 3 }] }]',
    'delegates: [{ for: U0ADA, to: U0SUE, from: 2026-12-01, until: 2026-12-01 }], breakGlass: { maxDuration: 1d }',
    'models: [{ id: a.b, name: A.B, endpoint: bedrock-runtime, stages: [manager], aliases: [b] }]',
  ])('as it should be: %s', (access) => {
    yaml(`access: { ${access} }\n`);
    expect(problems(HTTP)).toEqual([]);
  });

  test('a rule that is not there is told together with what else is wrong', () => {
    yaml('access: { models: [{ id: a.b, endpoint: nowhere, stages: [boss, 7] }], breakGlass: { maxDuration: soon, reviewers: judge } }\n');
    expect(problems(HTTP)).toEqual(
      expect.arrayContaining([
        'access.models[0].endpoint: must be bedrock-mantle or bedrock-runtime',
        'access.breakGlass.maxDuration: must be a duration such as 8h, 90m or 2d',
        'access.models[0].stages: there is no "boss" under access.approvers; write one of manager',
        'access.breakGlass.reviewers: there is no "judge" under access.approvers; write one of manager',
      ]),
    );
  });
});

test.each([
  ['provider_data_share', []],
  [
    'provider_data_shared',
    ['access.models[0].consent is "provider_data_shared", which aispend does not know and shows as it is; known: provider_data_share.'],
  ],
])('consent %s', (consent, warnings) => {
  yaml(`access: { models: [{ id: a.b, endpoint: bedrock-mantle, stages: [manager], consent: ${consent} }] }\n`);
  expect(load(HTTP).warnings).toEqual(warnings);
});
