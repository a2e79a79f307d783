/** The organisation's accounts; the first one pays. */
export const ACCOUNTS = [
  { id: '418273650914', name: 'halden-management' },
  { id: '702915384627', name: 'halden-production' },
  { id: '350618942753', name: 'halden-research' },
  { id: '863047219586', name: 'halden-business' },
];

export const [MANAGEMENT, PRODUCTION, RESEARCH, BUSINESS] = ACCOUNTS.map((account) => account.id) as [string, string, string, string];

/** The billing prefix of the region each account works in. */
export const REGION: Record<string, string> = { [MANAGEMENT]: 'USE1', [PRODUCTION]: 'USE1', [RESEARCH]: 'USW2', [BUSINESS]: 'EUC1' };

/** Cost allocation tags as the payer sees them: activated ones carry values, the others exist and group to nothing. */
export const ACTIVE_TAGS = ['iamPrincipal/team', 'iamPrincipal/project', 'iamPrincipal/cost-center', 'team'];
export const INACTIVE_TAGS = ['iamPrincipal/owner', 'environment'];
