import { fold } from '../did-you-mean.js';
import { visible } from '../typed-text.js';
import type { TeamRule } from './teams.js';

/** Tag values that differ from a team's name only in how they are spelled, and so are counted as teams of their own. */
export interface Spelling {
  /** The team that they may be: the configured one, else the plainest spelling. */
  team: string;
  configured: boolean;
  /** The other spellings that were billed. */
  others: string[];
  /** What the team's `aliases` in aispend.yaml would be, those that are there first. */
  aliases: string[];
}

/**
 * Teams that look like one spelled in several ways. A guess to be shown, never acted upon: whether they are one is the
 * organisation's to say. Names that are configured as teams of their own are meant to be different.
 *
 * @param billed teams that spent, as their owners' names
 */
export function spellings(billed: Iterable<string>, rules: readonly TeamRule[]): Spelling[] {
  const configured = new Set(rules.map(({ name }) => name));
  const alike = new Map<string, string[]>();
  for (const name of new Set(billed)) if (!configured.has(name)) alike.set(fold(name), [...(alike.get(fold(name)) ?? []), name]);
  return [...alike].flatMap(([folded, names]): Spelling[] => {
    const [rule, ...more] = rules.filter(({ name, aliases }) => [name, ...aliases].some((one) => fold(one) === folded));
    const team = rule?.name ?? (names.includes(folded) ? folded : ([...names].sort()[0] as string));
    const others = names.filter((name) => name !== team).sort();
    if (more.length > 0 || others.length === 0) return [];
    return [{ team, configured: rule !== undefined, others, aliases: [...(rule?.aliases ?? []), ...others] }];
  });
}

/** "data-science and Data-Science": names that look the same are told apart. */
const spelled = ({ team, others }: Spelling): string => {
  const names = [team, ...others].map(visible);
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
};

const NAMED = 3;

/** One line about all of them; none when there are none. */
export function spellingHints(found: Spelling[]): string[] {
  if (found.length === 0) return [];
  const named = found.slice(0, NAMED).map(spelled).join('; ');
  const more = found.length > NAMED ? `; and ${found.length - NAMED} more` : '';
  return [`Counted as different teams: ${named}${more}. If they are one, \`coverage\` shows the alias to add to aispend.yaml.`];
}
