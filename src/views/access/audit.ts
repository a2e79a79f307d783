import type { RichTextElement } from '@slack/types';
import type { Entry, Verdict } from '../../audit/audit.js';
import { cut, dateLeaf, escaped, leaf, list, section } from '../blocks.js';
import type { Draw } from '../message.js';
import { withPeople } from './parts.js';

/** How many entries there are, with the word that fits. */
const counted = (count: number): string => `${count} ${count === 1 ? 'entry' : 'entries'}`;

/**
 * Whether the chain of the audit trail holds.
 * @param noted the number of an end that was noted earlier and looked for in it
 */
export function drawVerdict(verdict: Verdict, noted?: number): Draw {
  const words = verdict.intact
    ? verdict.head
      ? `The audit trail is intact: ${counted(verdict.head.seq)}, each with the hash of the one before; the last is \`${verdict.head.hash.slice(0, 16)}…\`.${noted === undefined ? '' : ` Entry ${noted} is the one that was noted.`}`
      : 'The audit trail is empty.'
    : `*The audit trail is not intact* at entry ${verdict.at}: ${escaped(verdict.wrong.replace(/\.$/, ''))}.`;
  return { text: words, blocks: [section(words)] };
}

const SHOWN = 25;
/** Everything that happened to one request, in order: when, who, what, by what right, and what belongs to it. */
export function auditMessage(entries: Entry[], about: string): Draw {
  const left = entries.length - SHOWN;
  const words =
    entries.length === 0
      ? `Nothing is recorded about ${escaped(about.slice(0, 40))}.`
      : `${counted(entries.length)} about \`${escaped(about.slice(0, 40))}\`${left > 0 ? `; the last ${SHOWN} are shown, \`audit export\` has them all` : ''}.`;
  return { text: words, blocks: [section(words), ...(entries.length > 0 ? [list(entries.slice(-SHOWN).map(line))] : [])] };
}

const line = (entry: Entry): RichTextElement[] => {
  const { what, by } = WORDS[entry.what] ?? { what: entry.what };
  const right = entry.authority.startsWith('request ') || entry.authority === 'none' ? '' : ` (${cut(entry.authority, 100)})`;
  return [
    dateLeaf(entry.at),
    leaf('  '),
    person(entry.who),
    leaf(` ${what.startsWith('refused to ') ? `was ${what.replace('refused to', 'refused, who wanted to')}` : what}`, { bold: true }),
    ...(by ? [leaf(by)] : []),
    ...withPeople(mentioning(right)),
    ...detailsOf(entry.details),
  ];
};

/** Where the word of the trail is no sentence after who did it. */
const WORDS: Record<string, { what: string; by?: string }> = {
  executing: { what: 'began to grant' },
  'policy put': { what: 'put the policy' },
  'policy attached': { what: 'attached the policy' },
  'policy removed': { what: 'removed the policy' },
  'policy detached': { what: 'detached the policy' },
  'stray policy deleted': { what: 'deleted a stray policy' },
  'approval void': { what: 'counts an approval no more' },
  'time is over': { what: 'ended it', by: ': its time was over' },
  time: { what: 'ended it', by: ': its time was over' },
  done: { what: 'returned it early' },
  revoked: { what: 'revoked it' },
  undone: { what: 'undid it' },
  replaced: { what: 'replaced it', by: ' by a longer pause' },
  'taking back': { what: 'takes it back' },
  'allowed by AWS': { what: 'allowed the account' },
  spent: { what: 'read what was spent' },
  expired: { what: 'let it expire' },
  failed: { what: 'gave it up' },
};

const person = (who: string): RichTextElement => (/^[UW][A-Z0-9]{2,}$/.test(who) ? { type: 'user', user_id: who } : leaf(who));

/** Ids of people as Slack writes them, where they stand raw in our own words. */
const mentioning = (words: string): string =>
  words.replace(/(?<![@\w/:-])([UW]0?[A-Z0-9]{4,12})(?![\w/-])/g, (id) => (/\d/.test(id) ? `<@${id}>` : id));

/** Policy, reason and AWS's ids; what is long is in the export. What people typed names nobody. */
function detailsOf(details: Record<string, unknown>): RichTextElement[] {
  const shown = NAMED.flatMap(([key, label]) => {
    const value = details[key];
    return typeof value === 'string' && value !== '' ? [{ key, words: `${label} ${cut(value, 120)}` }] : [];
  });
  return shown
    .slice(0, 3)
    .flatMap(({ key, words }, index) => [leaf(index === 0 ? ': ' : '; '), ...(key === 'why' ? withPeople(words) : [leaf(words)])]);
}

const NAMED: readonly [key: string, label: string][] = [
  ['reason', 'Reason:'],
  ['why', 'why:'],
  ['text', 'text:'],
  ['note', 'note:'],
  ['policy', 'policy'],
  ['managedArn', 'managed policy'],
  ['until', 'until'],
  ['awsRequestId', 'AWS request'],
];
