import { AwsError } from './aws-error.js';
import type { AwsService, World } from './aws-service.js';
import { attach, deletePolicy, detach, missingPolicy, putPolicy, tag, untag } from './iam-changes.js';
import type { Directory, Entity, Kind } from './iam-directory.js';
import { Form, NAME, POLICY_NAME } from './iam-input.js';
import { pageOf } from './iam-pages.js';
import { attachedShape, encoded, roleDetail, roleShape, tagShape, userDetail, userShape } from './iam-shapes.js';
import { type Simulator, simulatePrincipalPolicy } from './iam-simulate.js';
import { queryProtocol } from './protocol-query.js';

type Action = (input: unknown) => unknown;

/** Identity and Access Management of the caller's account: one endpoint in us-east-1, eventually consistent. */
export function iamService(world: World, simulator: Simulator): AwsService {
  const { directory } = simulator;
  const account = (): string => world.caller().split(':')[4] ?? '';
  return {
    signingName: 'iam',
    region: 'us-east-1',
    protocol: queryProtocol('2010-05-08', 'https://iam.amazonaws.com/doc/2010-05-08/'),
    throttled: new AwsError('Throttling', 'Rate exceeded'),
    resource: (_action, _account, input) => {
      const { RoleName, UserName } = (input ?? {}) as Record<string, string | undefined>;
      return RoleName ? `role ${RoleName}` : UserName ? `user ${UserName}` : '*';
    },
    actions: {
      GetRole: (input) => ({ Role: roleShape(directory.mustHave(account(), 'role', new Form(input).text('RoleName', NAME))) }),
      GetUser: (input) => ({ User: userShape(directory.mustHave(account(), 'user', new Form(input).text('UserName', NAME))) }),
      GetAccountAuthorizationDetails: (input) => details(simulator, account(), new Form(input)),
      SimulatePrincipalPolicy: (input) => simulatePrincipalPolicy(simulator, new Form(input)),
      ...actionsOf('role', simulator, account),
      ...actionsOf('user', simulator, account),
    },
  };
}

/** What IAM can do with a role's or a user's policies and tags, under the names it has for each. */
function actionsOf(kind: Kind, simulator: Simulator, account: () => string): Record<string, Action> {
  const { directory } = simulator;
  const What = kind === 'role' ? 'Role' : 'User';
  const most = (): number | undefined => simulator.pageItems;
  const name = (form: Form): string => form.text(`${What}Name`, NAME);
  const look = (form: Form): Entity => directory.mustHave(account(), kind, name(form));
  const change =
    (run: (directory: Directory, entity: Entity, form: Form) => void): Action =>
    (input) => {
      const form = new Form(input);
      run(directory, directory.mine(account(), kind, name(form)), form);
      return undefined;
    };
  const list =
    (member: string, of: (entity: Entity) => unknown[]): Action =>
    (input) => {
      const form = new Form(input);
      const { items, ...more } = pageOf(of(look(form)), form, most());
      return { [member]: items, ...more };
    };
  return {
    [`Put${What}Policy`]: change(putPolicy),
    [`Delete${What}Policy`]: change(deletePolicy),
    [`Attach${What}Policy`]: change(attach),
    [`Detach${What}Policy`]: change(detach),
    [`Tag${What}`]: change(tag),
    [`Untag${What}`]: change(untag),
    [`Get${What}Policy`]: (input) => {
      const form = new Form(input);
      const entity = look(form);
      const PolicyName = form.text('PolicyName', POLICY_NAME);
      const document = entity.inline[PolicyName];
      if (document === undefined) throw missingPolicy(kind, PolicyName);
      return { [`${What}Name`]: entity.name, PolicyName, PolicyDocument: encoded(document) };
    },
    [`List${What}Policies`]: list('PolicyNames', (entity) => Object.keys(entity.inline).sort()),
    [`ListAttached${What}Policies`]: list('AttachedPolicies', (entity) => attachedShape(entity.attached)),
    [`List${What}Tags`]: list('Tags', (entity) => tagShape(entity.tags)),
  };
}

/** Users, then roles, then policies of the account, cut into pages over all of them. */
function details({ directory, pageItems }: Simulator, account: string, form: Form): unknown {
  const filter = form.list('Filter');
  const wanted = (kind: string): boolean => filter.length === 0 || filter.includes(kind);
  const all = [
    ...(wanted('User') ? directory.all(account, 'user').map((user) => ({ in: 'UserDetailList', shape: userDetail(user) })) : []),
    ...(wanted('Role') ? directory.all(account, 'role').map((role) => ({ in: 'RoleDetailList', shape: roleDetail(role) })) : []),
  ];
  const { items, ...more } = pageOf(all, form, pageItems);
  const of = (name: string): unknown[] => items.filter((one) => one.in === name).map((one) => one.shape);
  return { UserDetailList: of('UserDetailList'), GroupDetailList: [], RoleDetailList: of('RoleDetailList'), Policies: [], ...more };
}
