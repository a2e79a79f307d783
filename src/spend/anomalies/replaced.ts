import type { Judged } from './day-judged.js';

/**
 * A fall counts from this part of the expected cost on. People move between models a few at a time, and models are few;
 * among many callers some always cost less than usual, so theirs must be large and unusual as well.
 */
const FALLS_BY = { model: 0.15, other: 0.6 };
/** What fell replaces what rose when it is so many times as much. */
const AS_MUCH = { least: 0.6, most: 1.6 };

/**
 * Of one day's rises, those that another subject of the same kind made up for by falling as much: a new model in the
 * place of an old one, a role under a new name. Each fall is used once, strongest rise first. Teams never replace each
 * other, because each answers for its own cost; what a team spends more that day was not made up for; and when most
 * subjects fall it is a holiday and replaces nothing.
 */
export function replaced(day: readonly Judged[]): Set<Judged> {
  const made = new Set<Judged>();
  const teams = day.filter((one) => one.track.subject.kind === 'team' && one.excess >= one.threshold);
  for (const kind of new Set(day.map((one) => one.track.subject.kind))) {
    if (kind === 'team') continue;
    const same = day.filter((one) => one.track.subject.kind === kind);
    const falls = same.filter((one) => (kind === 'model' ? fell(one, FALLS_BY.model) : one.opposite && fell(one, FALLS_BY.other)));
    const active = same.filter((one) => one.expectation.expected > 0);
    if (active.length > 2 && falls.length * 2 > active.length) continue;
    const rises = same.filter((one) => one.excess >= one.threshold / 2).sort((a, b) => b.excess - a.excess);
    for (const rise of rises) {
      if (teams.some((team) => asMuch(team.excess, rise.excess))) continue;
      const fall = falls.findIndex((one) => asMuch(-one.excess, rise.excess) && mayReplace(one, rise));
      if (fall < 0) continue;
      falls.splice(fall, 1);
      made.add(rise);
    }
  }
  return made;
}

const fell = (one: Judged, part: number): boolean => one.expectation.expected > 0 && -one.excess >= part * one.expectation.expected;

const asMuch = (fall: number, rise: number): boolean => fall >= AS_MUCH.least * rise && fall <= AS_MUCH.most * rise;

/** Work moves between models as it likes, and between callers within one team. */
function mayReplace(fall: Judged, rise: Judged): boolean {
  const [from, to] = [fall.track.series.team, rise.track.series.team];
  return rise.track.subject.kind === 'model' || (from !== undefined && from === to);
}
