import type { AccessRequest } from '../../access/request.js';

/** How long it takes from the approval until "Granted" is said: what IAM is given, as configured (access.settleSeconds). */
export function soon({ settleSeconds }: Pick<AccessRequest, 'settleSeconds'>): string {
  if (settleSeconds === undefined) return 'within a minute';
  if (settleSeconds <= 5) return 'within seconds';
  return settleSeconds < 90 ? `in about ${settleSeconds} seconds` : `in about ${Math.round(settleSeconds / 60)} minutes`;
}

/** IAM says no time by which a change holds everywhere; the same is said before "Granted" and with it. */
export const enforced = (when: 'then' | 'now'): string => `As a rule AWS enforces it by ${when}, in some places up to a minute later.`;
