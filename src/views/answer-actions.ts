import type { ActionsBlock } from '@slack/types';
import { plain } from './blocks.js';
import type { Draw } from './message.js';

export const SHARE = 'answer_share';
export const WHY = 'answer_why';
export const PERIOD = 'answer_period';

/** The buttons under an answer. They carry an opaque id; what it means is in the store. */
export function answerActions(id: string, periods: readonly (readonly [string, string])[]): ActionsBlock {
  return {
    type: 'actions',
    block_id: `answer:${id}`,
    elements: [
      { type: 'button', action_id: SHARE, value: id, text: plain('Share to channel') },
      { type: 'button', action_id: WHY, value: id, text: plain('Why?') },
      {
        type: 'static_select',
        action_id: PERIOD,
        placeholder: plain('Another period'),
        options: periods.map(([value, text]) => ({ text: plain(text), value })),
      },
    ],
  };
}

/** An answer as everybody in the channel sees it: who shared it, and why? for all. */
export function drawShared(draw: Draw, id: string, sharer: string): Draw {
  return {
    text: draw.text,
    blocks: [
      ...draw.blocks,
      { type: 'context', elements: [{ type: 'mrkdwn', text: `Shared by <@${sharer}>` }] },
      { type: 'actions', block_id: `answer:${id}`, elements: [{ type: 'button', action_id: WHY, value: id, text: plain('Why?') }] },
    ],
  };
}
