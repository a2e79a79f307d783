import { percentOf, share, sum, usd } from '../money.js';
import type { CoverageAnswer, Covered, TagCoverage, UntaggedPart } from '../spend/coverage.js';
import { context, cut, escaped, header, leaf, list, remark, section } from './blocks.js';
import type { Draw, DrawnBlock } from './message.js';
import { principalName } from './principal.js';
import { changeOf, freshness, freshnessText, periodWords } from './show.js';
import { shownAndRest } from './shown.js';
import { drawSpellings, spellingWords } from './spellings.js';

const SHOWN = 5;

/** How much of the usage has an owner by each tag, what has none, and what to do next. */
export function drawCoverage(answer: CoverageAnswer): Draw {
  const { teams } = answer;
  const team = answer.tags.find((one) => one.tag === 'team');
  const covered = team?.now ? percent(team.now) : 'an unknown part';
  const lines = answer.tags.map((one) => `*${escaped(one.tag)}* ${tagWords(one)}`);
  const next = nextStep(answer);
  const blocks: DrawnBlock[] = [
    header(`Tag coverage: ${covered} has a team`),
    section(`Amazon Bedrock usage of ${usd(teams.total)}, ${periodWords(teams)}: ${changeOf(teams)}.\n${lines.join('\n')}`),
    ...parts(answer),
    ...drawSpellings(answer.spellings, (name) => teams.teams.find((one) => one.team === name)?.cost),
    section(`*Next:* ${escaped(next)}`),
    context(freshness(teams)),
    ...teams.notes.slice(0, 3).map(remark),
  ];
  const largest = answer.untagged.slice(0, 3).map((one) => `${escaped(nameOf(one))} ${usd(one.cost)}`);
  const words = [
    `Tag coverage: ${covered} of ${usd(teams.total)} on Amazon Bedrock has a team, ${periodWords(teams)}.`,
    ...lines.map((line) => `${line.replaceAll('*', '').replace(' ', ': ')}.`),
    ...(largest.length > 0 ? [`Largest without a team: ${largest.join(', ')}.`] : []),
    ...spellingWords(answer.spellings),
    `Next: ${escaped(next)}`,
    `${freshnessText(teams).replace(/^a/, 'A')}.`,
  ];
  return { text: cut(words.join(' '), 3500), blocks };
}

/** "90.0 % ($9,000.00 of $10,000.00), before 85.0 %"; before is the span that the total is compared with. */
function tagWords({ tag, now, before }: TagCoverage): string {
  if (!now) return `not known: the bill has not been read by ${escaped(tag)}`;
  const then = before && share(before.covered, before.total);
  const trend = then ? `before ${then.toFixed(1)} %` : 'before not known';
  return `${percent(now)} (${usd(now.covered)} of ${usd(now.total)}), ${trend}; ${usd(now.total.minus(now.covered))} without`;
}

const percent = ({ covered, total }: Covered): string => percentOf(covered, total) ?? 'no part';

function parts({ untagged, callersKnown }: CoverageAnswer): DrawnBlock[] {
  if (untagged.length === 0) return [];
  const [shown, rest] = shownAndRest(untagged, SHOWN);
  const items = shown.map((one) => [leaf(`${usd(one.cost)}  `, { bold: true }), leaf(cut(nameOf(one), 300))]);
  if (rest.length > 0) items.push([leaf(`${usd(sum(rest.map((one) => one.cost)))}  `, { bold: true }), leaf(`${rest.length} others`)]);
  return [section(`*Largest parts without a team, by ${callersKnown ? 'caller' : 'service'}*`), list(items)];
}

const nameOf = ({ principal, account, service }: UntaggedPart): string =>
  principal === null ? `${service}${account === null ? '' : ` in account ${account}`}` : principalName(principal);

/** The one thing that moves most. Tag keys count only once they are activated, and not for the past (AWS Billing user guide). */
function nextStep({ tags, untagged, teams, callersKnown }: CoverageAnswer): string {
  const never = tags.find((one) => one.now?.covered.eq(0) && one.now.total.gt(0));
  if (never)
    return `no ${never.tag} is in the bill: tag IAM roles and users with it and activate ${never.keys.join(' or ')} under Billing and Cost Management, Cost allocation tags; it counts from then on.`;
  const first = untagged[0];
  if (!first) return teams.total.gt(0) ? 'nothing, every dollar has a team.' : 'nothing, there was no usage.';
  const part = percentOf(first.cost, sum(untagged.map((one) => one.cost)));
  const much = `${usd(first.cost)}${part ? `, ${part} of what has no team` : ''}`;
  if (first.principal !== null) return `tag ${principalName(first.principal)} with a team in IAM (${much}).`;
  if (callersKnown)
    return `${first.service} was used without a caller in the bill (${much}); turn on caller identity in the CUR 2.0 export.`;
  return `tag the IAM roles and users that call ${first.service} with a team (${much}); a CUR 2.0 export with caller identity (\`spend.source: cur-files\`) says which they are.`.replaceAll(
    '`',
    '',
  );
}
