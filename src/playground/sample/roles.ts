import { fileSchema } from '../../config-schema.js';
import { policiesFor } from '../../own-rights/policy.js';
import type { Entity, IamSeed } from '../aws/iam-directory.js';
import { ACCOUNTS, BUSINESS, MANAGEMENT, PRODUCTION, RESEARCH } from './accounts.js';
import { BOT_ROLE } from './acting-roles.js';
import { hash } from './chance.js';
import type { Principal } from './principal.js';
import { PRINCIPALS } from './principals.js';
import { sampleConfig } from './sample-config.js';

/** The ceiling that the research account puts on this one role: no inference beyond bedrock-runtime. */
export const BOUNDED_ROLE = 'ModelEvaluation';
const BOUNDARY = `arn:aws:iam::${RESEARCH}:policy/ResearchRuntimeOnly`;
const TEAMS = '/teams/';
const CREATED = '2025-06-02T08:00:00Z';

const allow = (Action: string | string[], Resource: string | string[] = '*'): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource }] });
const trust = (principal: Record<string, string>, Action: string | string[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: principal, Action }] });

/** What its work needs without any grant: the models every team may call. */
const BASE = allow(
  ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'],
  [
    'arn:aws:bedrock:*:*:inference-profile/*anthropic.claude-haiku-4-5-20251001-v1:0',
    'arn:aws:bedrock:*::foundation-model/anthropic.claude-haiku-4-5-20251001-v1:0',
    'arn:aws:bedrock:*::foundation-model/amazon.*',
  ],
);

/** The sample's callers as IAM has them at this time, the roles that belong to AWS, and the bot's own. */
export function sampleIam(now: Date): IamSeed {
  const callers = new Map(PRINCIPALS.map((principal) => entityOf(principal, now)).map((entity) => [entity.arn, entity]));
  return {
    entities: [...callers.values(), ...ACCOUNTS.map((account) => serviceLinked(account.id)), ...botRoles()],
    managed: {
      [BOUNDARY]: allow('bedrock:*'),
      'arn:aws:iam::aws:policy/AmazonBedrockMantleInferenceAccess': allow([
        'bedrock-mantle:CreateInference',
        'bedrock-mantle:GetModel',
        'bedrock-mantle:ListModels',
      ]),
      'arn:aws:iam::aws:policy/AmazonBedrockLimitedAccess': allow(['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream']),
    },
  };
}

const role = (account: string, path: string, name: string, more: Partial<Entity> = {}): Entity => ({
  arn: `arn:aws:iam::${account}:role${path}${name}`,
  kind: 'role',
  account,
  name,
  path,
  createdAt: CREATED,
  tags: {},
  inline: {},
  attached: [],
  ...more,
});

function entityOf({ arn, account, tags }: Principal, now: Date): Entity {
  const [, kind, name = ''] = /:(user|assumed-role)\/([^/]+)/.exec(arn) ?? [];
  const common = { tags: { ...tags }, inline: { BedrockBase: BASE } };
  if (kind === 'user') return { ...role(account, '/', name, common), kind: 'user', arn };
  if (name.startsWith('AWSReservedSSO_'))
    return role(account, '/aws-reserved/sso.amazonaws.com/', name, {
      inline: { AwsSSOInlinePolicy: BASE },
      trust: trust({ Federated: `arn:aws:iam::${account}:saml-provider/AWSSSO_DO_NOT_DELETE` }, [
        'sts:AssumeRoleWithSAML',
        'sts:TagSession',
      ]),
    });
  return role(account, TEAMS, name, {
    ...common,
    trust: trust({ Service: name.endsWith('Function') ? 'lambda.amazonaws.com' : 'ec2.amazonaws.com' }, 'sts:AssumeRole'),
    lastUsed: { at: new Date(now.getTime() - (hash(name) % 40) * 3_600_000).toISOString(), region: 'us-east-1' },
    ...(name === BOUNDED_ROLE && { boundary: BOUNDARY }),
  });
}

const serviceLinked = (account: string): Entity =>
  role(account, '/aws-service-role/support.amazonaws.com/', 'AWSServiceRoleForSupport', {
    trust: trust({ Service: 'support.amazonaws.com' }, 'sts:AssumeRole'),
  });

/** With exactly the policies that the sample's configuration needs. */
function botRoles(): Entity[] {
  const { bot, assumed } = policiesFor(fileSchema.parse(sampleConfig), BOT_ROLE);
  const inline = (document: unknown): Record<string, string> => ({ Aispend: JSON.stringify(document) });
  return [
    role(MANAGEMENT, '/aispend/', 'AispendReader', {
      inline: inline(bot),
      trust: trust({ Service: 'ecs-tasks.amazonaws.com' }, 'sts:AssumeRole'),
    }),
    ...[PRODUCTION, RESEARCH, BUSINESS].map((account) =>
      role(account, '/aispend/', 'AispendAccess', { inline: inline(assumed?.policy), trust: JSON.stringify(assumed?.trust) }),
    ),
  ];
}
