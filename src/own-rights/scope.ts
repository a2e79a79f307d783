/** All roles and users below a path, in whichever account the policy is put. */
export const below = (path: string): string[] => [`arn:aws:iam::*:role${path}*`, `arn:aws:iam::*:user${path}*`];

/**
 * What `access.protectedRoles` names, as IAM's patterns. A name may stand at any depth below the path; IAM's `*` passes over
 * slashes, so a few more may be covered, which for a deny is the safe side.
 */
export const named = (pattern: string, path: string): string[] =>
  pattern.startsWith('arn:')
    ? [pattern]
    : ['role', 'user'].flatMap((kind) => [`${path}${pattern}`, `${path}*/${pattern}`].map((one) => `arn:aws:iam::*:${kind}${one}`));
