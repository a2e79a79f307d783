/** Characters of all inline policies together, by kind of principal (IAM and STS quotas). They cannot be raised. */
export const INLINE_LIMIT = { role: 10_240, user: 2_048 } as const;

export interface Room {
  /** Characters that all inline policies would have together. */
  used: number;
  limit: number;
  fits: boolean;
}

/** How IAM counts a document against the quota: every character but white space. */
export const sizeOf = (document: string): number => document.replace(/\s/gu, '').length;

/** What there is to put, and what the principal has already; a policy of the same name is replaced and not counted. */
export function roomFor(
  principal: { kind: 'role' | 'user'; inline: { name: string; document: string }[] },
  policy: { name: string; document: string },
): Room {
  const others = principal.inline.filter((one) => one.name !== policy.name);
  const used = [...others, policy].reduce((sum, one) => sum + sizeOf(one.document), 0);
  const limit = INLINE_LIMIT[principal.kind];
  return { used, limit, fits: used <= limit };
}
