import { invalid } from './aws-error.js';
import { filterDimension } from './cost-explorer-dimensions.js';
import type { Expression, Match } from './cost-explorer-input.js';
import type { Row } from './cost-explorer-rows.js';

export type Filter = (row: Row) => boolean;

const ROOTS = ['And', 'Or', 'Not', 'Dimensions', 'Tags', 'CostCategories'] as const;

/**
 * An Expression as a test of rows. Tags that are not activated are as good as not there; a tag or value that nobody uses
 * matches nothing and is no error. @throws AwsError for what Cost Explorer refuses.
 */
export function readFilter(expression: Expression | undefined, activeTags: string[]): Filter {
  if (!expression) return () => true;
  const roots = ROOTS.filter((root) => expression[root] !== undefined);
  if (roots.length !== 1)
    throw invalid(
      `Expression has ${roots.length === 0 ? 'zero' : 'more than one'} roots. Only one root operator is allowed for each expression: Or, And, Not, Dimensions, Tags, CostCategories`,
    );
  const { And, Or, Not, Dimensions, Tags, CostCategories } = expression;
  if (And) {
    const parts = operands('And', And, activeTags);
    return (row) => parts.every((part) => part(row));
  }
  if (Or) {
    const parts = operands('Or', Or, activeTags);
    return (row) => parts.some((part) => part(row));
  }
  if (Not) {
    const part = readFilter(Not, activeTags);
    return (row) => !part(row);
  }
  if (Dimensions) return dimension(Dimensions);
  if (Tags) return tag(Tags, activeTags);
  return costCategory(CostCategories as Match);
}

function operands(name: string, parts: Expression[], activeTags: string[]): Filter[] {
  if (parts.length < 2) throw invalid(`${name} expression must have at least 2 operands`);
  return parts.map((part) => readFilter(part, activeTags));
}

function dimension(match: Match): Filter {
  const read = filterDimension(match.Key ?? '');
  checkOptions(match, ['CASE_SENSITIVE', 'EQUALS']);
  const values = valuesOf(match);
  return (row) => values.has(read(row));
}

function tag(match: Match, activeTags: string[]): Filter {
  checkOptions(match, ['CASE_SENSITIVE', 'EQUALS', 'ABSENT']);
  const key = match.Key;
  if (!key) throw invalid('Tags expression must have a key');
  const active = activeTags.includes(key);
  if (isAbsent(match)) return (row) => !active || row.line.tags[key] === undefined;
  const values = valuesOf(match);
  return (row) => values.has((active && row.line.tags[key]) || '');
}

/** The account has no cost categories, so everything is outside of each. */
function costCategory(match: Match): Filter {
  checkOptions(match, ['CASE_SENSITIVE', 'EQUALS', 'ABSENT']);
  const absent = isAbsent(match) || valuesOf(match).has('');
  return () => absent;
}

function isAbsent(match: Match): boolean {
  if (!match.MatchOptions?.includes('ABSENT')) return false;
  if (match.Values && match.Values.length > 0) throw invalid('Values must not be given when the MatchOptions contain ABSENT');
  return true;
}

function valuesOf(match: Match): Set<string> {
  if (!match.Values || match.Values.length === 0) throw invalid(`Values are required for the key ${match.Key ?? ''}`);
  return new Set(match.Values);
}

function checkOptions(match: Match, allowed: string[]): void {
  if (match.MatchOptions?.some((option) => !allowed.includes(option)))
    throw invalid(`MatchOptions contain not allowed match option. Allowed MatchOptions:${allowed.join(', ')}`);
}
