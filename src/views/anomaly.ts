import type { Button } from '@slack/types';
import { decimal, sum, usd } from '../money.js';
import { addDays, showDay, showSpan } from '../period.js';
import type { IncidentRow, Seen, SeenByAws } from '../spend/anomalies/incident-row.js';
import { drivers } from './anomaly-drivers.js';
import { excessOf, money, titleOf, unusualDays } from './anomaly-words.js';
import { context, escaped, header, leaf, list, plain, remark, section } from './blocks.js';
import type { Draw, DrawnBlock } from './message.js';

export const ANOMALY_PLANNED = 'anomaly_planned';
export const ANOMALY_UNDO = 'anomaly_undo';
export const ANOMALY_CLOSER = 'anomaly_closer';

/** An incident as it stands now: what is above, against what, who drives it, how far the bill reaches and what can be done. */
export function drawIncident(row: IncidentRow): Draw {
  const title = titleOf(row);
  const { seen, aws } = row;
  const blocks: DrawnBlock[] = [header(title)];
  if (seen) blocks.push(section(figures(seen)), ...drivers(row, seen));
  if (aws) blocks.push(...awsWords(aws, seen !== undefined));
  blocks.push(section(stateWords(row)));
  blocks.push(remark(standingWords(row)));
  blocks.push({ type: 'actions', elements: buttons(row) });
  return { text: `${escaped(title)}${seen ? ` on ${unusualDays(seen)}` : ''}. ${flat(stateWords(row))}`, blocks };
}

/** The dollars first, then what they were compared with. */
function figures(seen: Seen): string {
  const [billed, expected] = [sum(seen.days.map((one) => decimal(one.cost))), sum(seen.days.map((one) => decimal(one.expected)))];
  const latest = seen.days.at(-1);
  const sure = seen.confidence === 'very likely' ? 'Very likely' : 'Likely';
  const lines = [
    `*${usd(decimal(seen.excess))}* above what was expected on ${unusualDays(seen)} (UTC): ${usd(billed)} billed, about ${usd(expected)} expected.`,
    ...(latest
      ? [`${showDay(latest.day)} cost ${money(latest.cost)}; usual for that day is ${money(latest.low)} to ${money(latest.high)}.`]
      : []),
    `${sure} an anomaly, compared with ${escaped(seen.comparedWith)}.`,
  ];
  return lines.join('\n');
}

function awsWords(aws: SeenByAws, beside: boolean): DrawnBlock[] {
  const days = showSpan({ start: aws.from, end: addDays(aws.until, 1) });
  const words = `${beside ? 'AWS Cost Anomaly Detection sees it too' : '*AWS Cost Anomaly Detection* reports'}: about ${money(aws.impact)} above what AWS expected on ${days} (AWS's estimate).`;
  return [
    section(words),
    ...(aws.causes.length > 0 ? [list(aws.causes.map((cause) => [leaf(cause)]))] : []),
    remark(`Monitor: ${aws.monitor}`),
  ];
}

/** What is to be done, or what has become of it. */
function stateWords(row: IncidentRow): string {
  const { state, plan, news } = row;
  if (state === 'planned' && plan)
    return `*Planned until ${showDay(plan.until)}*, says <@${plan.by}>${plan.note ? `: ${escaped(plan.note)}` : ''}. Until then nothing more is said about it. _Undo_ is for whoever said so, and for ${answering(row)}.`;
  if (state === 'ended') {
    if (news.kind !== 'ended') return '*Over.* Nothing more is said about it.';
    return `*Over.* ${ENDED[news.because]}`;
  }
  return `*What to do:* if it is meant, ${answering(row)} presses _It's planned_. If not, stop or throttle it where it runs; _Look closer_ shows day by day who and what changed.`;
}

/** The message is the same for all who read it, so it says for whom the button is. */
const answering = ({ team }: IncidentRow): string => (team === null ? 'an admin' : `a manager of ${escaped(team)} or an admin`);

export const ENDED: Record<'usual' | 'restated' | 'new-normal' | 'aws', string> = {
  usual: 'The last three complete days were within the usual range.',
  restated: 'AWS restated the bill, and what it shows now is within the usual range.',
  'new-normal': 'It has lasted three weeks and counts as the new normal from now on.',
  aws: 'AWS has not counted the last days to it.',
};

const standingWords = ({ seen, aws, id }: IncidentRow): string =>
  [
    seen ? `Billed in full until ${showDay(seen.billedUntil)}; later days are not judged yet.` : '',
    !seen && aws ? `aispend's own reading of the bill does not show it (yet).` : '',
    `Incident ${id}.`,
  ]
    .filter((one) => one !== '')
    .join(' ');

function buttons(row: IncidentRow): Button[] {
  const button = (action: string, text: string): Button => ({ type: 'button', action_id: action, value: row.id, text: plain(text) });
  const closer = button(ANOMALY_CLOSER, 'Look closer');
  if (row.state === 'planned') return [button(ANOMALY_UNDO, 'Undo "planned"'), closer];
  return row.state === 'open' ? [button(ANOMALY_PLANNED, "It's planned"), closer] : [closer];
}

/** Our own words without their formatting; names keep their underscores. */
export const flat = (mrkdwn: string): string => mrkdwn.replaceAll('*', '').replace(/_(It's planned|Look closer|Undo)_/g, '$1');

/** What the last change was, for the thread; undefined when only the card changes. */
export function drawNews(row: IncidentRow): Draw | undefined {
  const words = newsWords(row);
  if (words === undefined) return undefined;
  return {
    text: flat(words),
    blocks: [section(words), ...(row.seen ? [context(`Billed in full until ${showDay(row.seen.billedUntil)}.`)] : [])],
  };
}

function newsWords(row: IncidentRow): string | undefined {
  const { news, seen, plan } = row;
  const so = `*${usd(excessOf(row))}* above expected so far`;
  switch (news.kind) {
    case 'new':
    case 'quiet':
      return undefined;
    case 'more':
      // Told late, after days nobody was there, it may be over by now; whether it is takes some usual days to say.
      return `${lasts(row, news.days) ? 'It goes on' : 'It went on, and the days billed since are usual'}: ${dayWords(row, news.days)}. ${so}, ${usd(excessOf(row).minus(news.before))} more than last told.`;
    case 'again':
      return news.after === 'plan'
        ? `The time it was planned for is over, and it goes on: ${dayWords(row, news.days)}.`
        : `It has begun again: ${dayWords(row, news.days)}. ${so}.`;
    case 'confirmed':
      return `The bill shows it now: *${usd(excessOf(row))}* above expected${seen ? ` on ${unusualDays(seen)}` : ''}. The message above has the figures.`;
    case 'ended':
      return `It is over. ${ENDED[news.because]}${news.because === 'restated' ? '' : ` In all *${usd(excessOf(row))}* above expected${seen ? ` on ${unusualDays(seen)}` : ''}.`}`;
    case 'planned':
      return `<@${news.by}> says it is planned${plan ? ` until *${showDay(plan.until)}*${plan.note ? `: ${escaped(plan.note)}` : ''}` : ''}. Until then nothing more is said about it; _Undo_ above takes that back.`;
    case 'undone':
      return `<@${news.by}> took back that it is planned; it is watched again.`;
  }
}

const lasts = ({ seen }: IncidentRow, days: string[]): boolean => seen === undefined || (days.at(-1) ?? '') >= seen.billedUntil;

/** The new unusual days with what they cost, the last ones when there are many. */
function dayWords({ seen, aws }: IncidentRow, days: string[]): string {
  const costs = seen?.days.filter(({ day }) => days.includes(day)) ?? [];
  if (costs.length === 0) return `AWS counts the days until ${showDay(aws?.until ?? days.at(-1) ?? '')} to it`;
  return costs
    .slice(-3)
    .map((one) => `${showDay(one.day)} cost ${money(one.cost)} instead of about ${money(one.expected)}`)
    .join(', ');
}
