import type { FileConfig } from '../config-schema.js';
import { NotAllowed, Unavailable } from '../errors.js';
import { type Decider, type Facts, isInForce, named } from './deciders.js';
import { gather, isAmong, mustBeTold } from './facts.js';
import type { AccessRequest } from './request.js';
import type { World } from './world.js';

/** Somebody of whom Slack does not say at the moment who it is may do nothing, and is not told that it is forbidden. */
export const nobodyKnown = (): Unavailable =>
  new Unavailable('Slack could not say just now whether you are a member of this workspace; nothing was done, try again in a minute.');

/** @throws NotAllowed for guests and those who left, Unavailable when Slack does not say */
export function mustBeMember(state: string | undefined): void {
  if (state === 'member') return;
  if (state === 'unknown' || state === undefined) throw nobodyKnown();
  throw new NotAllowed('Only full members of this workspace may do this.');
}

/** Who may pause besides the admins and a team's managers: those named for it and the registry's curators. */
export function namedToPause({ access, registry }: Pick<FileConfig, 'access' | 'registry'>): string[] {
  const curators = registry?.['curators'];
  return [...access.mayPause, ...(Array.isArray(curators) ? curators.map(String) : [])];
}

const managersOf = (world: World, team: string | null): string[] => world.settings.teams.find((one) => one.name === team)?.managers ?? [];

/** By what right, as the audit trail has it. */
const AS_ADMIN = 'admin (aispend.yaml)';
const AS_NAMED_TO_PAUSE = 'named in access.mayPause or registry.curators (aispend.yaml)';
const asManager = (team: string | null): string => `manager of ${team} (aispend.yaml)`;

/**
 * By what right a person tags principals of a team. Whoever may merely pause does not: a tag says who may ask for the
 * principal and who decides.
 * @throws NotAllowed, Unavailable
 */
export async function rightToTag(world: World, who: string, team: string): Promise<string> {
  const { admins } = world.settings;
  mustBeMember((await gather(world, [who])).states.get(who));
  if (admins.includes(who)) return AS_ADMIN;
  if (managersOf(world, team).includes(who)) return asManager(team);
  throw new NotAllowed('A principal is tagged by the admins and the managers of its team.', [
    ...new Set([...admins, ...managersOf(world, team)]),
  ]);
}

/** By what right a person pauses principals of a team. @throws NotAllowed, Unavailable */
export async function rightToPause(world: World, who: string, team: string | null): Promise<string> {
  const { admins } = world.settings;
  const pausers = namedToPause(world.settings);
  const facts = await gather(world, [who, ...pausers]);
  mustBeMember(facts.states.get(who));
  if (admins.includes(who)) return AS_ADMIN;
  if (managersOf(world, team).includes(who)) return asManager(team);
  if (isAmong(pausers, who, facts)) return AS_NAMED_TO_PAUSE;
  mustBeTold(pausers, facts);
  throw new NotAllowed(
    'A principal is paused by the admins, the managers of its team and those named in access.mayPause or registry.curators.',
    [...new Set([...admins, ...managersOf(world, team)])],
  );
}

/**
 * By what right a person undoes a pause, or puts a longer one in its place. What an admin or somebody named to pause has
 * stopped is not for the team's managers to start again; what one of them has, is.
 * @throws NotAllowed, Unavailable
 */
export async function rightToUndoPause(world: World, who: string, { asker, team, pausedAs }: AccessRequest): Promise<string> {
  const { admins } = world.settings;
  const [pausers, byManager] = [namedToPause(world.settings), pausedAs === asManager(team)];
  const facts = await gather(world, [who, ...pausers]);
  mustBeMember(facts.states.get(who));
  if (who === asker) return 'who paused it';
  if (admins.includes(who)) return AS_ADMIN;
  const managers = byManager ? managersOf(world, team) : [];
  if (managers.includes(who)) return asManager(team);
  if (isAmong(pausers, who, facts)) return AS_NAMED_TO_PAUSE;
  mustBeTold(pausers, facts);
  throw new NotAllowed(
    `This pause was set by ${byManager ? `a manager of ${team}` : 'an admin, or somebody named to pause'}: it is undone, or replaced by a longer one, by {people} and those named in access.mayPause or registry.curators.`,
    [...new Set([asker, ...managers, ...admins])],
  );
}

/** By what right a person takes a grant away that is not hers. @throws NotAllowed, Unavailable */
export async function rightToRevoke(world: World, who: string, request: AccessRequest): Promise<string> {
  const right = await concern(world, who, request);
  if (right) return right;
  throw new NotAllowed('Access is taken away by those who may decide it, the managers of its team and the admins.', [
    ...new Set([...world.settings.admins, ...managersOf(world, request.team)]),
  ]);
}

/** Why a request concerns a person who did not ask for it; undefined when it does not. @throws NotAllowed, Unavailable */
export async function concern(world: World, who: string, request: AccessRequest): Promise<string | undefined> {
  const { admins, access } = world.settings;
  const rules = request.stages.flatMap((stage) => named(stage.name, request.team, world.settings));
  const facts = await gather(world, [who, ...rules.map((one) => one.id), ...access.escalateTo, ...namedToPause(world.settings)]);
  mustBeMember(facts.states.get(who));
  if (admins.includes(who)) return AS_ADMIN;
  if (managersOf(world, request.team).includes(who)) return `manager of ${request.team} (aispend.yaml)`;
  const rule = rules.find((one) => isAmong([one.id], who, facts));
  if (rule) return `${rule.why} (aispend.yaml)`;
  if (isAmong(access.escalateTo, who, facts)) return 'named in access.escalateTo (aispend.yaml)';
  const standsIn = access.delegates
    .filter((one) => one.to === who && one.for !== request.asker && isInForce(one, facts.today))
    .some((one) => rules.some(({ id }) => isAmong([id], one.for, facts)));
  if (standsIn) return 'named in access.delegates (aispend.yaml)';
  return request.kind === 'pause' && isAmong(namedToPause(world.settings), who, facts) ? AS_NAMED_TO_PAUSE : undefined;
}

/** @throws NotAllowed */
export async function mustBeAdmin(world: World, who: string, what: string): Promise<void> {
  const facts = await gather(world, [who]);
  mustBeMember(facts.states.get(who));
  if (!world.settings.admins.includes(who)) throw new NotAllowed(`${what} is for the admins.`, world.settings.admins);
}

/** Who reviews broken glass: those of the rule, then the admins, and never who broke it. Groups that Slack does not tell stay ids. */
function reviewersOf(world: World, request: AccessRequest, facts: Facts): string[] {
  const people = [...ruleOfReviewers(world, request).flatMap(({ id }) => facts.groups.get(id) ?? [id]), ...world.settings.admins];
  return [...new Set(people)].filter((id) => id !== request.asker);
}

function ruleOfReviewers(world: World, request: AccessRequest): Decider[] {
  const rule = world.settings.access.breakGlass.reviewers;
  return rule === undefined ? [] : named(rule, request.team, world.settings);
}

/** Before somebody breaks glass again. @throws NotAllowed naming what of hers should have been reviewed, and who does that */
export async function mustBeReviewed(world: World, who: string): Promise<void> {
  const broken = await world.store.list({ states: ['Granted', 'Revoking', 'Revoked'], asker: who, limit: 1000 });
  const now = world.now().toISOString();
  const overdue = broken.find(({ breakGlass }) => breakGlass && !breakGlass.review && breakGlass.reviewBy <= now);
  if (!overdue) return;
  const facts = await gather(
    world,
    ruleOfReviewers(world, overdue).map((one) => one.id),
  );
  const people = reviewersOf(world, overdue, facts);
  const cure =
    people.length > 0
      ? 'ask {people} to review that first'
      : 'nobody but you may, so name a rule of others under access.breakGlass.reviewers in aispend.yaml';
  throw new NotAllowed(
    `You broke the glass before (${overdue.id}), and it should have been reviewed by ${overdue.breakGlass?.reviewBy.slice(0, 10)}: ${cure}, or ask for access the ordinary way.`,
    people,
  );
}

/** By what right a person reviews what somebody else did by breaking glass. @throws NotAllowed, Unavailable */
export async function rightToReview(world: World, who: string, request: AccessRequest): Promise<string> {
  const { admins } = world.settings;
  const reviewers = ruleOfReviewers(world, request);
  const facts = await gather(world, [who, ...reviewers.map((one) => one.id)]);
  mustBeMember(facts.states.get(who));
  if (who === request.asker) {
    const people = reviewersOf(world, request, facts);
    throw new NotAllowed(`Nobody reviews what they did themselves.${people.length > 0 ? '' : ` ${NOBODY_ELSE}`}`, people);
  }
  const found = reviewers.find((one) => isAmong([one.id], who, facts));
  if (found) return `${found.why} (aispend.yaml)`;
  if (admins.includes(who)) return AS_ADMIN;
  mustBeTold(
    reviewers.map((one) => one.id),
    facts,
  );
  const people = reviewersOf(world, request, facts);
  throw new NotAllowed(
    people.length > 0
      ? 'Only {people} review what was done by breaking the glass; you can ask them.'
      : `You do not review it. ${NOBODY_ELSE}`,
    people,
  );
}

/** Why broken glass stays as it is, and the cure. */
export const NOBODY_ELSE = 'Nobody else can review this; name others under access.breakGlass.reviewers in aispend.yaml.';

/** Full members who may review this, as far as Slack tells; whom it does not tell of is not gone. */
export async function reviewersNow(world: World, request: AccessRequest): Promise<string[]> {
  const rule = ruleOfReviewers(world, request).map((one) => one.id);
  const facts = await gather(world, [...rule, ...world.settings.admins]);
  return reviewersOf(world, request, facts).filter((id) => ['member', 'unknown', undefined].includes(facts.states.get(id)));
}
