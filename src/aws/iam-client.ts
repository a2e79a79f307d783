import { GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { Unavailable, UsageError } from '../errors.js';
import { type Acting, CannotAct, createActing } from './acting.js';
import { type PrincipalArn, principalArn, sessionRole } from './arn.js';
import { type AwsHooks, type Calls, createCalls } from './aws-calls.js';
import { codeOf } from './aws-outcome.js';
import { type AwsSettings, TIMEOUTS } from './client-settings.js';
import type { Iam, Written } from './iam.js';
import { sameDocument } from './iam-document.js';
import { roomFor } from './iam-quota.js';
import { isThere, ownAttached, ownPolicy, readPrincipal, readPrincipals, readTags } from './iam-read.js';
import { simulate } from './iam-simulate.js';
import { attach, deletePolicy, detach, putPolicy, tag, untag } from './iam-write.js';

/** A change is one short request; IAM answers reads of a whole account within seconds. */
const IAM_TIMEOUTS = { ...TIMEOUTS, requestTimeout: 30_000 };
/** Clients kept for people who acted last, each with its credentials. */
const KEPT = 40;

export interface IamAccess {
  /** IAM, acting for a person by Slack user id, or for "aispend": the bot of its own accord. */
  as(actor: string): Iam;
  /** Closes connections. */
  close(): void;
}

/**
 * IAM over the SDK; its only endpoint of a partition is in us-east-1. With `roleToAssume` (one ARN for each account) every
 * request is made in a session of that role that carries the person; without it, with the process's own credentials.
 */
export function createIam(settings: AwsSettings, hooks: AwsHooks, o: { roleToAssume?: string | string[] | undefined } = {}): IamAccess {
  const calls = createCalls(hooks);
  const acting = createActing(settings, [o.roleToAssume ?? []].flat());
  const clients = new Map<string, IAMClient>();

  function clientFor(account: string | undefined, actor: string): IAMClient {
    const key = acting.accounts.length === 0 ? '' : `${account}/${actor}`;
    const client =
      clients.get(key) ??
      new IAMClient({ ...acting.settings(account, actor), region: 'us-east-1', requestHandler: { ...IAM_TIMEOUTS }, maxAttempts: 1 });
    clients.delete(key);
    clients.set(key, client);
    const oldest = clients.keys().next().value;
    if (clients.size > KEPT && oldest !== undefined) clients.delete(oldest);
    return client;
  }

  return {
    as: (actor) => iamFor(calls, acting, (account) => clientFor(account, actor), settings),
    close() {
      for (const client of clients.values()) client.destroy();
      clients.clear();
    },
  };
}

function iamFor(calls: Calls, acting: Acting, clientOf: (account?: string) => IAMClient, settings: AwsSettings): Iam {
  /** @throws UsageError for what is no role or user. */
  function to<T>(arn: string, run: (client: IAMClient, calls: Calls, arn: PrincipalArn) => Promise<T>): Promise<T> {
    const read = principalArn(arn);
    if (!read)
      throw new UsageError(
        `"${arn.slice(0, 100)}" is not an IAM role or user; give an ARN such as arn:aws:iam::111122223333:role/teams/Name.`,
      );
    return run(clientOf(read.account), calls, read);
  }
  /**
   * IAM's changes name a role without its account and path, so that a role of the same name elsewhere would be changed in
   * its place: the ARN is compared first.
   */
  async function written(arn: string, change: Parameters<typeof to<Written>>[1]): Promise<Written> {
    try {
      return await to(arn, async (client, with_, read) =>
        (await isThere(client, with_, read)) ? change(client, with_, read) : { did: 'gone' },
      );
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      const denied = codeOf(error.cause) === 'AccessDenied' && !(error instanceof CannotAct);
      return denied ? { did: 'refused', code: 'AccessDenied', line: error.message } : { did: 'later', line: error.message };
    }
  }

  return {
    async principals() {
      const accounts = acting.accounts.length === 0 ? [undefined] : acting.accounts;
      return (await Promise.all(accounts.map((account) => readPrincipals(clientOf(account), calls)))).flat();
    },
    principal: async (arn) => to(arn, readPrincipal),
    policy: async (arn, name) => to(arn, (client, with_, read) => ownPolicy(client, with_, read, name)),
    attached: async (arn) => to(arn, ownAttached),
    tags: async (arn) => to(arn, readTags),
    putPolicy: async (arn, name, document) => written(arn, putPolicy(name, document)),
    deletePolicy: async (arn, name) => written(arn, deletePolicy(name)),
    attach: async (arn, policyArn) => written(arn, attach(policyArn)),
    detach: async (arn, policyArn) => written(arn, detach(policyArn)),
    tag: async (arn, tags) => written(arn, tag(tags)),
    untag: async (arn, keys) => written(arn, untag(keys)),
    simulate: async (asked) => to(asked.principal, (client) => simulate(client, calls, asked)),
    self: () => self(settings, calls),
    room: roomFor,
    same: sameDocument,
  };
}

/** Whoever the process's own credentials belong to; of a session the role, asked for because sessions leave out its path. */
async function self(settings: AwsSettings, calls: Calls): Promise<string> {
  const sts = new STSClient({ region: 'us-east-1', ...settings, requestHandler: { ...IAM_TIMEOUTS }, maxAttempts: 1 });
  const iam = new IAMClient({ ...settings, region: 'us-east-1', requestHandler: { ...IAM_TIMEOUTS }, maxAttempts: 1 });
  try {
    const { Arn = '' } = await calls.read('sts:GetCallerIdentity', () => sts.send(new GetCallerIdentityCommand({})));
    const role = sessionRole(Arn);
    if (!role) return Arn;
    const found = await calls.find('iam:GetRole', () => iam.send(new GetRoleCommand({ RoleName: role.name }))).catch(() => undefined);
    return found?.Role?.Arn ?? role.arn;
  } finally {
    sts.destroy();
    iam.destroy();
  }
}
