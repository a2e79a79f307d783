import type { Rights } from './ports.js';
import { simulated } from './preflight-principal.js';
import type { AccessRequest } from './request.js';
import { context, simulateTarget } from './simulate-target.js';
import type { World } from './world.js';

/** Any model will do: a pause denies them all. */
const ANY_MODEL = 'arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-3-haiku-20240307-v1:0';

/**
 * What IAM's simulator holds against a policy that is in place; `final` when waiting does not help.
 * @throws Unavailable when it cannot be asked
 */
export async function standsAgainst(
  world: World,
  rights: Rights,
  request: AccessRequest,
): Promise<{ line: string; final: boolean } | undefined> {
  const now = world.now();
  if (!request.target) {
    const results = await rights.simulate({
      principal: request.principal,
      actions: ['bedrock:InvokeModel'],
      resources: [ANY_MODEL],
      context: context(now),
    });
    const denied = results.length > 0 && results.every((one) => one.decision === 'explicitDeny');
    return denied
      ? undefined
      : { line: "IAM's simulator does not confirm the pause; look at the principal in the IAM console.", final: false };
  }
  const principal = await rights.principal(request.principal);
  if (!principal) return { line: 'The role or user no longer exists.', final: true };
  const results = await simulateTarget(rights, request.principal, request.target, now);
  const bad = simulated(principal, request.target, results).find((one) => one.level === 'blocking');
  if (!bad) return undefined;
  const final = results.some((one) => one.by !== undefined || one.decision === 'explicitDeny');
  return { line: [bad.line, bad.cure].filter(Boolean).join(' '), final };
}
