import { type Decimal, decimal, exact } from '../../money.js';
import { type Day, daysBetween } from '../../period.js';
import type { BedrockAnomaly } from './aws-bedrock.js';
import type { Decision } from './decide.js';
import type { IncidentRow, SeenByAws } from './incident-row.js';
import { namesAlike, near } from './match.js';
import { subjectsOf } from './seen.js';

/** AWS looks about three times a day, up to a day after the bill; what ended before this many days is no news. */
const NEWS_FOR = 7;
/** Days without it after which AWS's own word counts as over. */
const OVER_AFTER = 3;

export interface FoundByAws {
  anomalies: readonly BedrockAnomaly[];
  today: Day;
  minimum: Decimal;
  /** The team that a tag's value stands for. */
  ownerOf(tagValue: string | undefined): string | null;
  placesFor(team: string | null): string[];
}

/**
 * What changes by what AWS says. One that tells of the same days and the same model or team as one of ours is noted with
 * it; others are kept on their own, as AWS's word.
 */
export function decideByAws(found: FoundByAws, rows: readonly IncidentRow[]): Decision[] {
  const taken = new Set<string>();
  const told = found.anomalies.flatMap((one): Decision[] => {
    const aws = seenByAws(one, found.ownerOf(one.tagValue));
    const row =
      rows.find((known) => known.aws?.id === aws.id) ?? rows.find((known) => !taken.has(known.id) && !known.aws && sameEvent(aws, known));
    if (row) taken.add(row.id);
    if (row) return changed(row, aws, found.today);
    if (one.impact.lt(found.minimum) || daysBetween(aws.until, found.today) > NEWS_FOR) return [];
    const { team } = aws;
    const state = over(aws, found.today) ? 'ended' : 'open';
    return [{ open: { key: `aws:${aws.id}`, state, team, aws, news: { kind: 'new' }, places: found.placesFor(team) } }];
  });
  const known = new Set(found.anomalies.map((one) => one.anomaly.id));
  // AWS selects by the last day: what it no longer gives ended long ago, or was taken back.
  const gone = rows.filter((row) => row.state === 'open' && !row.seen && row.aws && !known.has(row.aws.id));
  return [...told, ...gone.map((row): Decision => ({ row, change: { state: 'ended', news: { kind: 'ended', because: 'aws' } } }))];
}

const seenByAws = ({ anomaly, impact, causes, models }: BedrockAnomaly, team: string | null): SeenByAws => ({
  id: anomaly.id,
  monitor: anomaly.monitor,
  from: anomaly.from,
  until: anomaly.until,
  impact: exact(impact),
  causes: causes.slice(0, 3),
  models,
  team,
});

/** Days in common, and nothing that speaks against it: another team, or models of which none is named in ours. */
const sameEvent = (aws: SeenByAws, row: IncidentRow): boolean =>
  row.seen !== undefined && near(row.seen, aws, 1) && namesAlike(subjectsOf({ subject: row.subject, related: row.seen.related }), aws);

function changed(row: IncidentRow, aws: SeenByAws, today: Day): Decision[] {
  const before = row.aws;
  // Beside our own figures it is a remark on the card and no news.
  if (row.seen) return before && same(before, aws) ? [] : [{ row, change: { state: row.state, aws, news: { kind: 'quiet' } } }];
  if (row.state !== 'open' || !before) return [];
  if (over(aws, today)) return [{ row, change: { state: 'ended', aws, news: { kind: 'ended', because: 'aws' } } }];
  const longer = aws.until > before.until;
  if (!longer) return [];
  return [{ row, change: { state: 'open', aws, news: { kind: 'more', days: [aws.until], before: before.impact } } }];
}

const over = (aws: SeenByAws, today: Day): boolean => daysBetween(aws.until, today) > OVER_AFTER;
const same = (a: SeenByAws, b: SeenByAws): boolean => a.until === b.until && decimal(a.impact).eq(b.impact);
