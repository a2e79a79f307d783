import type { Json } from './fake-slack.types.js';

/** A block with where it stands: "/blocks/2" or "/blocks/2/child_blocks/0". */
export interface PlacedBlock {
  block: Json;
  pointer: string;
}

export interface PlacedElement extends PlacedBlock {
  element: Json;
  elementPointer: string;
}

const list = (value: Json): Json[] => (Array.isArray(value) ? value : []);

/** All blocks of a payload, those inside containers, carousels and plans included. */
export function allBlocks(blocks: Json, base = '/blocks'): PlacedBlock[] {
  return list(blocks).flatMap((block, index) => {
    const pointer = `${base}/${index}`;
    const inner = block?.type === 'carousel' ? ['elements'] : ['child_blocks', 'tasks'];
    return [{ block, pointer }, ...inner.flatMap((key) => allBlocks(block?.[key], `${pointer}/${key}`))];
  });
}

/** The elements of one block: accessory, actions, inputs, buttons of cards, images and texts of contexts. */
export function elementsOf({ block, pointer }: PlacedBlock): PlacedElement[] {
  const lists = block?.type === 'card' ? ['actions'] : ['actions', 'context', 'context_actions'].includes(block?.type) ? ['elements'] : [];
  const many = lists.flatMap((key) =>
    list(block[key]).map((element, index) => ({ element, elementPointer: `${pointer}/${key}/${index}` })),
  );
  const single = ['accessory', 'element']
    .filter((key) => block?.[key])
    .map((key) => ({ element: block[key], elementPointer: `${pointer}/${key}` }));
  return [...many, ...single].map((found) => ({ block, pointer, ...found }));
}

export const allElements = (blocks: Json, base = '/blocks'): PlacedElement[] => allBlocks(blocks, base).flatMap(elementsOf);
