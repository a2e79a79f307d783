import { type Decimal, usd } from '../money.js';
import type { Spelling } from '../spend/spellings.js';
import { visible } from '../typed-text.js';
import { cut, escaped, preformatted, section } from './blocks.js';
import type { DrawnBlock } from './message.js';

const SHOWN = 5;

/** @param costOf what a spelling cost in the period; undefined when it is not in the answer */
export function drawSpellings(all: Spelling[], costOf: (name: string) => Decimal | undefined): DrawnBlock[] {
  if (all.length === 0) return [];
  const shown = all.slice(0, SHOWN);
  const name = (one: string): string => {
    const cost = costOf(one);
    return `${escaped(cut(visible(one), 100))}${cost ? ` (${usd(cost)})` : ''}`;
  };
  const lines = shown.map(({ team, others }) => `• ${[team, ...others.slice(0, SHOWN)].map(name).join(', ')}`);
  const rest = all.length > shown.length ? `\n${all.length - shown.length} more are spelled in several ways.` : '';
  return [
    section(
      `*One team, spelled in several ways?* These are counted as different teams:\n${lines.join('\n')}${rest}\nIf they are one, write this into aispend.yaml; nothing is merged until you do.`,
    ),
    preformatted(yaml(shown)),
  ];
}

/** The same for a message's plain text. */
export const spellingWords = (all: Spelling[]): string[] =>
  all
    .slice(0, SHOWN)
    .map(
      ({ team, others }) => `Counted as different teams: ${[team, ...others].map((one) => escaped(cut(visible(one), 100))).join(', ')}.`,
    );

/** The part of aispend.yaml that makes the other spellings aliases. */
export const yaml = (all: Spelling[]): string =>
  [
    'teams:',
    ...all.flatMap(({ team, configured, aliases }) => [
      `  - name: ${scalar(team)}${configured ? '  # is there: change its aliases' : ''}`,
      `    aliases: [${aliases.map(scalar).join(', ')}]`,
    ]),
  ].join('\n');

/** Text that YAML reads as this very text. In double quotes it knows the escapes of JSON (YAML 1.2, 7.3.1). */
function scalar(name: string): string {
  if (/^[a-z][\w-]*$/i.test(name) && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(name)) return name;
  return JSON.stringify(name).replace(/[\p{C}\p{M}\p{Z}]/gu, (one) =>
    one === ' ' ? one : [...one].map((part) => `\\U${(part.codePointAt(0) as number).toString(16).padStart(8, '0')}`).join(''),
  );
}
