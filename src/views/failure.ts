import { context, cut, escaped, section, sentence as spoken } from './blocks.js';
import type { Draw } from './message.js';

/** One sentence that says what went wrong and what to do, with the reference that is also in the log. */
/** @param people Slack ids of those who can help, named after the sentence */
export function drawFailure(sentence: string, reference?: string, people: string[] = []): Draw {
  const names = people.map((id) => ` <@${id}>`).join('');
  return {
    text: `${escaped(sentence)}${names}${reference ? ` (reference ${reference})` : ''}`,
    blocks: [
      spoken(cut(sentence, 2500)),
      ...(people.length > 0 ? [section(names.trim())] : []),
      ...(reference ? [context(`Reference ${reference}`)] : []),
    ],
  };
}
