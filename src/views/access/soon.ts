import type { AccessRequest } from '../../access/request.js';

/** How long it takes from the approval until "Granted" is said: what IAM is given, as configured (access.settleSeconds). */
export function soon({ settleSeconds }: Pick<AccessRequest, 'settleSeconds'>): string {
  if (settleSeconds === undefined) return 'within a minute';
  if (settleSeconds <= 5) return 'within seconds';
  return settleSeconds < 90 ? `in about ${settleSeconds} seconds` : `in about ${Math.round(settleSeconds / 60)} minutes`;
}
