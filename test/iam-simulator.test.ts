import type { Simulated } from '../src/aws/iam.js';
import { type Conditions, conditionsHold } from '../src/playground/aws/iam-conditions.js';
import { checkDocument } from '../src/playground/aws/iam-document.js';
import { evaluate } from '../src/playground/aws/iam-evaluate.js';
import { ALLOW, type IamSetup, MEMBER, policy, role, startIam } from './iam.setup.js';

const MODEL = 'arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-sonnet-5';
const DENY = { ...ALLOW, Effect: 'Deny' };

describe('one policy', () => {
  test.each<[string, object[], string, string, string]>([
    ['nothing said', [], 'bedrock:InvokeModel', MODEL, 'implicitDeny'],
    ['allowed', [ALLOW], 'bedrock:InvokeModel', MODEL, 'allowed'],
    ['actions have no case', [ALLOW], 'Bedrock:invokemodel', MODEL, 'allowed'],
    ['another action', [ALLOW], 'bedrock:InvokeModelWithResponseStream', MODEL, 'implicitDeny'],
    ['wildcard in the action', [{ ...ALLOW, Action: 'bedrock:Invoke*' }], 'bedrock:InvokeModelWithResponseStream', MODEL, 'allowed'],
    ['one character', [{ ...ALLOW, Action: ['bedrock:Invoke?odel'] }], 'bedrock:InvokeModel', MODEL, 'allowed'],
    ['a dot is a dot', [{ ...ALLOW, Resource: MODEL.replace('anthropic.', 'anthropicX') }], 'bedrock:InvokeModel', MODEL, 'implicitDeny'],
    ['resources have case', [{ ...ALLOW, Resource: MODEL.toUpperCase() }], 'bedrock:InvokeModel', MODEL, 'implicitDeny'],
    ['wildcard over colons and slashes', [{ ...ALLOW, Resource: 'arn:aws:bedrock:*sonnet-5' }], 'bedrock:InvokeModel', MODEL, 'allowed'],
    ['NotAction leaves out', [{ Effect: 'Allow', NotAction: 'bedrock:*', Resource: '*' }], 'bedrock:InvokeModel', MODEL, 'implicitDeny'],
    ['NotAction takes the rest', [{ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }], 'bedrock:InvokeModel', MODEL, 'allowed'],
    ['NotResource', [{ Effect: 'Deny', Action: '*', NotResource: MODEL }, ALLOW], 'bedrock:InvokeModel', MODEL, 'allowed'],
    ['an explicit deny wins, whatever the order', [DENY, ALLOW], 'bedrock:InvokeModel', MODEL, 'explicitDeny'],
    [
      'a deny whose condition asks for what nobody gave',
      [{ ...DENY, Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } } }, ALLOW],
      'bedrock:InvokeModel',
      MODEL,
      'allowed',
    ],
  ])('%s', (_what, statements, action, resource, decision) => {
    const identity = [{ id: 'p', document: policy(...statements) }];
    expect(evaluate({ identity, action, resource, context: new Map() }).decision).toBe(decision);
  });
});

describe('boundary and organisation', () => {
  const one = (...statements: object[]) => ({ id: 'p', document: policy(...statements) });
  const all = one({ Effect: 'Allow', Action: '*', Resource: '*' });
  test.each([
    ['own policies alone', [one(ALLOW)], undefined, undefined, 'allowed', undefined, undefined],
    ['a boundary that allows', [one(ALLOW)], all, undefined, 'allowed', true, undefined],
    ['a boundary that says nothing of it', [one(ALLOW)], one(), undefined, 'implicitDeny', false, undefined],
    ['a boundary that denies', [one(ALLOW)], one(DENY), undefined, 'explicitDeny', false, undefined],
    ['a boundary grants nothing', [], all, undefined, 'implicitDeny', true, undefined],
    ['an organisation that allows', [one(ALLOW)], undefined, [all], 'allowed', undefined, true],
    ['an organisation that denies', [one(ALLOW)], all, [all, one(DENY)], 'explicitDeny', true, false],
    ['an organisation that says nothing of it', [one(ALLOW)], undefined, [one()], 'implicitDeny', undefined, false],
  ])('%s', (_what, identity, boundary, organisation, decision, byBoundary, byOrganisation) => {
    const answer = evaluate({ identity, boundary, organisation, action: 'bedrock:InvokeModel', resource: MODEL, context: new Map() });
    expect([answer.decision, answer.allowedByBoundary, answer.allowedByOrganisation]).toEqual([decision, byBoundary, byOrganisation]);
  });
});

describe('conditions', () => {
  const context = new Map([
    ['aws:currenttime', ['2026-11-25T10:00:00Z']],
    ['bedrock-mantle:model', ['anthropic.claude-mythos-preview']],
    ['aws:tagkeys', ['team', 'owner']],
    ['aws:securetransport', ['true']],
    ['aws:multifactorauthage', ['300']],
  ]);
  test.each<[Conditions, boolean]>([
    [{ DateLessThan: { 'aws:CurrentTime': '2026-11-25T10:00:01Z' } }, true],
    [{ DateLessThan: { 'aws:CurrentTime': '2026-11-25T10:00:00Z' } }, false],
    [{ DateLessThan: { 'aws:CurrentTime': '2026-11-25T11:00:01+01:00' } }, true],
    [{ DateGreaterThan: { 'aws:CurrentTime': '2026-11-25T09:59:59Z' } }, true],
    [{ DateGreaterThan: { 'aws:CurrentTime': '2026-11-25T10:00:00Z' } }, false],
    [{ StringEquals: { 'bedrock-mantle:Model': 'anthropic.claude-mythos-preview' } }, true],
    [{ StringEquals: { 'bedrock-mantle:Model': ['other', 'anthropic.claude-mythos-preview'] } }, true],
    [{ StringEquals: { 'bedrock-mantle:Model': 'anthropic.*' } }, false],
    [{ StringLike: { 'bedrock-mantle:Model': 'anthropic.*' } }, true],
    [{ StringNotEquals: { 'bedrock-mantle:Model': ['other', 'anthropic.claude-mythos-preview'] } }, false],
    [{ StringNotLike: { 'bedrock-mantle:Model': 'openai.*' } }, true],
    [{ Bool: { 'aws:SecureTransport': 'true' } }, true],
    [{ Bool: { 'aws:SecureTransport': 'false' } }, false],
    [{ NumericLessThan: { 'aws:MultiFactorAuthAge': '301' } }, true],
    [{ 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['owner'] } }, true],
    [{ 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['project'] } }, false],
    [{ 'ForAllValues:StringEquals': { 'aws:TagKeys': ['owner'] } }, false],
    [{ 'ForAllValues:StringEquals': { 'aws:TagKeys': ['owner', 'team', 'project'] } }, true],
    [{ StringEquals: { 'aws:RequestedRegion': 'us-east-1' } }, false],
    [{ StringNotEquals: { 'aws:RequestedRegion': 'us-east-1' } }, true],
    [{ StringEqualsIfExists: { 'aws:RequestedRegion': 'us-east-1' } }, true],
    [{ 'ForAnyValue:StringEquals': { 'aws:RequestedRegion': 'us-east-1' } }, false],
    [{ 'ForAllValues:StringEquals': { 'aws:RequestedRegion': 'us-east-1' } }, true],
    [{ Null: { 'aws:RequestedRegion': 'true' } }, true],
    [{ Null: { 'aws:SecureTransport': 'true' } }, false],
    [{ Bool: { 'aws:SecureTransport': 'true' }, DateLessThan: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' } }, false],
  ])('%j: %s', (conditions, hold) => expect(conditionsHold(conditions, context).hold).toBe(hold));
});

describe('documents IAM does not take', () => {
  const put = (statement: object): string => policy({ ...ALLOW, ...statement });
  test.each([
    ['nothing', 'Syntax errors in policy.'],
    ['[]', 'Syntax errors in policy.'],
    [JSON.stringify({ Statement: [ALLOW] }), 'Policy document must be version 2012-10-17 or greater.'],
    [JSON.stringify({ Version: '2020-01-01', Statement: [ALLOW] }), 'Syntax errors in policy.'],
    [policy(), 'Syntax errors in policy.'],
    [put({ Effect: 'allow' }), 'Syntax errors in policy.'],
    [put({ Actions: 'x' }), 'Syntax errors in policy.'],
    [put({ NotAction: 'iam:*' }), 'Syntax errors in policy.'],
    [put({ Action: [] }), 'Policy statement must contain actions.'],
    [put({ Resource: [] }), 'Policy statement must contain resources.'],
    [put({ Action: 'invalid' }), 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.'],
    [put({ Action: 's3:List:Bucket' }), 'Actions/Condition can contain only one colon.'],
    [put({ Resource: 'anthropic.claude' }), 'Resource anthropic.claude must be in ARN format or "*".'],
    [put({ Resource: 'arn:error:s3:::bucket' }), 'Partition "error" is not valid for resource "arn:error:s3:::bucket".'],
    [put({ Resource: 'arn:aws:s3::bucket' }), 'The policy failed legacy parsing'],
    [put({ Principal: '*' }), 'Policy document should not specify a principal.'],
    [put({ Condition: { Sometimes: { 'aws:x': 'y' } } }), 'Syntax errors in policy.'],
    [put({ Condition: { DateLessThan: { 'aws:CurrentTime': 'tomorrow' } } }), 'The policy failed legacy parsing'],
    [policy({ ...ALLOW, Sid: 'A' }, { ...ALLOW, Sid: 'A' }), 'Statement IDs (SID) in a single policy must be unique.'],
    [put({ Sid: 'a-b' }), expect.stringContaining('must be alpha-numeric')],
  ])('%s', (document, message) => {
    let said = '';
    try {
      checkDocument(document);
    } catch (error) {
      said = (error as Error).message;
    }
    expect(said).toEqual(message);
  });

  test('documents it takes', () => {
    checkDocument(policy(ALLOW, { ...DENY, Sid: 'B', Resource: ['arn:aws:bedrock:::foundation-model/x', 'arn:aws:s3:::b/*'] }));
    checkDocument(
      JSON.stringify({
        Version: '2012-10-17',
        Id: 'x',
        Statement: { ...ALLOW, Condition: { DateLessThan: { 'aws:CurrentTime': '2026-12-01T00:00:00Z' } } },
      }),
    );
  });
});

describe.each(['by-action', 'by-resource'] as const)('asked by the adapter, answered %s', (answers) => {
  const APP = role('App', MEMBER);
  const OTHER = MODEL.replace('sonnet', 'opus');
  let it: IamSetup;
  beforeEach(async () => {
    // The simulator needs no session: the bot is in the member account itself.
    it = await startIam({ roleToAssume: `arn:aws:iam::${MEMBER}:role/Acting` });
    it.aws.iam.put({
      arn: `arn:aws:iam::${MEMBER}:role/Acting`,
      trust: policy({ Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111111111111:root' }, Action: 'sts:*' }),
    });
    it.aws.iam.simulatorAnswers(answers);
    it.aws.iam.put({ arn: APP, inline: { Base: policy({ ...ALLOW, Resource: MODEL }) } });
  });
  afterEach(() => it.close());
  const simulate = (more: Partial<Parameters<IamSetup['iam']['simulate']>[0]> = {}): Promise<Simulated[]> =>
    it.iam.simulate({ principal: APP, actions: ['bedrock:InvokeModel'], resources: [MODEL], context: [], ...more });

  test('allowed, with the policy that did it', async () =>
    expect(await simulate()).toEqual([
      {
        action: 'bedrock:InvokeModel',
        decision: 'allowed',
        matched: ['role_App_Base'],
        missing: [],
        resources: [{ arn: MODEL, decision: 'allowed' }],
      },
    ]));

  test('over several resources the strictest decision is the one, and each resource has its own', async () =>
    expect(await simulate({ resources: [MODEL, OTHER] })).toMatchObject([
      {
        decision: 'implicitDeny',
        resources: [
          { arn: MODEL, decision: 'allowed' },
          { arn: OTHER, decision: 'implicitDeny' },
        ],
      },
    ]));

  test('a policy that is not there yet, ending by the clock that is handed in', async () => {
    const grant = policy({ ...ALLOW, Resource: OTHER, Condition: { DateLessThan: { 'aws:CurrentTime': '2026-11-25T14:00:00Z' } } });
    const at = (time: string) =>
      simulate({ resources: [OTHER], extraPolicies: [grant], context: [{ key: 'aws:CurrentTime', type: 'date', values: [time] }] });
    expect(await at('2026-11-25T13:59:59Z')).toMatchObject([{ decision: 'allowed', matched: ['PolicyInputList.1'], missing: [] }]);
    expect(await at('2026-11-25T14:00:00Z')).toMatchObject([{ decision: 'implicitDeny' }]);
    expect(await simulate({ resources: [OTHER], extraPolicies: [grant] })).toMatchObject([
      { decision: 'implicitDeny', missing: ['aws:CurrentTime'] },
    ]);
  });

  test('a boundary and the organisation are told apart', async () => {
    const boundary = `arn:aws:iam::${MEMBER}:policy/Ceiling`;
    it.aws.iam.managed(boundary, JSON.parse(policy({ Effect: 'Allow', Action: 's3:*', Resource: '*' })));
    it.aws.iam.put({ arn: APP, inline: { Base: policy(ALLOW) }, boundary });
    expect(await simulate()).toMatchObject([{ decision: 'implicitDeny', by: 'boundary' }]);
    it.aws.iam.put({ arn: APP, inline: { Base: policy(ALLOW) } });
    it.aws.iam.organisation(JSON.parse(policy(DENY)));
    expect(await simulate()).toMatchObject([{ decision: 'explicitDeny', by: 'organisation' }]);
    it.aws.iam.organisation(undefined);
    expect((await simulate())[0]).not.toHaveProperty('by');
  });

  test('many actions come in pages and in the order they were asked', async () => {
    it.aws.iam.pageItems(1);
    const actions = ['bedrock:InvokeModelWithResponseStream', 'bedrock:InvokeModel', 'bedrock-mantle:CreateInference'];
    expect((await simulate({ actions })).map((one) => [one.action, one.decision])).toEqual([
      ['bedrock:InvokeModelWithResponseStream', 'implicitDeny'],
      ['bedrock:InvokeModel', 'allowed'],
      ['bedrock-mantle:CreateInference', 'implicitDeny'],
    ]);
  });

  test('somebody who is not there, and a document that is none', async () => {
    await expect(simulate({ principal: role('Nobody', MEMBER) })).rejects.toThrow(/cannot be found/);
    await expect(simulate({ extraPolicies: ['{}'] })).rejects.toThrow(/Invalid Input Policy/);
  });

  test('what AWS would really decide moves with the clock and with the spreading of changes', async () => {
    const ends = { DateLessThan: { 'aws:CurrentTime': '2026-11-25T14:00:00Z' } };
    it.aws.iam.spreadsIn(15_000);
    await it.iam.putPolicy(APP, 'grant', policy({ ...ALLOW, Resource: OTHER, Condition: ends }));
    const decides = () => it.aws.iam.decides(APP, 'bedrock:InvokeModel', OTHER);
    expect(decides()).toBe('implicitDeny');
    it.clock.pass(15);
    expect(decides()).toBe('allowed');
    it.clock.set('2026-11-25T14:00:00Z');
    expect(decides()).toBe('implicitDeny');
  });
});
