import { type Decimal, decimal, usd } from '../money.js';
import type { Subject } from '../spend/anomalies/incident.js';
import type { IncidentRow, Seen } from '../spend/anomalies/incident-row.js';
import { cut } from './blocks.js';
import { principalName } from './principal.js';
import { dayRuns } from './show.js';

/** Whose spend it is, in plain words; not escaped. */
export function subjectName({ kind, name }: Subject): string {
  if (kind === 'team') return name === '' ? 'spend without a team' : name;
  if (kind === 'model') return name;
  return principalName(name);
}

/** The same with its kind where the name alone does not tell. */
export function subjectWords(subject: Subject): string {
  const name = cut(subjectName(subject), 80);
  if (subject.kind === 'team') return subject.name === '' ? 'Spend without a team' : name;
  return subject.kind === 'model' ? `Model ${name}` : subject.kind === 'agent' ? `Agent ${name}` : name;
}

export const money = (text: string): string => usd(decimal(text));

/** "$1,234.56 above the expected" as a sentence's subject. */
export const excessOf = (row: IncidentRow): Decimal => decimal(row.seen?.excess ?? row.aws?.impact ?? '0');

/** "22–24 Nov 2026": the unusual days. */
export const unusualDays = (seen: Seen): string => dayRuns(seen.days.map(({ day }) => day));

/** "support: $1,234.56 above expected"; not escaped. */
export const titleOf = (row: IncidentRow): string =>
  row.subject && row.seen
    ? `${subjectWords(row.subject)}: ${usd(excessOf(row))} above expected`
    : `AWS reports unusual Bedrock spend: about ${usd(excessOf(row))} above expected`;
