import type { Draw } from '../views/message.js';
import { withoutNewBlocks } from '../views/plain.js';

/** What Slack calls a message whose blocks it does not take. */
export const BLOCKS_REFUSED = /invalid_blocks|invalid_attachments|invalid_block|only_one_table_allowed|blocks_too_long|unsupported_block/;

export type Form = { text: string; blocks?: Draw['blocks'] };

/** Sends a message as drawn; when Slack refuses its blocks, without the newest ones; at last as text. */
export async function inTheBestForm<Outcome>(
  draw: Draw,
  send: (form: Form) => Promise<Outcome>,
  refused: (outcome: Outcome) => boolean,
): Promise<Outcome> {
  const drawn = await send(draw);
  if (!refused(drawn) || draw.blocks.length === 0) return drawn;
  const plainer = await send(withoutNewBlocks(draw));
  return refused(plainer) ? send({ text: draw.text }) : plainer;
}
