import { literal } from '../ledger/duckdb.js';
import { type Columns, mapOf } from './columns.js';

const PREFIXED = /^(iamPrincipal|resourceTags|accountTag|userAttribute|costCategory)\//;

/**
 * SQL giving the value of a configured tag: of the keys, written as Cost Explorer writes them, the first with a value
 * that is not empty; NULL or empty when none has. CUR 2.0 keeps every tag in `tags` under a prefix, where Cost
 * Explorer's plain `team` is `resourceTags/team`; older exports have resource tags only, in `resource_tags` under
 * `user_team`.
 */
export function tagValue(columns: Columns, keys: string[]): string {
  const [last, ...earlier] = keys.flatMap((key) => lookups(columns, key)).reverse();
  if (last === undefined) return 'CAST(NULL AS VARCHAR)';
  return `coalesce(${[...earlier.reverse().map((lookup) => `nullif(${lookup}, '')`), last].join(', ')})`;
}

function lookups(columns: Columns, key: string): string[] {
  const tags = mapOf(columns, 'tags');
  const resourceTags = mapOf(columns, 'resource_tags');
  const plain = key.replace(/^resourceTags\//, '').replace(/^user:/, '');
  const isResourceTag = !PREFIXED.test(key) || key.startsWith('resourceTags/');
  const found = tags ? [entry(tags, isResourceTag ? `resourceTags/${plain}` : key)] : [];
  if (resourceTags && isResourceTag) found.push(...legacyNames(plain).map((name) => entry(resourceTags, name)));
  return found;
}

/** SQL looking a key up in a map. DuckDB finds places in lists in less time than entries of maps. A map that has yet to be made is not made twice. */
const entry = (map: string, key: string): string =>
  /^\w+$/.test(map) ? `map_values(${map})[list_position(map_keys(${map}), ${literal(key)})]` : `${map}[${literal(key)}]`;

/**
 * Names of a resource tag in `resource_tags`. AWS writes "CostCenter" as `user_cost_center` (an underscore before capitals,
 * lower case, other characters to `_`, no doubled ones) and its own `aws:createdBy` as `aws_created_by`; exports with the
 * case kept or merely lowered are seen too.
 */
export function legacyNames(key: string): string[] {
  const name = key.startsWith('aws:') ? key : `user:${key}`;
  const clean = (text: string) => text.replaceAll(/[^\p{L}\p{N}]+/gu, '_').replace(/_$/, '');
  return [
    ...new Set([clean(name.replaceAll(/(?<=[\p{Ll}\p{N}])(?=\p{Lu})/gu, '_')).toLowerCase(), clean(name).toLowerCase(), clean(name)]),
  ];
}

/** True when some configured key lives only in `tags` and the file has none, so that nobody can be told apart by it. */
export const cannotTellTag = (columns: Columns, keys: string[]): boolean => keys.every((key) => lookups(columns, key).length === 0);
