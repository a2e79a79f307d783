import { type EvaluationResult, type IAMClient, SimulatePrincipalPolicyCommand } from '@aws-sdk/client-iam';
import type { Calls } from './aws-calls.js';
import type { Decision, Simulated, Simulation } from './iam.js';

const STRICTNESS: Record<Decision, number> = { allowed: 0, implicitDeny: 1, explicitDeny: 2 };

/** What IAM's simulator decides, one entry for each action in the order they were asked. @throws Unavailable */
export async function simulate(client: IAMClient, calls: Calls, asked: Simulation): Promise<Simulated[]> {
  const results: EvaluationResult[] = [];
  let marker: string | undefined;
  do {
    const page = await calls.read('iam:SimulatePrincipalPolicy', () =>
      client.send(
        new SimulatePrincipalPolicyCommand({
          PolicySourceArn: asked.principal,
          ActionNames: asked.actions,
          ...(asked.resources.length > 0 && { ResourceArns: asked.resources }),
          ContextEntries: asked.context.map((one) => ({ ContextKeyName: one.key, ContextKeyType: one.type, ContextKeyValues: one.values })),
          ...(asked.extraPolicies?.length && { PolicyInputList: asked.extraPolicies }),
          MaxItems: 1000,
          Marker: marker,
        }),
      ),
    );
    results.push(...(page.EvaluationResults ?? []));
    marker = page.IsTruncated ? page.Marker : undefined;
  } while (marker !== undefined);
  return asked.actions.map((action) =>
    together(
      action,
      results.filter((one) => one.EvalActionName?.toLowerCase() === action.toLowerCase()),
    ),
  );
}

/**
 * The simulator used to answer once for each action and resource and now answers once for each action, with the resources
 * inside; both are read. An action it says nothing of is not allowed.
 */
function together(action: string, results: EvaluationResult[]): Simulated {
  const inside = results.flatMap((one) => one.ResourceSpecificResults ?? []);
  const resources = [
    ...inside.map((one) => ({ arn: one.EvalResourceName ?? '*', decision: decided(one.EvalResourceDecision) })),
    ...results
      .filter((one) => !one.ResourceSpecificResults?.length)
      .map((one) => ({ arn: one.EvalResourceName ?? '*', decision: decided(one.EvalDecision) })),
  ];
  const decisions = [...results.map((one) => decided(one.EvalDecision)), ...resources.map((one) => one.decision)];
  const every = [...results, ...inside];
  const organisation = results.some((one) => one.OrganizationsDecisionDetail?.AllowedByOrganizations === false);
  const boundary = every.some((one) => one.PermissionsBoundaryDecisionDetail?.AllowedByPermissionsBoundary === false);
  const by = organisation ? 'organisation' : boundary ? 'boundary' : undefined;
  return {
    action,
    decision: decisions.reduce((a, b) => (STRICTNESS[b] > STRICTNESS[a] ? b : a), decisions.length > 0 ? 'allowed' : 'implicitDeny'),
    ...(by && { by }),
    matched: unique(every.flatMap((one) => one.MatchedStatements ?? []).map((one) => one.SourcePolicyId ?? '')),
    missing: unique(every.flatMap((one) => one.MissingContextValues ?? [])),
    resources,
  };
}

const decided = (decision: string | undefined): Decision =>
  decision === 'allowed' || decision === 'explicitDeny' ? decision : 'implicitDeny';
const unique = (list: string[]): string[] => [...new Set(list.filter((one) => one !== ''))];
