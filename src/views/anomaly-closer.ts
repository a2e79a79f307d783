import type { Button, RichTextElement } from '@slack/types';
import { type Decimal, decimal, usd } from '../money.js';
import { showDay, showSpan } from '../period.js';
import type { Closer, Moved } from '../spend/anomalies/closer.js';
import type { IncidentRow } from '../spend/anomalies/incident-row.js';
import { subjectWords } from './anomaly-words.js';
import { context, cut, escaped, header, leaf, list, plain, section } from './blocks.js';
import type { Draw, DrawnBlock } from './message.js';
import { principalName } from './principal.js';
import { dollarCell } from './show.js';
import { shownAndRest } from './shown.js';
import { dataTable } from './table.js';

export const ANOMALY_PAUSE = 'anomaly_pause';

const PARTS = 8;

/** @param pausable ARNs that the person who looks may ask to pause */
export function drawCloser(row: IncidentRow, closer: Closer, pausable: string[]): Draw {
  const title = `${row.subject ? subjectWords(row.subject) : 'Amazon Bedrock'}, day by day`;
  const [now, before] = [showSpan(closer.now), showSpan(closer.before)];
  const most = closer.models
    .concat(closer.callers ?? [])
    .reduce<Moved | undefined>((best, one) => (change(one).gt(best ? change(best) : decimal(0)) ? one : best), undefined);
  const words = most
    ? `What changed most: ${escaped(cut(nameOf(most), 120))}, ${usd(most.before)} on ${before}, ${usd(most.cost)} on ${now}.`
    : `Nothing costs more on ${now} than on ${before}.`;
  const blocks: DrawnBlock[] = [
    header(title),
    section(words),
    dataTable(
      'Cost a day (UTC)',
      ['Day', 'Billed', 'Expected', 'Usual up to'],
      inOrder(closer).map((one) => [
        showDay(one.day),
        dollarCell(one.cost),
        one.expected ? dollarCell(decimal(one.expected)) : '–',
        one.high ? dollarCell(decimal(one.high)) : '–',
      ]),
    ),
    ...parts('Model', closer.models),
  ];
  if (closer.callers) blocks.push(...parts('Caller', closer.callers));
  if (row.subject?.kind !== 'team') blocks.push(...parts('Team', closer.teams));
  blocks.push(
    context(
      `The table begins with the incident; the days before it follow, the latest first. Parts are compared with the same weekdays before, ${before}. ${closer.callers ? '' : 'Who called is not known from Cost Explorer; the Cost and Usage Report tells it. '}Expected costs are shown for unusual days only.`,
    ),
  );
  if (pausable.length > 0) blocks.push({ type: 'actions', elements: pausable.slice(0, 5).map((arn) => pauseButton(row, arn)) });
  return { text: `${escaped(title)}. ${words}`, blocks };
}

/** From the incident's first day on, then back from the day before it: what the button is about stands on the first page. */
const inOrder = ({ days, now }: Closer): Closer['days'] => [
  ...days.filter(({ day }) => day >= now.start),
  ...days.filter(({ day }) => day < now.start).reverse(),
];

const change = (one: Moved): Decimal => one.cost.minus(one.before);
const nameOf = ({ name }: Moved): string => (name === '' ? 'not named in the bill' : principalName(name));

/** Slack takes one table a message, and that is the days; parts are listed. */
function parts(what: string, moved: Moved[]): DrawnBlock[] {
  const [shown] = shownAndRest(
    moved.filter((one) => !change(one).eq(0)),
    PARTS,
  );
  if (shown.length === 0) return [];
  const rest = moved.length - shown.length;
  const items = shown.map((one): RichTextElement[] => [
    leaf(`${change(one).gt(0) ? '+' : ''}${usd(change(one))}  `, { bold: true }),
    leaf(`${cut(nameOf(one), 120)}: ${usd(one.before)} before, ${usd(one.cost)} now`),
  ]);
  if (rest > 0) items.push([leaf(`${rest} more changed less or not at all`)]);
  return [section(`*${what}s that changed most*`), list(items)];
}

/** The value is what the press needs to find the caller again: the incident and its place among the named ones. */
const pauseButton = (row: IncidentRow, arn: string): Button => ({
  type: 'button',
  action_id: ANOMALY_PAUSE,
  style: 'danger',
  value: JSON.stringify([row.id, arn]),
  text: plain(cut(`Pause ${principalName(arn)}`, 75)),
});
