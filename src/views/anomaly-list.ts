import type { Button } from '@slack/types';
import { usd } from '../money.js';
import { addDays, showDay, showSpan } from '../period.js';
import type { Subject } from '../spend/anomalies/incident.js';
import type { Announced, IncidentRow } from '../spend/anomalies/incident-row.js';
import { ANOMALY_CLOSER, flat } from './anomaly.js';
import { excessOf, subjectWords, unusualDays } from './anomaly-words.js';
import { context, cut, escaped, header, plain, section, sentence } from './blocks.js';
import type { Draw, DrawnBlock } from './message.js';

/** Slack takes 50 blocks a message. */
const SHOWN = 40;

/**
 * @param aws how AWS Cost Anomaly Detection is used, one sentence
 * @param looked whether anybody has looked yet
 */
export function drawIncidents(
  rows: IncidentRow[],
  announced: Announced[],
  billedUntil: string | undefined,
  aws: string,
  slash: string,
  looked = true,
): Draw {
  const open = rows.filter((row) => row.state === 'open').length;
  const title =
    open === 0
      ? looked
        ? 'Nothing unusual is open'
        : 'Unusual spend has not been looked for yet'
      : open === 1
        ? '1 open incident'
        : `${open} open incidents`;
  const shown: DrawnBlock[] = rows.slice(0, SHOWN).map((row) => ({ ...section(line(row)), accessory: closer(row) }));
  const rest = rows.length - shown.length;
  const plans = announced.length === 0 ? '' : `*Announced*\n${announced.slice(0, 20).map(announcedLine).join('\n')}`;
  const until = billedUntil
    ? `Billed in full until ${showDay(billedUntil)}; later days are not judged yet.`
    : 'The bill has not been read yet.';
  return {
    text: cut([`${title}.`, ...rows.map((row) => flat(line(row)).replaceAll('`', '')), until].join(' '), 3500),
    blocks: [
      header(title),
      ...shown,
      ...(rest > 0 ? [section(`${rest} more are not listed.`)] : []),
      ...(plans ? [section(plans)] : []),
      context(escaped(`${until} ${aws} \`${slash} planned\` announces what is meant.`)),
    ],
  };
}

const closer = (row: IncidentRow): Button => ({ type: 'button', action_id: ANOMALY_CLOSER, value: row.id, text: plain('Look closer') });

function line(row: IncidentRow): string {
  const what = row.subject ? escaped(subjectWords(row.subject)) : 'AWS Cost Anomaly Detection';
  const days = row.seen ? unusualDays(row.seen) : row.aws ? showSpan({ start: row.aws.from, end: addDays(row.aws.until, 1) }) : '';
  const planned = row.plan ? ` Planned until ${showDay(row.plan.until)}, says <@${row.plan.by}>.` : '';
  return `*${what}*: ${row.seen ? '' : 'about '}${usd(excessOf(row))} above expected on ${days}.${planned} \`${row.id}\``;
}

/** "`k3m9p2` team engineering, 25–27 Nov 2026, by @ada: load test" */
export const announcedLine = (one: Announced): string =>
  `\`${one.id}\` ${announcedWords(one)}, announced by <@${one.by}>${one.note ? `: ${escaped(one.note)}` : ''}`;

const announcedWords = (one: Announced): string =>
  `${escaped(kindAndName(one.subject))}, ${showSpan({ start: one.from, end: addDays(one.until, 1) })}`;

const kindAndName = (subject: Subject): string =>
  subject.kind === 'team' && subject.name !== '' ? `Team ${subject.name}` : subjectWords(subject);

/** What was announced, or that it had been. */
export function drawAnnounced(one: Announced, did: 'added' | 'there', slash: string): Draw {
  const words = did === 'added' ? 'Announced' : `Was announced already by <@${one.by}>`;
  const said = `${words}: ${announcedWords(one)}${one.note ? ` (${escaped(one.note)})` : ''}. Nothing is said of unusual spend of ${one.subject.kind === 'team' ? 'the team and those that work for it' : 'it'} in that time. \`${slash} planned remove ${one.id}\` takes it back.`;
  return { text: said.replaceAll('`', ''), blocks: [section(said)] };
}

export function drawWithdrawn(one: Announced): Draw {
  const said = `No longer announced: ${announcedWords(one)}. It is watched again.`;
  return { text: said, blocks: [section(said)] };
}

export function drawAnnouncedList(announced: Announced[], rows: IncidentRow[], slash: string): Draw {
  const planned = rows.filter((row) => row.state === 'planned');
  const how = `\`${slash} planned team engineering until friday "load test"\` announces spend; \`${slash} planned remove <id>\` takes it back.`;
  const lines = [...announced.map(announcedLine), ...planned.map(line)].slice(0, SHOWN);
  const title = lines.length === 0 ? 'Nothing is announced.' : '*Announced, so that nothing is said of it*';
  const words = [title, ...lines].join('\n');
  return { text: cut(flat(words).replaceAll('`', ''), 3500), blocks: [section(cut(words, 2900)), context(escaped(how))] };
}

/** For the eyes of whoever pressed: how the incident stands now. `already`: somebody else was faster. */
export function drawOutcome(row: IncidentRow, did: 'done' | 'already'): Draw {
  const stands =
    row.state === 'planned' && row.plan
      ? `planned until ${showDay(row.plan.until)}, says <@${row.plan.by}>`
      : row.state === 'open'
        ? 'open and watched'
        : 'over';
  const words = `${did === 'done' ? 'Done' : 'Nothing was changed'}: ${row.subject ? escaped(subjectWords(row.subject)) : 'this incident'} is ${stands}.`;
  return { text: words, blocks: [section(words)] };
}

/** One sentence of ours with names that people or AWS wrote. */
export const drawSentence = (words: string): Draw => ({ text: escaped(words), blocks: [sentence(words)] });
