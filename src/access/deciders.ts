import type { FileConfig } from '../config-schema.js';
import type { Day } from '../period.js';
import type { PersonState } from './ports.js';
import type { AccessRequest } from './request.js';

/** What Slack says of people and groups, gathered before anything is decided. */
export interface Facts {
  groups: Map<string, string[]>;
  /** Groups that Slack did not tell the members of: who is in them is not known, which is not nobody. */
  silent: Set<string>;
  states: Map<string, PersonState>;
  today: Day;
}

/** Somebody who may decide, and why, in words for people. */
export interface Decider {
  id: string;
  why: string;
}

/** What of a request says who decides it. */
export type Decided = Pick<AccessRequest, 'asker' | 'team' | 'decisions' | 'stages'>;

type Settings = Pick<FileConfig, 'access' | 'teams' | 'admins'>;

/** How the reason of an admin begins who decides because too few others can. */
export const STANDING_IN = 'admin, standing in';

const isGroup = (id: string): boolean => id.startsWith('S');

/** Whether somebody stands in for somebody on that day; the last day counts. */
export const isInForce = ({ from, until }: { from?: string | undefined; until?: string | undefined }, today: Day): boolean =>
  (from ?? '') <= today && today <= (until ?? '9999');

/** Who stands in for a person on that day. */
export const standInsFor = (who: string, { access }: Pick<FileConfig, 'access'>, today: Day): Set<string> =>
  new Set(access.delegates.filter((one) => one.for === who && isInForce(one, today)).map((one) => one.to));

/** Whose approvals count: not taken back when executed. */
export const standing = (request: Pick<AccessRequest, 'decisions'>, stage: number) =>
  request.decisions.filter((one) => one.stage === stage && one.void === undefined && one.verdict === 'approve');

/** Everybody a rule names, with the reason; the groups still to be looked up. */
export function named(rule: string, team: string | null, { access, teams }: Settings): Decider[] {
  const entries = access.approvers[rule] ?? [];
  return (entries === 'team-managers' ? [entries] : entries).flatMap((entry): Decider[] => {
    if (entry !== 'team-managers') return [{ id: entry, why: `named as ${rule}` }];
    const managers = teams.find((one) => one.name === team)?.managers ?? [];
    return managers.map((id) => ({ id, why: `manager of ${team}` }));
  });
}

/** Ids whose state or members must be known before it can be said who decides a stage. */
export function mentioned(request: Decided, settings: Settings): string[] {
  const { access, admins } = settings;
  return [
    ...request.stages.flatMap((stage) => named(stage.name, request.team, settings).map((one) => one.id)),
    ...access.delegates.flatMap((one) => [one.for, one.to]),
    ...access.escalateTo,
    ...admins,
    request.asker,
  ];
}

/**
 * Who may decide a stage of a request. Never the person who asked, by no right and no setting, nor whoever stands in for
 * that person, by whatever other right; nobody who approved an earlier stage, so that each stage is another pair of eyes; nobody who left, is a guest
 * or whom Slack does not know. When too few are left for the quorum the admins stand in: a person who is gone counts for
 * nothing and holds up nothing, and the quorum stays what it is. Whom Slack does not tell of just now is not gone: nobody
 * stands in meanwhile.
 */
export function decidersOf(request: Decided, index: number, settings: Settings, facts: Facts): Decider[] {
  const stage = request.stages[index];
  if (!stage) return [];
  const { access, admins } = settings;
  const members = (one: Decider): Decider[] =>
    isGroup(one.id) ? (facts.groups.get(one.id) ?? []).map((id) => ({ id, why: `member of the group ${one.why}` })) : [one];
  const byRule = named(stage.name, request.team, settings).flatMap(members);
  const standIns = access.delegates
    .filter((one) => isInForce(one, facts.today))
    .flatMap((one) => {
      const principal = byRule.find(({ id }) => id === one.for);
      return principal ? [{ id: one.to, why: `stands in for <@${one.for}> (${principal.why})` }] : [];
    });
  const escalated = stage.escalatedAt
    ? (access.escalateTo.length > 0 ? access.escalateTo : admins).map((id) => ({ id, why: 'asked because nobody had decided in time' }))
    : [];
  const askersOwn = standInsFor(request.asker, settings, facts.today);
  const earlier = new Set(request.stages.slice(0, index).flatMap((_, past) => standing(request, past).map((one) => one.by)));
  const may = (all: Decider[]): Decider[] =>
    [...new Map([...all].reverse().map((one) => [one.id, one])).values()]
      .reverse()
      .filter((one) => one.id !== request.asker && !askersOwn.has(one.id) && !earlier.has(one.id) && facts.states.get(one.id) === 'member');
  const first = may([...byRule, ...standIns, ...escalated.flatMap(members)]);
  if (first.length >= stage.quorum || isLeftOpen(request, index, settings, facts)) return first;
  return may([...first, ...admins.map((id) => ({ id, why: `${STANDING_IN} because too few can decide as ${stage.name}` }))]);
}

/** Whether Slack does not tell just now who decides a stage: a group without members told, a person without a state. */
export function isLeftOpen(request: Decided, index: number, settings: Settings, facts: Facts): boolean {
  const { access } = settings;
  const stage = request.stages[index];
  const ids = [
    ...(stage ? named(stage.name, request.team, settings).map((one) => one.id) : []),
    ...access.delegates.map((one) => one.to),
    ...(stage?.escalatedAt ? access.escalateTo : []),
  ];
  return ids
    .flatMap((id) => [id, ...(facts.groups.get(id) ?? [])])
    .some((id) => facts.silent.has(id) || facts.states.get(id) === 'unknown');
}

/** What is said then. */
export const LEFT_OPEN = 'Slack does not tell just now who may decide it; try again in a minute.';

/** Why a person may decide ("manager of engineering"), or a whole sentence that says why not and who may; see NotAllowed. */
export interface Why {
  may: boolean;
  why: string;
  people?: string[];
}

export function whyDecider(request: AccessRequest, who: string, settings: Settings, facts: Facts): Why {
  if (request.kind === 'pause' || request.breakGlass) return no('This took effect at once; there is nothing to approve.');
  const index = Math.min(request.stage, request.stages.length - 1);
  const deciders = decidersOf(request, index, settings, facts);
  const people = deciders.map((one) => one.id);
  const stage = `this stage (${request.stages[index]?.name ?? ''})`;
  const decide = people.length === 1 ? 'decides' : 'decide';
  if (who === request.asker)
    return no(
      `Nobody decides their own request; ${people.length > 0 ? `{people} ${decide} ${stage}` : `nobody can decide ${stage} right now`}, and you can cancel it.`,
      people,
    );
  const state = facts.states.get(who);
  if (state === 'unknown') return no('Slack could not say who you are just now; try again in a minute.');
  const found = state === 'member' ? deciders.find((one) => one.id === who) : undefined;
  if (found) return { may: true, why: found.why };
  if (isLeftOpen(request, index, settings, facts)) return no(LEFT_OPEN);
  if (people.length === 0)
    return no(`Nobody can decide ${stage} right now; an admin must name approvers who are members of this workspace.`);
  if (state !== 'member') return no(`Only full members of this workspace decide; {people} ${decide} ${stage}.`, people);
  if (standInsFor(request.asker, settings, facts.today).has(who))
    return no(`You stand in for <@${request.asker}>, who asked, and so do not decide it; {people} ${decide} ${stage}.`, people);
  const before = request.stages.find((_, past) => past < index && standing(request, past).some((one) => one.by === who));
  return before
    ? no(`You have approved it as ${before.name}; ${stage} takes somebody else: {people}.`, people)
    : no(`Only {people} ${decide} ${stage}; you can ask them.`, people);
}

const no = (why: string, people: string[] = []): Why => ({ may: false, why, people });
