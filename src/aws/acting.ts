import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { Unavailable } from '../errors.js';
import { principalArn } from './arn.js';
import { explain } from './aws-errors.js';
import { type AwsSettings, TIMEOUTS } from './client-settings.js';

/** What assuming a role to act asks for; its trust policy has to allow both as well. */
export const ACTING_NEEDS = { assume: ['sts:AssumeRole', 'sts:SetSourceIdentity'] } as const;

/** The bot of its own accord, as an actor. */
export const BOT = 'aispend';

/** There is no session to act in: nothing was sent, and an administrator can put it right. */
export class CannotAct extends Unavailable {}

/** Fifteen minutes, the shortest that STS gives: a decision is carried out in seconds. */
const LIFE = 900;

type Credentials = () => Promise<{ accessKeyId: string; secretAccessKey: string; sessionToken: string; expiration: Date }>;

/**
 * In which accounts the bot acts, and as whom. Without roles to assume it acts in its own account with its own credentials;
 * with them, in the account of each role.
 */
export interface Acting {
  /** Accounts that have a role to assume; empty means the bot's own. */
  accounts: string[];
  /**
   * The client settings to act with in an account for somebody (a Slack user id, or "aispend"). CloudTrail then shows the
   * person as session name and source identity of everything done.
   * @throws CannotAct when there are roles to assume and none of them is of this account.
   */
  settings(
    account: string | undefined,
    actor: string,
  ): Omit<AwsSettings, 'credentials'> & { credentials?: AwsSettings['credentials'] | Credentials };
}

/** `roles` are ARNs of roles to assume, one for each account. */
export function createActing(settings: AwsSettings, roles: string[] = []): Acting {
  const byAccount = new Map(roles.map((arn) => [principalArn(arn)?.account ?? '', arn]));
  let sts: STSClient | undefined;

  function assume(roleArn: string, actor: string): Credentials {
    return async () => {
      sts ??= new STSClient({ region: 'us-east-1', ...settings, requestHandler: { ...TIMEOUTS } });
      try {
        // Source identity outlives role chaining and cannot be changed by whoever has the session; the session name is for people.
        const input = { RoleArn: roleArn, RoleSessionName: sessionName(actor), SourceIdentity: actor, DurationSeconds: LIFE };
        const { Credentials: given } = await sts.send(new AssumeRoleCommand(input));
        if (!given?.AccessKeyId || !given.SecretAccessKey || !given.SessionToken || !given.Expiration)
          throw new Unavailable(`AWS gave no credentials for ${roleArn}; check access.roleToAssume in aispend.yaml.`);
        return {
          accessKeyId: given.AccessKeyId,
          secretAccessKey: given.SecretAccessKey,
          sessionToken: given.SessionToken,
          expiration: given.Expiration,
        };
      } catch (error) {
        if (/AccessDenied/.test((error as Error).name))
          throw new CannotAct(
            `AWS did not let aispend assume ${roleArn}; allow sts:AssumeRole and sts:SetSourceIdentity on it, in its trust policy as well.`,
            { cause: error },
          );
        throw explain(error, 'sts:AssumeRole', 'aispend tries again');
      }
    };
  }

  return {
    accounts: [...byAccount.keys()],
    settings(account, actor) {
      if (byAccount.size === 0) return settings;
      const role = byAccount.get(account ?? [...byAccount.keys()][0] ?? '');
      if (!role)
        throw new CannotAct(
          `aispend has no role to assume in account ${account}; add one to access.roleToAssume in aispend.yaml or choose a principal of another account.`,
        );
      return { ...settings, credentials: assume(role, actor) };
    },
  };
}

/** "aispend-U0ADA", within what STS takes as a session's name. */
const sessionName = (actor: string): string => (actor === BOT ? BOT : `${BOT}-${actor}`).replace(/[^\w+=,.@-]/g, '-').slice(0, 64);
