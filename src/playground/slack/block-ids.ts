import { allBlocks, elementsOf } from './block-tree.js';
import type { Json } from './fake-slack.types.js';

const INTERACTIVE = /button|select|picker|checkboxes|overflow|input/;

/** A copy of the blocks in which each has a block_id and each interactive element an action_id, as Slack stores them. */
export function withIds(blocks: Json[]): Json[] {
  const copy = structuredClone(blocks);
  allBlocks(copy).forEach((placed, index) => {
    placed.block.block_id ??= `block-${index + 1}`;
    elementsOf(placed).forEach(({ element }, place) => {
      if (INTERACTIVE.test(element.type)) element.action_id ??= `action-${index + 1}-${place + 1}`;
    });
  });
  return copy;
}
