import { PEOPLE, withPeople } from '../errors.js';
import { context, cut, escaped, section, sentence as spoken } from './blocks.js';
import type { Draw } from './message.js';

/**
 * One sentence that says what went wrong and what to do, with the reference that is also in the log.
 * @param people Slack ids of those who can help, named where `{people}` stands in the sentence, or after it
 */
export function drawFailure(sentence: string, reference?: string, people: string[] = []): Draw {
  const within = people.length > 0 && sentence.includes(PEOPLE);
  const names = within ? '' : people.map((id) => ` <@${id}>`).join('');
  return {
    text: `${withPeople(escaped(sentence), people)}${names}${reference ? ` (reference ${reference})` : ''}`,
    blocks: [
      spoken(cut(sentence, 2500), within ? people : []),
      ...(names !== '' ? [section(names.trim())] : []),
      ...(reference ? [context(`Reference ${reference}`)] : []),
    ],
  };
}
