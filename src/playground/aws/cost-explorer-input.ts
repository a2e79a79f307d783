import { z } from 'zod';
import { AwsError } from './aws-error.js';

/** Shapes as in the service's model; members nobody reads here are let through, as AWS does. */
export const timePeriod = z.object({ Start: z.string(), End: z.string() });

const match = z.object({
  Key: z.string().optional(),
  Values: z.array(z.string()).optional(),
  MatchOptions: z.array(z.string()).optional(),
});
export type Match = z.infer<typeof match>;

export interface Expression {
  And?: Expression[] | undefined;
  Or?: Expression[] | undefined;
  Not?: Expression | undefined;
  Dimensions?: Match | undefined;
  Tags?: Match | undefined;
  CostCategories?: Match | undefined;
}

export const expression: z.ZodType<Expression> = z.lazy(() =>
  z.object({
    And: z.array(expression).optional(),
    Or: z.array(expression).optional(),
    Not: expression.optional(),
    Dimensions: match.optional(),
    Tags: match.optional(),
    CostCategories: match.optional(),
  }),
);

export const sortBy = z.array(z.object({ Key: z.string(), SortOrder: z.enum(['ASCENDING', 'DESCENDING']).optional() })).optional();

/** @throws AwsError in the words of AWS's own shape check, or SerializationException for a value of another JSON type. */
export function read<T>(shape: z.ZodType<T>, input: unknown): T {
  const parsed = shape.safeParse(input, { reportInput: true });
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const path = issue?.path.map((part) => (typeof part === 'string' ? part.charAt(0).toLowerCase() + part.slice(1) : part)).join('.') ?? '';
  if (issue?.code === 'invalid_type' && issue.input !== undefined && issue.input !== null)
    throw new AwsError('SerializationException', `${path}: expected ${issue.expected}`);
  const value = issue?.input === undefined || issue.input === null ? 'null' : `'${String(issue.input)}'`;
  const rule = value === 'null' ? 'Member must not be null' : (issue?.message ?? '');
  throw new AwsError(
    'ValidationException',
    `1 validation error detected: Value ${value} at '${path}' failed to satisfy constraint: ${rule}`,
  );
}
