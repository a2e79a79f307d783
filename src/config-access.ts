import { z } from 'zod';
import { isAdminPolicy } from './access/administrators.js';
import { channelId } from './config-channel.js';
import { fold } from './did-you-mean.js';
import { minutesOf } from './duration.js';

const text = z
  .string({ error: (issue) => (issue.input === undefined ? 'is missing' : 'must be text; put it in quotes') })
  .min(1, 'is empty');
const names = z.array(text, { error: 'must be a list, such as [one, two]' }).default([]);
const person = text.regex(/^[UWS][A-Z0-9]{2,}$/, 'must be a Slack user id (U…) or user group id (S…), copied from the profile');
const people = z.array(person, { error: 'must be a list of Slack ids, such as [U0SEC, S0FINOPS]' });
const onePerson = text.regex(
  /^[UW][A-Z0-9]{2,}$/,
  'must be the Slack user id (U…) of one person; a user group stands in for nobody, so write an entry for each person',
);
const duration = text.regex(/^(?=\d)(\d{1,3}d)?(\d{1,4}h)?(\d{1,5}m)?$/, 'must be a duration such as 8h, 90m or 2d');
const role = text.regex(/^arn:[\w-]+:iam::\d{12}:role\/.+$/, 'must be the ARN of a role');
const yesNo = z.boolean({ error: 'must be true or false' });

const approvers = z.union([z.literal('team-managers'), z.array(z.union([z.literal('team-managers'), person]))], {
  error: 'must be team-managers or a list of Slack user ids (U…) and user group ids (S…)',
});

/** Service paths belong to AWS, and "/" is every role there is. */
const rolePath = text
  .regex(/^\/[\w+=,.@/-]+\/$/, 'must begin and end with a slash, such as /teams/')
  .refine((path) => !/^\/(aws-reserved|aws-service-role|service-role)\//.test(path), 'belongs to AWS; name a path of your own')
  .refine(
    (path) =>
      path
        .slice(1, -1)
        .split('/')
        .every((part) => !['', '.', '..'].includes(part)),
    'must be plain names between slashes, such as /teams/ai/',
  );

const model = z.object({
  /** Bedrock's model id. */
  id: text,
  name: text.optional(),
  aliases: names,
  endpoint: z.enum(['bedrock-mantle', 'bedrock-runtime'], { error: 'must be bedrock-mantle or bedrock-runtime' }),
  /** Where it is called from. */
  regions: z.array(text, { error: 'must be a list of regions, such as [us-east-1]' }).min(1, 'needs a region').default(['us-east-1']),
  /** Names of `access.approvers`, in order; `{ name, quorum }` where one person is not enough. */
  stages: z
    .array(z.union([text, z.object({ name: text, quorum: z.number().int().min(1).max(10) })]), {
      error: 'must be a list of names of access.approvers, such as [manager, security]',
    })
    .min(1, 'needs at least one stage'),
  maxDuration: duration.default('8h'),
  whoMayAsk: people.default([]),
  /** What the account must have first; shown before anybody asks. */
  terms: text.optional(),
  /** What asking consents to, such as provider_data_share; shown, and recorded with who agreed. */
  consent: text.optional(),
  /** A pre-made managed policy is attached instead of writing one: it ends only when aispend detaches it. */
  managedPolicyArn: text
    .regex(/^arn:[\w-]+:iam::(\d{12}|aws):policy\/.+$/, 'must be the ARN of a managed policy')
    .refine((arn) => !isAdminPolicy(arn), 'makes an administrator, which aispend never does; name a policy for this model alone')
    .optional(),
  /**
   * AWS allows accounts one by one: until it says that ours is, requests wait for AWS. Unless told, so for bedrock-mantle,
   * where the models are that AWS opens so.
   */
  allowListed: yesNo.optional(),
});

/** Without approval nobody holds anything for longer than a day. */
const GLASS_AT_MOST = 24 * 60;

/** How many people a rule names; undefined where that is not for the file to say: managers of a team, members of a group. */
function peopleNamed(rule: z.infer<typeof approvers> | undefined): number | undefined {
  if (rule === undefined || rule === 'team-managers' || rule.some((one) => one === 'team-managers' || one.startsWith('S')))
    return undefined;
  return new Set(rule).size;
}

type Called = { id: string; name?: string | undefined; aliases: string[] };

/** A name that both have, and that so means neither. */
function calledAlike(one: Called, other: Called): string | undefined {
  const names = ({ id, name, aliases }: Called): string[] => [id, ...(name === undefined ? [] : [name]), ...aliases];
  return names(other).find((name) => names(one).some((its) => fold(its) === fold(name)));
}

/** `access` in aispend.yaml: who may ask for which model, who decides, and how far the bot may go. */
export const accessSchema = z
  .object(
    {
      /** Rules by name: `team-managers` are the managers of the team whose principal it is. */
      approvers: z.record(z.string(), approvers).default({ manager: 'team-managers' }),
      models: z.array(model).default([]),
      /** Only roles and users below this IAM path are ever touched. */
      rolePath: rolePath.default('/aispend/'),
      /** Names or ARNs below that path that are not touched either; `*` at the end stands for anything. */
      protectedRoles: names,
      /** Assumed for every call of IAM, one for each account, with the Slack user as source identity, so that CloudTrail names the person. */
      roleToAssume: z.union([role, z.array(role)], { error: 'must be the ARN of a role, or a list of one for each account' }).optional(),
      /** Channel that gets the cards. Without one they go to the approvers as direct messages. */
      channel: channelId.optional(),
      /** Approvers who want to be told by direct message as well. */
      directMessages: people.default([]),
      breakGlass: z
        .object({
          people: people.default([]),
          maxDuration: duration.default('1h'),
          /** Rule that reviews afterwards; the admins unless told. */
          reviewers: text.optional(),
        })
        .prefault({}),
      /** Who decides in place of whom, from and until UTC days; without days always. */
      delegates: z
        .array(
          z.object({
            for: onePerson,
            to: onePerson,
            from: text.regex(/^\d{4}-\d\d-\d\d$/, 'must be a day such as 2026-12-01').optional(),
            until: text.regex(/^\d{4}-\d\d-\d\d$/, 'must be a day such as 2026-12-15').optional(),
          }),
        )
        .default([]),
      /** When nobody has decided for so long, these may decide too and are told; the admins unless told. */
      escalateAfter: duration.default('4h'),
      escalateTo: people.default([]),
      /** An undecided request is over after this. */
      expireAfter: duration.default('3d'),
      reminderBefore: duration.default('15m'),
      /** Who may pause a principal, besides the admins and the managers of its team. */
      mayPause: people.default([]),
      maxPause: duration.default('7d'),
      /** How long after the policy was put "granted" is said at the earliest: IAM takes so long until it holds everywhere. */
      settleSeconds: z.number({ error: 'must be seconds from 0 to 300' }).int().min(0).max(300).default(20),
    },
    { error: 'must be keys with values, such as { channel: C0ACCESS, models: [] }' },
  )
  .superRefine((access, context) => {
    const say = (path: PropertyKey[], message: string): void => context.addIssue({ code: 'custom', path, message });
    for (const [name, rule] of Object.entries(access.approvers))
      if (rule.length === 0) say(['approvers', name], 'names nobody; write team-managers or a list of Slack ids, such as [U0SEC]');
    for (const [index, one] of access.models.entries())
      for (const stage of one.stages) {
        const people = typeof stage === 'string' ? undefined : peopleNamed(access.approvers[stage.name]);
        if (typeof stage !== 'string' && people !== undefined && people > 0 && stage.quorum > people)
          say(
            ['models', index, 'stages'],
            `takes ${stage.quorum} of ${stage.name}, which names ${people}; name more people there, or take fewer`,
          );
      }
    for (const [index, one] of access.models.entries()) {
      const other = access.models.findIndex((earlier, at) => at < index && calledAlike(earlier, one) !== undefined);
      const name = other < 0 ? undefined : calledAlike(access.models[other] ?? one, one);
      if (name !== undefined)
        say(['models', index], `is called "${name}" as models[${other}] is; give each id, name and alias to one model`);
    }
    for (const [index, { for: whom, to, from, until }] of access.delegates.entries()) {
      if (whom === to) say(['delegates', index], 'lets somebody stand in for themselves; write somebody else under to');
      if (from !== undefined && until !== undefined && from > until)
        say(['delegates', index], `ends (${until}) before it begins (${from}); write until on or after from`);
    }
    if (minutesOf(access.breakGlass.maxDuration) > GLASS_AT_MOST)
      say(['breakGlass', 'maxDuration'], 'is longer than 24h, which is no emergency; write at most 24h');
  })
  // Told together with what else is wrong, so it is looked at also in what could be read of the rest.
  .superRefine(
    (access, context) => {
      const { approvers: known, models, breakGlass } = (access ?? {}) as Partial<typeof access>;
      const rules = Object.keys(known ?? {});
      const mustBeKnown = (path: PropertyKey[], rule: unknown): void => {
        if (typeof rule !== 'string' || rules.includes(rule)) return;
        const message = `there is no "${rule}" under access.approvers; write one of ${rules.join(', ') || 'its names'}`;
        context.addIssue({ code: 'custom', path, message });
      };
      for (const [index, one] of (Array.isArray(models) ? models : []).entries())
        for (const stage of Array.isArray(one?.stages) ? one.stages : [])
          mustBeKnown(['models', index, 'stages'], typeof stage === 'string' ? stage : stage?.name);
      mustBeKnown(['breakGlass', 'reviewers'], breakGlass?.reviewers);
    },
    { when: () => true },
  )
  .prefault({});
