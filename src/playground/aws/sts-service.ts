import { AwsError } from './aws-error.js';
import type { AwsService, World } from './aws-service.js';
import type { Callers } from './callers.js';
import type { Directory, Entity } from './iam-directory.js';
import { type Statement, statementsOf } from './iam-evaluate.js';
import { Form } from './iam-input.js';
import { queryProtocol } from './protocol-query.js';

const SESSION = { pattern: /^[\w+=,.@-]*$/, least: 2, most: 64 };

/** Security Token Service: who am I, and who may I be for a while. */
export function stsService(world: World, directory: Directory, callers: Callers): AwsService {
  return {
    signingName: 'sts',
    protocol: queryProtocol('2011-06-15', 'https://sts.amazonaws.com/doc/2011-06-15/'),
    throttled: new AwsError('Throttling', 'Rate exceeded'),
    actions: {
      GetCallerIdentity: () => ({
        Arn: world.caller(),
        UserId: `AROA4EXAMPLE7SAMPLEID:${world.caller().split('/').at(-1)}`,
        Account: world.caller().split(':')[4],
      }),
      AssumeRole: (input) => assumeRole(world, directory, callers, new Form(input)),
    },
  };
}

/** @throws AwsError AccessDenied when there is no such role or its trust policy does not allow the caller. */
function assumeRole(world: World, directory: Directory, callers: Callers, form: Form): unknown {
  const arn = form.text('RoleArn', { least: 20, most: 2048 });
  const session = form.text('RoleSessionName', SESSION);
  const identity = form.optional('SourceIdentity') === undefined ? undefined : form.text('SourceIdentity', SESSION);
  const seconds = form.number('DurationSeconds', 900, 43_200) ?? 3600;
  const [, account = '', name = ''] = /^arn:aws:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(arn) ?? [];
  const role = directory.visible(account, 'role', name);
  for (const action of ['sts:AssumeRole', ...(identity === undefined ? [] : ['sts:SetSourceIdentity'])])
    if (role?.arn !== arn || !trusts(role, world.caller(), action, directory))
      throw new AwsError('AccessDenied', `User: ${world.caller()} is not authorized to perform: ${action} on resource: ${arn}`, 403);
  const assumed = `arn:aws:sts::${account}:assumed-role/${name}/${session}`;
  const keys = callers.issue({ arn: assumed, ...(identity !== undefined && { sourceIdentity: identity }) }, seconds);
  return {
    AssumedRoleUser: { AssumedRoleId: `AROA4EXAMPLE7SAMPLEID:${session}`, Arn: assumed },
    Credentials: keys,
    ...(identity !== undefined && { SourceIdentity: identity }),
  };
}

/** Whether the trust policy names the caller's account or role for this action. Conditions are not looked at. */
function trusts(role: Entity, caller: string, action: string, directory: Directory): boolean {
  const [, , , , account = '', path = ''] = caller.split(':');
  const name = path.split('/')[1] ?? '';
  const callersRole = directory.visible(account, 'role', name)?.arn ?? `arn:aws:iam::${account}:role/${name}`;
  const named = ({ Principal }: Statement): string[] => [(Principal as { AWS?: string | string[] })?.AWS ?? []].flat();
  return statementsOf(role.trust ?? '{"Statement":[]}').some(
    (statement) =>
      statement.Effect === 'Allow' &&
      [statement.Action ?? []].flat().some((one) => one === action || one === 'sts:*') &&
      named(statement).some((one) => [caller, callersRole, account, `arn:aws:iam::${account}:root`].includes(one)),
  );
}
