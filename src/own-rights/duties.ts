import type { Models, Rights } from '../access/ports.js';
import { NEEDS } from '../aws/needs.js';
import type { FileConfig } from '../config-schema.js';
import { below } from './scope.js';
import type { Statement } from './statement.js';

/** One thing the bot does at AWS in this configuration: the actions it takes, on what, and why. */
export interface Duty {
  sid: string;
  /** "to read the bill", after the actions. */
  why: string;
  /** Whose policy must allow it: the role the bot runs as, or the roles it assumes. */
  of: 'bot' | 'assumed';
  actions: string[];
  resources: string | string[];
  condition?: Statement['Condition'];
}

/** What of the ports is used; a method that is added to a port does not compile until it stands here. */
const OF_IAM: Record<keyof Rights, true> = {
  principals: true,
  principal: true,
  policy: true,
  attached: true,
  putPolicy: true,
  deletePolicy: true,
  attach: true,
  detach: true,
  tag: true,
  simulate: true,
  self: true,
};
type Asked = FileConfig['access']['models'][number];
const isRuntime = (one: Asked): boolean => one.endpoint === 'bedrock-runtime';
/** For which models each method is called. */
const OF_BEDROCK: Record<keyof Models, (one: Asked) => boolean> = {
  availability: () => true,
  profiles: isRuntime,
  direct: isRuntime,
  useCaseFiled: (one) => isRuntime(one) && one.id.startsWith('anthropic.'),
  dataRetention: (one) => one.consent === 'provider_data_share',
};

const isRead = (action: string): boolean => /^iam:(Get|List|Simulate)/.test(action);
const changes = (...methods: (keyof Rights)[]): string[] => methods.flatMap((one) => NEEDS.iam[one].filter((action) => !isRead(action)));

/** Whether the bot is to change anything in IAM: there is a model to ask for, or the settings say where and who pauses. */
export const acts = ({ access }: FileConfig): boolean =>
  access.models.length > 0 || access.mayPause.length > 0 || access.roleToAssume !== undefined;

export const rolesToAssume = ({ access }: FileConfig): string[] => [access.roleToAssume ?? []].flat();

/** ARNs of the managed policies that models are granted by. */
export const managedPolicies = ({ access }: FileConfig): string[] => [
  ...new Set(access.models.flatMap((one) => one.managedPolicyArn ?? [])),
];

/** Keys of IAM tags that a missing team is written to. */
const tagKeys = ({ spend }: FileConfig): string[] =>
  (spend.tags['team'] ?? []).flatMap((key) => /^iamPrincipal\/(.+)$/.exec(key)?.[1] ?? []).slice(0, 1);

/**
 * All that the bot does at AWS in this configuration. `own` is the ARN of the role it runs as, where that is known. Nothing
 * at all for files of a bill without anything that asks AWS.
 */
export function dutiesOf(settings: FileConfig, own?: string): Duty[] {
  const { spend, anomalies } = settings;
  const all = (needs: Record<string, readonly string[]>): string[] => Object.values(needs).flat();
  const duties: (Duty | false)[] = [
    spend.source === 'cost-explorer' && {
      sid: 'ReadTheBill',
      why: 'to read the spend by day, tag and usage type, to find every service Bedrock is billed under, and to say when a tag is not activated',
      of: 'bot',
      actions: all(NEEDS.costExplorer),
      resources: '*',
    },
    spend.source !== 'cost-explorer' &&
      settings.access.models.length > 0 &&
      tagKeys(settings).length > 0 && {
        sid: 'LookAtTags',
        why: 'to say before access is asked for whether the tag of teams is activated; AWS tells the payer account only',
        of: 'bot',
        actions: [...NEEDS.costExplorer.tagStatus],
        resources: '*',
      },
    anomalies.awsDetection && {
      sid: 'ReadAnomalies',
      why: 'to read what AWS Cost Anomaly Detection found (anomalies.awsDetection: false does without)',
      of: 'bot',
      actions: all(NEEDS.anomalies),
      resources: '*',
    },
    anomalies.sameDay.enabled && {
      sid: 'CountTokens',
      why: "to estimate today's cost before AWS bills it (anomalies.sameDay)",
      of: 'bot',
      actions: all(NEEDS.cloudWatch),
      resources: '*',
    },
    ...(acts(settings) ? actingDuties(settings) : []),
  ];
  const found = duties.filter((one) => one !== false).map((one) => ({ ...one, actions: [...new Set(one.actions)].sort() }));
  return found.length === 0 ? [] : [...found, knowItself(own)];
}

/** Not only for `doctor`: the bot must know itself in order never to touch itself. */
const knowItself = (own: string | undefined): Duty => ({
  sid: 'KnowItself',
  why: 'to know which role it runs as, and for `aispend doctor` to compare its rights with this policy',
  of: 'bot',
  actions: ['iam:GetRole', 'iam:SimulatePrincipalPolicy'],
  resources: own ?? 'arn:aws:iam::*:role/*',
});

function actingDuties(settings: FileConfig): Duty[] {
  const roles = rolesToAssume(settings);
  const of = roles.length > 0 ? ('assumed' as const) : ('bot' as const);
  const resources = below(settings.access.rolePath);
  const managed = managedPolicies(settings);
  const keys = tagKeys(settings);
  const used = Object.keys(OF_IAM) as (keyof Rights)[];
  const duties: (Duty | false)[] = [
    roles.length > 0 && {
      sid: 'ActAsSomebody',
      why: 'to act in each account as a role, with the Slack user as session name and source identity',
      of: 'bot',
      actions: [...NEEDS.acting.assume],
      resources: roles,
    },
    {
      sid: 'LookAtPrincipals',
      why: 'to show whom access can be given to, to check before and to read back after every change',
      of,
      actions: used.filter((one) => one !== 'self').flatMap((one) => NEEDS.iam[one].filter(isRead)),
      // Of a role that is gone IAM no longer knows the path: limited to the path, "not there" would read "not allowed".
      resources: '*',
    },
    {
      sid: 'GrantAndRevoke',
      why: 'to put and delete the policies of grants and pauses',
      of,
      actions: changes('putPolicy', 'deletePolicy'),
      resources,
    },
    managed.length > 0 && {
      sid: 'AttachNamedPolicies',
      why: 'to attach and detach the managed policies that access.models names, and no others',
      of,
      actions: changes('attach', 'detach'),
      resources,
      condition: { ArnEquals: { 'iam:PolicyARN': managed } },
    },
    keys.length > 0 && {
      sid: 'TagWithTeam',
      why: 'to write the tag of a team that is missing',
      of,
      actions: changes('tag'),
      resources,
      condition: { 'ForAllValues:StringEquals': { 'aws:TagKeys': keys } },
    },
    settings.access.models.length > 0 && {
      sid: 'LookAtModels',
      why: 'to find out whether the account may use a model, and through which inference profiles',
      of,
      actions: (Object.keys(OF_BEDROCK) as (keyof Models)[])
        .filter((one) => settings.access.models.some(OF_BEDROCK[one]))
        .flatMap((one) => NEEDS.bedrock[one]),
      resources: '*',
    },
  ];
  return duties.filter((one) => one !== false);
}
