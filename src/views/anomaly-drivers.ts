import type { RichTextElement } from '@slack/types';
import { type Decimal, decimal, sum, usd } from '../money.js';
import type { Subject } from '../spend/anomalies/incident.js';
import type { IncidentRow, Seen } from '../spend/anomalies/incident-row.js';
import { addingUp } from './adding-up.js';
import { subjectName } from './anomaly-words.js';
import { cut, leaf, list, section } from './blocks.js';
import type { DrawnBlock } from './message.js';
import { shownAndRest } from './shown.js';

const DRIVERS = 3;

const KINDS: Record<Subject['kind'], string> = { team: 'team', principal: 'caller', agent: 'agent', model: 'model' };

/** The same dollars by caller, agent and model: names are never interpreted. */
export function drivers({ subject }: IncidentRow, seen: Seen): DrawnBlock[] {
  if (seen.related.length === 0) return [];
  if (subject?.kind !== 'team') {
    const [shown, rest] = shownAndRest(seen.related, DRIVERS);
    const more = rest.length > 0 ? [[leaf(`and ${rest.length} more`)]] : [];
    return [section('*Seen as well in* (the same dollars)'), list([...shown.map((one) => item(one)), ...more])];
  }
  const models = seen.related.filter((one) => one.subject.kind === 'model');
  const callers = seen.related.filter((one) => one.subject.kind !== 'model');
  return [
    ...parts('callers', callers, seen, 'which cost less than expected'),
    // A model is watched over all teams.
    ...parts('models', models, seen, "which cost less than expected or was other teams'"),
  ];
}

/** What drives a team's excess, of one kind, with a line for the rest: ups and downs add up to the excess. */
function parts(what: string, all: Seen['related'], { excess }: Seen, below: string): DrawnBlock[] {
  if (all.length === 0) return [];
  const [shown] = shownAndRest(all, DRIVERS);
  const rest = decimal(excess).minus(sum(shown.map((one) => decimal(one.excess))));
  const words = rest.gt(0) ? 'everything else' : `the rest, ${below}`;
  const named = isShown(rest) ? [...shown.map((one) => decimal(one.excess)), rest] : shown.map((one) => decimal(one.excess));
  const cents = addingUp(decimal(excess), named);
  const items = [...shown.map((one, index) => item(one, cents[index])), ...(isShown(rest) ? [line(cents.at(-1) ?? rest, words)] : [])];
  return [section(`*Driven by* these ${what}; they add up to the ${usd(decimal(excess))}`), list(items)];
}

/** Less than a cent is nothing that people add up. */
const isShown = (rest: Decimal): boolean => rest.abs().gte('0.01');

const item = ({ subject, excess }: Seen['related'][number], shown = decimal(excess)): RichTextElement[] =>
  line(shown, `${KINDS[subject.kind]} ${cut(subjectName(subject), 120)}`);

const line = (dollars: Decimal, words: string): RichTextElement[] => [leaf(`${usd(dollars)}  `, { bold: true }), leaf(words)];
