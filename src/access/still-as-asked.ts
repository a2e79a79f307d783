import type { Model } from './catalogue.js';
import { catalogueOf, sameGrant } from './catalogue.js';
import { gather, isAmong, mustBeTold } from './facts.js';
import { teamsOf } from './preflight.js';
import type { AccessRequest } from './request.js';
import type { World } from './world.js';

/**
 * Why the person who asked could not ask for it today; undefined when she could: she is in the team whose principal it is,
 * or an admin, and among those the model names. Membership of the workspace is looked at elsewhere.
 * @throws Unavailable when Slack does not say
 */
export async function mayNoLongerAsk(world: World, { asker, team, model, breakGlass }: AccessRequest): Promise<string | undefined> {
  const { admins, teams, access } = world.settings;
  if (!admins.includes(asker) && !(team !== null && (await teamsOf(world, asker)).includes(team))) {
    const members = teams.find((one) => one.name === team)?.members ?? [];
    mustBeTold(members, await gather(world, members));
    return `The person who asked no longer belongs to ${team ?? 'the admins'}.`;
  }
  const named = breakGlass ? [] : (catalogueOf(access).find((one) => one.id === model?.id)?.whoMayAsk ?? []);
  const facts = await gather(world, named);
  if (named.length === 0 || isAmong(named, asker, facts)) return undefined;
  mustBeTold(named, facts);
  return `${model?.name} may no longer be asked for by the person who asked.`;
}

export const ASK_AGAIN = 'aispend.yaml says something else about this model than when it was asked for; ask again.';

/** Whether the configuration still says what it said when a request was made, except who decides. */
export const isSameModel = (configured: Model | undefined, { model, minutes }: AccessRequest): configured is Model =>
  configured !== undefined && model !== undefined && sameGrant(configured, model) && minutes <= configured.maxMinutes;

/** Whether the same stages would decide it today; what was decided by fewer is not decided. */
export const areSameStages = (configured: Model, { stages }: AccessRequest): boolean =>
  configured.stages.length === stages.length &&
  configured.stages.every((one, index) => one.name === stages[index]?.name && one.quorum === stages[index]?.quorum);
