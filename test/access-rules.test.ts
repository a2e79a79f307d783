import { catalogueOf, findModel } from '../src/access/catalogue.js';
import { changed, MOVES } from '../src/access/change.js';
import { dueAt, nextStep } from '../src/access/next-step.js';
import { allowing, denying, samePolicy, tooLongBy } from '../src/access/policy-document.js';
import { type AccessRequest, FINAL, STATES, type State } from '../src/access/request.js';
import { requestId } from '../src/access/request-id.js';
import { advanced } from '../src/access/stages.js';
import { fileSchema } from '../src/config-schema.js';
import { minutesOf, showMinutes } from '../src/duration.js';
import { SETTINGS } from './access-settings.js';

const END = '2026-11-25T16:00:00.000Z';
const settings = fileSchema.parse(SETTINGS).access;
const request = (more: Partial<AccessRequest> = {}): AccessRequest => ({
  id: 'a',
  version: 3,
  kind: 'grant',
  state: 'Pending',
  asker: 'U0BEN',
  workspace: 'T',
  principal: 'arn:aws:iam::1:role/teams/A',
  team: 'engineering',
  minutes: 60,
  reason: 'x',
  findings: [],
  stages: [
    { name: 'manager', quorum: 1 },
    { name: 'security', quorum: 2 },
  ],
  stage: 0,
  decisions: [],
  questions: [],
  askedAt: '2026-11-25T12:00:00.000Z',
  expiresAt: '2026-11-28T12:00:00.000Z',
  todo: [],
  cards: [],
  ...more,
});

describe('states', () => {
  const allowed = STATES.flatMap((from) => MOVES[from].map((to) => `${from} > ${to}`)).sort();
  test('from where to where: this and nothing else', () =>
    expect(allowed).toEqual(
      [
        'Approved > Cancelled',
        'Approved > Failed',
        'Approved > Granting',
        'Approved > Pending',
        'Granted > Revoking',
        'Granting > Granted',
        'Granting > Revoking',
        'Pending > Approved',
        'Pending > Cancelled',
        'Pending > Denied',
        'Pending > Expired',
        'Revoking > Failed',
        'Revoking > Revoked',
        'Waiting for AWS > Cancelled',
        'Waiting for AWS > Expired',
        'Waiting for AWS > Pending',
      ].sort(),
    ));

  test.each(STATES.flatMap((from) => STATES.map((to): [State, State] => [from, to])))('%s to %s', (from, to) => {
    const move = () => changed(request({ state: from }), { state: to }, new Date());
    if (from === to || MOVES[from].includes(to)) expect(move().state).toBe(to);
    else expect(move).toThrow(`cannot go from ${from} to ${to}`);
  });

  test('nothing is due for what is over, whatever times it carries', () => {
    for (const state of FINAL)
      expect(
        dueAt(request({ state, endsAt: END, remindAt: END, notBefore: END, waiting: { text: '', since: END, checkAt: END } })),
      ).toBeUndefined();
  });
});

describe('the next step, by state and time', () => {
  const at = (iso: string) => new Date(iso);
  const glass = { reviewBy: '2026-11-26T12:00:00.000Z' };
  const done = { by: 'U0EVE', verdict: 'justified' as const, note: 'x', at: END };
  const escalateAt = '2026-11-25T16:00:00.000Z';
  const open = { stages: [{ name: 'manager', quorum: 1, escalateAt }] };
  test.each<[string, Partial<AccessRequest>, string, string | undefined]>([
    ['pending', { ...open }, '2026-11-25T15:59:59.999Z', undefined],
    ['pending, escalation due', { ...open }, '2026-11-25T16:00:00.000Z', 'escalate'],
    ['pending, escalated', { stages: [{ ...open.stages[0]!, escalatedAt: escalateAt }] }, '2026-11-26T16:00:00.000Z', undefined],
    ['pending, both due', { ...open }, '2026-11-28T12:00:00.000Z', 'expire'],
    ['waiting', { state: 'Waiting for AWS', waiting: { text: '', since: END, checkAt: END } }, '2026-11-25T15:00:00.000Z', undefined],
    ['waiting, check due', { state: 'Waiting for AWS', waiting: { text: '', since: END, checkAt: END } }, END, 'check-aws'],
    ['approved', { state: 'Approved' }, '2026-11-25T12:00:00.000Z', 'begin'],
    ['approved, put off', { state: 'Approved', notBefore: END }, '2026-11-25T12:00:00.000Z', undefined],
    ['granting', { state: 'Granting' }, '2026-11-25T12:00:00.000Z', 'grant'],
    ['granted', { state: 'Granted', endsAt: END, remindAt: '2026-11-25T15:45:00.000Z' }, '2026-11-25T15:44:59.999Z', undefined],
    [
      'granted, reminder due',
      { state: 'Granted', endsAt: END, remindAt: '2026-11-25T15:45:00.000Z' },
      '2026-11-25T15:45:00.000Z',
      'remind',
    ],
    ['granted, both due', { state: 'Granted', endsAt: END, remindAt: '2026-11-25T15:45:00.000Z' }, END, 'end'],
    ['granted, a millisecond early', { state: 'Granted', endsAt: END }, '2026-11-25T15:59:59.999Z', undefined],
    ['revoking', { state: 'Revoking' }, '2026-11-25T12:00:00.000Z', 'revoke'],
    ['revoked, bill to ask', { state: 'Revoked', closing: { askAt: END, tries: 0 } }, END, 'close'],
    ['revoked, all said', { state: 'Revoked' }, '2027-01-01T00:00:00.000Z', undefined],
    ['glass broken, not reviewed', { state: 'Revoked', breakGlass: glass }, '2026-11-26T12:00:00.000Z', 'remind-of-review'],
    ['glass broken, reviewed', { state: 'Revoked', breakGlass: { ...glass, review: done } }, '2026-11-27T12:00:00.000Z', undefined],
    ['owing goes first', { state: 'Granted', endsAt: END, todo: [{ kind: 'card', key: '1.0' }] }, END, 'settle'],
    ['approved, and the clock was put back since it was asked for', { state: 'Approved' }, '2026-11-24T12:00:00.000Z', 'begin'],
    ['owing, and the clock was put back', { todo: [{ kind: 'card', key: '1.0' }] }, '2026-11-24T12:00:00.000Z', 'settle'],
  ])('%s', (_what, more, now, step) => {
    expect(nextStep(request(more), at(now))).toBe(step);
    const due = dueAt(request(more));
    expect(due !== undefined && due <= now).toBe(step !== undefined);
  });
});

describe('stages', () => {
  const yes = (stage: number, by: string, more = {}) => ({ stage, by, verdict: 'approve' as const, at: END, why: 'x', ...more });
  test.each([
    ['nothing decided', [], 'Pending', 0],
    ['the manager', [yes(0, 'A')], 'Pending', 1],
    ['one of two of security', [yes(0, 'A'), yes(1, 'B')], 'Pending', 1],
    ['all', [yes(0, 'A'), yes(1, 'B'), yes(1, 'C')], 'Approved', 2],
    ['the manager does not count any more', [yes(0, 'A', { void: 'gone' }), yes(1, 'B'), yes(1, 'C')], 'Pending', 0],
    ['a denial is no approval', [{ ...yes(0, 'A'), verdict: 'deny' as const }], 'Pending', 0],
  ])('%s', (_what, decisions, state, stage) => {
    const next = advanced(request({ decisions }), settings, END);
    expect([next.state, next.stage]).toEqual([state, stage]);
    if (stage < 2) expect(next.stages[stage]).toMatchObject({ openedAt: END, escalateAt: '2026-11-25T20:00:00.000Z' });
  });
});

describe('policies', () => {
  const profile = (id: string, models: string[]) => ({
    arn: `arn:aws:bedrock:us-east-1:1:inference-profile/${id}`,
    models,
    global: id.startsWith('global.'),
  });
  const model = (region: string) => `arn:aws:bedrock:${region}::foundation-model/m`;

  test('bedrock-runtime: the profile, every destination through it, and the model without a region for a global one', () => {
    const text = allowing(
      {
        endpoint: 'bedrock-runtime',
        profiles: [profile('us.m', [model('us-east-1'), model('us-west-2')]), profile('global.m', [model('us-east-1'), model('')])],
        direct: [],
      },
      END,
    );
    const until = { DateLessThan: { 'aws:CurrentTime': '2026-11-25T16:00:00Z' } };
    const [us, global] = ['us.m', 'global.m'].map((id) => profile(id, []).arn);
    const Action = ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'];
    expect(JSON.parse(text).Statement).toEqual([
      { Sid: 'Profiles', Effect: 'Allow', Action, Resource: [us, global], Condition: until },
      {
        Sid: 'ModelsThroughProfiles',
        Effect: 'Allow',
        Action,
        Resource: [model('us-east-1'), model('us-west-2')],
        Condition: { ...until, StringLike: { 'bedrock:InferenceProfileArn': [us, global] } },
      },
      {
        Sid: 'GlobalModels',
        Effect: 'Allow',
        Action,
        Resource: [model('')],
        Condition: {
          ...until,
          StringLike: { 'bedrock:InferenceProfileArn': [global] },
          StringEquals: { 'aws:RequestedRegion': 'unspecified' },
        },
      },
    ]);
  });

  test('bedrock-mantle: inference of one model, and what reads in a statement without that condition', () => {
    const { Statement } = JSON.parse(allowing({ endpoint: 'bedrock-mantle', modelId: 'mythos', projects: ['arn:p/*'] }, END));
    expect(Statement[0]).toMatchObject({
      Action: 'bedrock-mantle:CreateInference',
      Resource: ['arn:p/*'],
      Condition: { StringEquals: { 'bedrock-mantle:Model': 'mythos' } },
    });
    expect(Statement.slice(1).map((one: { Condition: object }) => Object.keys(one.Condition))).toEqual([
      ['DateLessThan'],
      ['DateLessThan'],
    ]);
  });

  test('every statement of every policy ends by itself', () => {
    const targets = [
      { endpoint: 'bedrock-runtime' as const, profiles: [profile('us.m', [model('us-east-1')])], direct: [model('eu-west-1')] },
      { endpoint: 'bedrock-mantle' as const, modelId: 'm', projects: ['arn:p/*'] },
    ];
    for (const text of [...targets.map((one) => allowing(one, END)), denying(END)])
      for (const one of JSON.parse(text).Statement)
        expect(one.Condition.DateLessThan).toEqual({ 'aws:CurrentTime': '2026-11-25T16:00:00Z' });
  });

  test.each([
    ['role', 10_240, 0],
    ['role', 10_241, 1],
    ['user', 2048, 0],
    ['user', 2050, 2],
  ] as const)('%s with %i characters', (kind, length, excess) => {
    const others = [
      { name: 'other', document: ` ${'x'.repeat(length - 10)}\n\t ` },
      { name: 'same', document: 'y'.repeat(5000) },
    ];
    expect(tooLongBy(kind, others, 'same', '1234 56789\n0')).toBe(excess);
  });

  test('the same policy however it is spelled', () => {
    expect(samePolicy('{"a":1,"b":[1,{"c":2,"d":3}]}', ' {"b":[1,{"d":3,"c":2}],\n"a":1}')).toBe(true);
    expect(samePolicy('{"a":[1,2]}', '{"a":[2,1]}')).toBe(false);
    expect(samePolicy('{"a":1', '{"a":1')).toBe(false);
  });
});

test.each([
  ['4h', 240],
  ['90m', 90],
  ['1h30m', 90],
  ['1d', 1440],
  ['1H 30M', 90],
  ['2 h', 120],
  ['0.5h', 30],
  ['1.5 d', 2160],
  ['0.5m', Number.NaN],
  ['', Number.NaN],
  ['h', Number.NaN],
  ['-4h', Number.NaN],
  ['4', Number.NaN],
  ['4h4h', Number.NaN],
])('duration %p', (typed, minutes) => expect(minutesOf(typed)).toBe(minutes));
test('durations as people read them', () =>
  expect([240, 90, 1440, 1501].map(showMinutes)).toEqual(['4 h', '1 h 30 min', '1 d', '1 d 1 h 1 min']));

test('a model by id, name, alias, or a word that only it has', () => {
  const models = catalogueOf(settings);
  for (const typed of ['mythos', 'Claude Mythos', 'anthropic.claude-mythos-preview', 'CLAUDE-MYTHOS'])
    expect(findModel(models, typed).id).toBe('anthropic.claude-mythos-preview');
  expect(() => findModel(models, 'claude')).toThrow('More than one model is called like that');
  expect(() => findModel(models, 'mytos')).toThrow('did you mean');
  expect(() => findModel([], 'x')).toThrow('No model can be asked for yet');
  expect(models.map((one) => one.allowListed)).toEqual([false, true]);
});

test('the same submission is the same request, and another another', () => {
  expect(requestId('U0BEN', 'a')).toBe(requestId('U0BEN', 'a'));
  expect(requestId('U0BEN', 'a')).toMatch(/^[a-km-np-z2-9]{10}$/);
  expect(new Set(['a', 'b', 'c'].flatMap((key) => ['U0A', 'U0B'].map((one) => requestId(one, key)))).size).toBe(6);
});

describe('aispend.yaml', () => {
  const model = SETTINGS.access.models[0];
  test.each([
    ['rolePath: every role', { rolePath: '/' }, 'must begin and end with a slash'],
    ['rolePath without slash', { rolePath: '/teams' }, 'must begin and end with a slash'],
    ['rolePath of AWS', { rolePath: '/aws-reserved/sso.amazonaws.com/' }, 'belongs to AWS'],
    [
      'a stage without a rule',
      { models: [{ ...model, stages: ['boss'] }] },
      'there is no "boss" under access.approvers; write one of manager, security',
    ],
    ['no stage at all', { models: [{ ...model, stages: [] }] }, 'needs at least one stage'],
    ['a quorum of nobody', { models: [{ ...model, stages: [{ name: 'manager', quorum: 0 }] }] }, ''],
    ['a name for an id', { approvers: { manager: ['@ada'] } }, 'must be a Slack user id (U…)'],
    ['a user group that stands in', { delegates: [{ for: 'U0ADA', to: 'S0SEC' }] }, 'a user group stands in for nobody, so write an entry'],
    ['a user group that is stood in for', { delegates: [{ for: 'S0SEC', to: 'U0ADA' }] }, 'must be the Slack user id (U…) of one person'],
    ['a duration in words', { escalateAfter: 'soon' }, 'must be a duration such as 8h'],
    ['an endpoint that is none', { models: [{ ...model, endpoint: 'bedrock' }] }, 'must be bedrock-mantle or bedrock-runtime'],
    ['reviewers without a rule', { breakGlass: { reviewers: 'nobody' } }, 'there is no "nobody"'],
  ])('%s', (_what, access, said) => {
    const parsed = fileSchema.safeParse({ ...SETTINGS, access: { ...SETTINGS.access, ...access } });
    expect(parsed.success).toBe(false);
    expect(JSON.stringify(parsed.error?.issues)).toContain(JSON.stringify(said).slice(1, -1));
  });
});
