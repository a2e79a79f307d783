import { context, cut, escaped, sentence as spoken } from './blocks.js';
import type { Draw } from './message.js';

/** One sentence that says what went wrong and what to do, with the reference that is also in the log. */
export function drawFailure(sentence: string, reference?: string): Draw {
  return {
    text: `${escaped(sentence)}${reference ? ` (reference ${reference})` : ''}`,
    blocks: [spoken(cut(sentence, 2500)), ...(reference ? [context(`Reference ${reference}`)] : [])],
  };
}
