import type { FileConfig } from './config-schema.js';

/** People who may break the glass and whose broken glass nobody could review: nobody reviews what they did themselves. */
export function unreviewable({ access, admins }: Pick<FileConfig, 'access' | 'admins'>): string[] {
  const { people, reviewers } = access.breakGlass;
  const rule = reviewers === undefined ? [] : [access.approvers[reviewers] ?? []].flat();
  // Who is in a group, and who manages the team, is seen when it comes to it.
  if (rule.some((one) => one === 'team-managers' || one.startsWith('S'))) return [];
  return people
    .filter((id) => [...rule, ...admins].every((one) => one === id))
    .map((id) => `Nobody could review what ${id} does by breaking the glass; name others under access.breakGlass.reviewers or admins.`);
}

/** Consents that AWS defines: docs.aws.amazon.com/bedrock/latest/userguide/data-retention.html. */
const CONSENTS = ['provider_data_share'];

/** Consents that aispend has no words for. They may be a company's own, so they are shown and recorded as written. */
export const unknownConsents = ({ access }: Pick<FileConfig, 'access'>): string[] =>
  access.models.flatMap(({ consent }, index) =>
    consent === undefined || CONSENTS.includes(consent)
      ? []
      : [`access.models[${index}].consent is "${consent}", which aispend does not know and shows as it is; known: ${CONSENTS.join(', ')}.`],
  );
