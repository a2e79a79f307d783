import { invalid } from './aws-error.js';
import { groupDimension } from './cost-explorer-dimensions.js';
import type { Row } from './cost-explorer-rows.js';

export interface GroupDefinition {
  Type?: string | undefined;
  Key?: string | undefined;
}

const MOST = 2;

/**
 * Readers of a row's group keys: a dimension's plain value, `key$value` for a tag and `key$` without one. A tag that is not
 * activated, or that nobody has heard of, has no values. @throws AwsError for more than two or an unknown kind.
 */
export function readGroups(definitions: GroupDefinition[], activeTags: string[]): ((row: Row) => string)[] {
  if (definitions.length > MOST) throw invalid(`The number of group definitions must not exceed ${MOST}`);
  return definitions.map(({ Type, Key }) => {
    if (!Key) throw invalid('Group Definition key must not be empty');
    if (Type === 'DIMENSION') return groupDimension(Key);
    if (Type === 'COST_CATEGORY') return () => `${Key}$`;
    if (Type !== 'TAG') throw invalid(`Group Definition type ${Type ?? ''} is invalid. Valid values are DIMENSION, TAG, COST_CATEGORY`);
    return activeTags.includes(Key) ? (row) => `${Key}$${row.line.tags[Key] ?? ''}` : () => `${Key}$`;
  });
}
