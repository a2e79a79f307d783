import type { z } from 'zod';

/** What is wrong and where, as Slack's `response_metadata.messages` put it: "must be less than 151 characters" at "/blocks/0/text/text". */
export interface Problem {
  pointer: string;
  message: string;
}

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

const pointer = (base: string, path: Path): string => [base, ...path.map(String)].join('/');
const at = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((inner, key) => (inner as Record<PropertyKey, unknown> | undefined)?.[key], value);

function tooMuch(issue: Issue & { code: 'too_big' }): string {
  if (issue.origin === 'string') return `must be less than ${Number(issue.maximum) + 1} characters`;
  return issue.origin === 'array' ? `no more than ${issue.maximum} items allowed` : `must be at most ${issue.maximum}`;
}

function tooLittle(issue: Issue & { code: 'too_small' }): string {
  if (issue.origin === 'string') return `must be more than ${Number(issue.minimum) - 1} characters`;
  if (issue.origin === 'array') return `no fewer than ${issue.minimum} items allowed`;
  return `must be ${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}`;
}

/** The findings of a schema in Slack's words. A missing field is told at its parent, as Slack does. */
export function inSlacksWords(issues: readonly Issue[], value: unknown, base: string): Problem[] {
  return issues.flatMap((issue): Problem[] => {
    const here = pointer(base, issue.path);
    const found = at(value, issue.path);
    const missing = (path: Path): Problem => ({
      pointer: pointer(base, path.slice(0, -1)),
      message: `missing required field: ${String(path.at(-1))}`,
    });
    switch (issue.code) {
      case 'too_big':
        return [{ pointer: here, message: tooMuch(issue) }];
      case 'too_small':
        return [{ pointer: here, message: tooLittle(issue) }];
      case 'unrecognized_keys':
        return issue.keys.map((key) => ({ pointer: here, message: `invalid additional property: ${key}` }));
      case 'invalid_union':
        return [found === undefined ? missing(issue.path) : { pointer: here, message: `unsupported type: ${String(found)}` }];
      case 'invalid_type':
        return [found === undefined ? missing(issue.path) : { pointer: here, message: `must provide a ${issue.expected}` }];
      case 'invalid_value':
        return [found === undefined ? missing(issue.path) : { pointer: here, message: `must be one of: ${issue.values.join(', ')}` }];
      default:
        return [{ pointer: here, message: issue.message }];
    }
  });
}
