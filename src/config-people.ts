import { z } from 'zod';

const CURE = 'Slack copies it from the person’s profile, under ⋮ and "Copy member ID"';
const text = z.string({ error: 'must be text; put it in quotes' }).min(1, 'is empty');

/** One person. A name would match nobody, and nobody would hear of it. */
const personId = text.regex(/^[UW][A-Z0-9]{2,}$/, `must be the Slack id of a person, such as U0123456789, and not a name; ${CURE}`);
const personOrGroupId = text.regex(
  /^[UWS][A-Z0-9]{2,}$/,
  `must be the Slack id of a person, such as U0123456789, or of a user group, such as S0123456789; ${CURE}`,
);

const notList = { error: 'must be a list, such as [U0123456789]' };

export const people = z.array(personId, notList).default([]);
export const peopleAndGroups = z.array(personOrGroupId, notList).default([]);
