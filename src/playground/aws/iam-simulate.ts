import { AwsError } from './aws-error.js';
import type { Context } from './iam-conditions.js';
import type { Directory, Entity } from './iam-directory.js';
import { checkDocument } from './iam-document.js';
import { type Answer, type Decision, evaluate, type Policy } from './iam-evaluate.js';
import type { Form } from './iam-input.js';
import { pageOf } from './iam-pages.js';

/** What the simulator looks at besides the request. */
export interface Simulator {
  directory: Directory;
  /** Service control policies that hold in an account; undefined without an organisation. */
  organisation(account: string): Policy[] | undefined;
  /** AWS answered once for each resource until 2026 and answers once for each action since. */
  answers: 'by-action' | 'by-resource';
  pageItems: number | undefined;
}

const STRICTNESS: Record<Decision, number> = { allowed: 0, implicitDeny: 1, explicitDeny: 2 };

export function simulatePrincipalPolicy(simulator: Simulator, form: Form): unknown {
  const entity = source(simulator.directory, form.text('PolicySourceArn', { least: 20, most: 2048 }));
  const actions = form.list('ActionNames', { least: 3, most: 128 });
  if (actions.length === 0)
    throw new AwsError(
      'ValidationError',
      `1 validation error detected: Value null at 'actionNames' failed to satisfy constraint: Member must not be null`,
    );
  const resources = form.list('ResourceArns');
  const context: Context = new Map(
    form.members('ContextEntries').map((one) => [one.text('ContextKeyName').toLowerCase(), one.list('ContextKeyValues', { least: 0 })]),
  );
  const extra = form.list('PolicyInputList').map((document, index) => ({ id: `PolicyInputList.${index + 1}`, document }));
  for (const policy of extra) checkInput(policy.document);
  const asked = { ...policiesOf(simulator, entity), context };
  const results = actions.flatMap((action) => {
    const each = (resources.length === 0 ? ['*'] : resources).map((resource) => ({
      resource,
      answer: evaluate({ ...asked, identity: [...asked.identity, ...extra], action, resource }),
    }));
    return simulator.answers === 'by-resource'
      ? each.map((one) => ({
          ...shape(action, one.resource, one.answer),
          ...(resources.length > 0 && { ResourceSpecificResults: [perResource(one)] }),
        }))
      : [whole(action, each, resources.length > 0)];
  });
  const { items, ...more } = pageOf(results, form, simulator.pageItems);
  return { EvaluationResults: items, ...more };
}

/** All policies that bear on an entity, as everybody sees them by now. */
export function policiesOf({ directory, organisation }: Simulator, entity: Entity) {
  const managed = (arn: string): Policy[] => {
    const document = directory.managed.get(arn);
    return document === undefined ? [] : [{ id: arn.split('/').at(-1) ?? arn, document }];
  };
  return {
    identity: [
      ...Object.entries(entity.inline).map(([name, document]) => ({ id: `${entity.kind}_${entity.name}_${name}`, document })),
      ...entity.attached.flatMap(managed),
    ],
    boundary: entity.boundary === undefined ? undefined : managed(entity.boundary)[0],
    organisation: organisation(entity.account),
  };
}

interface Each {
  resource: string;
  answer: Answer;
}

const statements = (matched: string[]) =>
  [...new Set(matched)].map((id) => ({
    SourcePolicyId: id,
    SourcePolicyType: 'IAM Policy',
    StartPosition: { Line: 1, Column: 1 },
    EndPosition: { Line: 1, Column: 1 },
  }));
const boundaryDetail = (allowed: boolean | undefined) => (allowed === undefined ? undefined : { AllowedByPermissionsBoundary: allowed });
const organisationDetail = (allowed: boolean | undefined) => (allowed === undefined ? undefined : { AllowedByOrganizations: allowed });

const shape = (action: string, resource: string, answer: Answer) => ({
  EvalActionName: action,
  EvalResourceName: resource,
  EvalDecision: answer.decision,
  MatchedStatements: statements(answer.matched),
  MissingContextValues: answer.missing,
  OrganizationsDecisionDetail: organisationDetail(answer.allowedByOrganisation),
  PermissionsBoundaryDecisionDetail: boundaryDetail(answer.allowedByBoundary),
});

const perResource = ({ resource, answer }: Each) => ({
  EvalResourceName: resource,
  EvalResourceDecision: answer.decision,
  MatchedStatements: statements(answer.matched),
  MissingContextValues: answer.missing,
  PermissionsBoundaryDecisionDetail: boundaryDetail(answer.allowedByBoundary),
});

/** One result for an action: the most restrictive decision, and the statements that led to it. */
function whole(action: string, each: Each[], named: boolean) {
  const strictest = each.map((one) => one.answer.decision).reduce((a, b) => (STRICTNESS[b] > STRICTNESS[a] ? b : a));
  const all = (pick: (answer: Answer) => boolean | undefined): boolean | undefined =>
    each.some((one) => pick(one.answer) === false) ? false : pick((each[0] as Each).answer);
  return {
    ...shape(action, '*', {
      decision: strictest,
      matched: each.filter((one) => one.answer.decision === strictest).flatMap((one) => one.answer.matched),
      missing: [...new Set(each.flatMap((one) => one.answer.missing))],
      allowedByBoundary: all((answer) => answer.allowedByBoundary),
      allowedByOrganisation: all((answer) => answer.allowedByOrganisation),
    }),
    ...(named && { ResourceSpecificResults: each.map(perResource) }),
  };
}

function source(directory: Directory, arn: string): Entity {
  const [, account = '', kind, name = ''] = /^arn:aws:iam::(\d{12}):(role|user)\/(?:.*\/)?([^/]+)$/.exec(arn) ?? [];
  if (kind !== 'role' && kind !== 'user')
    throw new AwsError('InvalidInput', `Invalid Entity Arn: ${arn} does not clearly define entity type and name.`);
  const entity = directory.mustHave(account, kind, name);
  if (entity.arn !== arn) throw new AwsError('NoSuchEntity', `The ${kind} with name ${name} cannot be found.`, 404);
  return entity;
}

function checkInput(document: string): void {
  try {
    checkDocument(document);
  } catch (error) {
    throw new AwsError('InvalidInput', `Invalid Input Policy: ${(error as Error).message}`);
  }
}
