import { type Conditions, type Context, conditionsHold, matches } from './iam-conditions.js';

export type Decision = 'allowed' | 'explicitDeny' | 'implicitDeny';

export interface Statement {
  Sid?: string;
  Effect: 'Allow' | 'Deny';
  Action?: string | string[];
  NotAction?: string | string[];
  Resource?: string | string[];
  NotResource?: string | string[];
  Principal?: unknown;
  Condition?: Conditions;
}

/** A policy that takes part, by the name that the simulator calls it. */
export interface Policy {
  id: string;
  document: string;
}

export interface Question {
  action: string;
  resource: string;
  context: Context;
  /** The principal's own policies. */
  identity: Policy[];
  boundary?: Policy | undefined;
  /** Service control policies; undefined where there is no organisation, or for its management account. */
  organisation?: Policy[] | undefined;
}

export interface Answer {
  decision: Decision;
  matched: string[];
  missing: string[];
  allowedByBoundary?: boolean;
  allowedByOrganisation?: boolean;
}

/**
 * One request within an account, as IAM's evaluation logic has it: an explicit deny anywhere wins; else the organisation, the
 * boundary and the principal's own policies must each allow. A statement whose conditions ask for a key that was not given
 * does not apply, unless its operator says so.
 */
export function evaluate(question: Question): Answer {
  const own = side(question.identity, question);
  const boundary = question.boundary && side([question.boundary], question);
  const organisation = question.organisation && side(question.organisation, question);
  const detail = {
    missing: own.missing,
    ...(boundary && { allowedByBoundary: boundary.decision === 'allowed' }),
    ...(organisation && { allowedByOrganisation: organisation.decision === 'allowed' }),
  };
  // The simulation ends where the organisation says no.
  if (organisation && organisation.decision !== 'allowed') return { ...detail, decision: organisation.decision, matched: [] };
  const denied = [own, boundary].find((one) => one?.decision === 'explicitDeny');
  if (denied) return { ...detail, decision: 'explicitDeny', matched: denied.matched };
  if (boundary && boundary.decision !== 'allowed') return { ...detail, decision: 'implicitDeny', matched: [] };
  return { ...detail, decision: own.decision, matched: own.matched };
}

function side(policies: Policy[], question: Question): { decision: Decision; matched: string[]; missing: string[] } {
  const allowing: string[] = [];
  const denying: string[] = [];
  const missing = new Set<string>();
  for (const policy of policies)
    for (const statement of statementsOf(policy.document)) {
      if (!covers(statement, question)) continue;
      const { hold, missing: asked } = conditionsHold(statement.Condition ?? {}, question.context);
      for (const key of asked) missing.add(key);
      if (hold) (statement.Effect === 'Deny' ? denying : allowing).push(policy.id);
    }
  const decision = denying.length > 0 ? 'explicitDeny' : allowing.length > 0 ? 'allowed' : 'implicitDeny';
  return { decision, matched: denying.length > 0 ? denying : allowing, missing: [...missing] };
}

function covers(statement: Statement, { action, resource }: Question): boolean {
  const some = (patterns: string | string[], text: string, ignoreCase = false): boolean =>
    [patterns].flat().some((pattern) => matches(pattern, text, ignoreCase));
  const acts = statement.Action !== undefined ? some(statement.Action, action, true) : !some(statement.NotAction ?? [], action, true);
  return acts && (statement.Resource !== undefined ? some(statement.Resource, resource) : !some(statement.NotResource ?? [], resource));
}

export function statementsOf(document: string): Statement[] {
  const { Statement } = JSON.parse(document) as { Statement: Statement | Statement[] };
  return [Statement].flat();
}
