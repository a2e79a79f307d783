import { allBlocks, elementsOf, type PlacedBlock } from './block-tree.js';
import type { Json } from './fake-slack.types.js';
import { blockIsOn, elementIsOn, MAX_BLOCKS, type Surface } from './validate-blocks-surfaces.js';
import type { Problem } from './validate-blocks-words.js';

/** Rules over a whole payload: what one block alone cannot break. Each looks at well-formed and malformed blocks alike. */
type Rule = (placed: PlacedBlock[], surface: Surface, base: string) => Problem[];

const TABLES = ['table', 'data_table'];

/** Characters of all texts inside, however deep: what table limits count. */
const characters = (value: Json): number => {
  if (Array.isArray(value)) return value.reduce((total: number, item: Json) => total + characters(item), 0);
  if (value === null || typeof value !== 'object') return 0;
  return (typeof value.text === 'string' ? value.text.length : 0) + characters(Object.values(value));
};

const lengthOf = (placed: PlacedBlock[], type: string): number =>
  placed.filter(({ block }) => block?.type === type).reduce((total, { block }) => total + characters(block.rows), 0);

const tooMany: Rule = (placed, surface, base) => {
  const top = placed.filter(({ pointer }) => pointer.slice(base.length + 1).indexOf('/') === -1).length;
  return top > MAX_BLOCKS[surface] ? [{ pointer: base, message: `no more than ${MAX_BLOCKS[surface]} items allowed` }] : [];
};

const onSurface: Rule = (placed, surface) =>
  placed.flatMap((it) => [
    ...(blockIsOn(it.block?.type, surface) ? [] : [{ pointer: `${it.pointer}/type`, message: `unsupported type: ${it.block.type}` }]),
    ...elementsOf(it)
      .filter(({ element }) => !elementIsOn(element?.type, surface))
      .map(({ element, elementPointer }) => ({ pointer: `${elementPointer}/type`, message: `unsupported type: ${element.type}` })),
  ]);

/** Repeats among the ids, each at its second place. */
function repeats(ids: { id: unknown; pointer: string }[], name: string): Problem[] {
  const seen = new Set<unknown>();
  return ids.flatMap(({ id, pointer }) => {
    if (id === undefined || !seen.has(id)) {
      seen.add(id);
      return [];
    }
    return [{ pointer, message: `${name} "${String(id)}" already exists` }];
  });
}

const uniqueIds: Rule = (placed) => [
  ...repeats(
    placed
      .filter(({ block }) => block?.type !== 'markdown')
      .map(({ block, pointer }) => ({ id: block?.block_id, pointer: `${pointer}/block_id` })),
    'block_id',
  ),
  ...placed.flatMap((it) =>
    repeats(
      elementsOf(it).map(({ element, elementPointer }) => ({ id: element?.action_id, pointer: `${elementPointer}/action_id` })),
      'action_id',
    ),
  ),
];

const tables: Rule = (placed, _surface, base) => {
  const found = placed.filter(({ block }) => TABLES.includes(block?.type));
  const second = found[1];
  return [
    ...(second ? [{ pointer: second.pointer, message: 'only_one_table_allowed' }] : []),
    ...(lengthOf(placed, 'table') > 10_000 ? [{ pointer: base, message: 'tables must have less than 10001 characters in all' }] : []),
    ...(lengthOf(placed, 'data_table') > 20_000
      ? [{ pointer: base, message: 'data tables must have less than 20001 characters in all' }]
      : []),
  ];
};

const charts: Rule = (placed) =>
  placed
    .filter(({ block }) => block?.type === 'data_visualization')
    .slice(2, 3)
    .map(({ pointer }) => ({ pointer, message: 'no more than 2 data_visualization blocks allowed' }));

const markdown: Rule = (placed, _surface, base) => {
  const total = placed
    .filter(({ block }) => block?.type === 'markdown' && typeof block.text === 'string')
    .reduce((sum, { block }) => sum + block.text.length, 0);
  return total > 12_000 ? [{ pointer: base, message: 'markdown blocks must have less than 12001 characters in all' }] : [];
};

const oneFocus: Rule = (placed) =>
  placed
    .flatMap(elementsOf)
    .filter(({ element }) => element?.focus_on_load === true)
    .slice(1)
    .map(({ elementPointer }) => ({ pointer: `${elementPointer}/focus_on_load`, message: 'only one element can be focused on load' }));

const RULES: Rule[] = [tooMany, onSurface, uniqueIds, tables, charts, markdown, oneFocus];

export function problemsOfWhole(blocks: Json, surface: Surface, base: string): Problem[] {
  const placed = allBlocks(blocks, base);
  return RULES.flatMap((rule) => rule(placed, surface, base));
}
