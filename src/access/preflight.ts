import { NotAllowed, UsageError } from '../errors.js';
import { Owners } from '../spend/teams.js';
import type { Preflight, Who, Wish } from './access.js';
import { catalogueOf, findModel, type Model, mustBeAllowedToAsk, readMinutes } from './catalogue.js';
import { decidersOf, isLeftOpen } from './deciders.js';
import { factsOf, gather, isAmong, mustBeTold } from './facts.js';
import type { Finding } from './finding.js';
import { mustNotBePaused } from './pauses.js';
import type { Principal } from './ports.js';
import { modelFindings } from './preflight-model.js';
import { rightsFindings, tagFindings, teamOf, teamTags } from './preflight-principal.js';
import { protectedBecause } from './protection.js';
import { resolveTarget } from './resolve-target.js';
import { mustBeMember } from './rights-of-people.js';
import type { Target } from './target.js';
import { BOT, type World } from './world.js';

export type Choice = Principal & { team: string | null };
/** A preflight with what is needed to open the request. */
export type Flight = Preflight & { target: Target | undefined };

/** Teams a person belongs to: those she manages, and those that name her or a group of hers as members. */
export async function teamsOf(world: World, who: string): Promise<string[]> {
  const { teams } = world.settings;
  const facts = await gather(world, [who, ...teams.flatMap((team) => team.members ?? [])]);
  mustBeMember(facts.states.get(who));
  const own = teams.filter((team) => team.managers.includes(who) || isAmong(team.members ?? [], who, facts)).map((team) => team.name);
  if (own.length === 0)
    mustBeTold(
      teams.flatMap((team) => team.members ?? []),
      facts,
    );
  return own;
}

/** Principals a person may ask for: of her teams, by their tags, and such as may be touched; the admins any. */
export async function choicesOf(world: World, who: string): Promise<Choice[]> {
  const own = await teamsOf(world, who);
  const rights = world.rights(BOT);
  const [principals, self] = [await rights.principals(), await rights.self()];
  const owners = new Owners(world.settings.teams, world.settings.spend.mergeSpelling);
  return principals
    .map((one): Choice => ({ ...one, team: teamOf(one, teamTags(world), owners) }))
    .filter((one) => protectedBecause(one, world.settings.access, self) === undefined)
    .filter((one) => world.settings.admins.includes(who) || (one.team !== null && own.includes(one.team)))
    .sort((a, b) => a.name.localeCompare(b.name) || a.arn.localeCompare(b.arn));
}

function choose(choices: Choice[], typed: string | undefined): Choice {
  const list = choices
    .slice(0, 10)
    .map((one) => one.name)
    .join(', ');
  if (choices.length === 0)
    throw new NotAllowed(
      'There is no IAM role or user you may ask for: it must be below the configured path and carry the tag of one of your teams. Ask an admin to tag one, or to add you to the team in aispend.yaml.',
    );
  if (typed === undefined || typed.trim() === '') {
    if (choices.length === 1) return choices[0] as Choice;
    throw new UsageError(`Say for which role or user it is; you may ask for: ${list}.`);
  }
  const wanted = typed.trim().toLowerCase();
  const found = choices.filter((one) => one.arn === typed.trim() || one.name.toLowerCase() === wanted);
  if (found.length === 1) return found[0] as Choice;
  throw new UsageError(
    found.length > 1
      ? `There is more than one "${typed.slice(0, 64)}"; write the whole ARN.`
      : `"${typed.slice(0, 64)}" is not among the roles and users you may ask for: ${list}.`,
  );
}

/**
 * Looks at a wish from all sides and changes nothing.
 * @throws UsageError, NotAllowed for what is wrong with the wish itself; what stands in its way at AWS is a finding.
 */
export async function fly(
  world: World,
  wish: Wish,
  who: Who,
  o: { most?: number; breaksGlass?: boolean; writesAnew?: string | undefined } = {},
): Promise<Flight> {
  const { settings } = world;
  const model = findModel(catalogueOf(settings.access), wish.model);
  // Who breaks the glass is named in a list of its own.
  const askers = o.breaksGlass ? [] : model.whoMayAsk;
  const facts = await gather(world, [who.id, ...askers]);
  mustBeMember(facts.states.get(who.id));
  const may = askers.length === 0 || isAmong(askers, who.id, facts);
  if (!may) mustBeTold(askers, facts);
  mustBeAllowedToAsk(model, may);
  const minutes = readMinutes(wish.duration, Math.min(model.maxMinutes, o.most ?? Number.POSITIVE_INFINITY));
  if (wish.reason.trim() === '') throw new UsageError('Say what it is for; those who decide read it.');
  const principal = choose(await choicesOf(world, who.id), wish.principal);
  await mustNotBePaused(world, principal);
  return look(world, {
    model,
    principal,
    team: principal.team,
    minutes,
    who: who.id,
    agrees: wish.agrees === true,
    breaksGlass: o.breaksGlass === true,
    writesAnew: o.writesAnew,
  });
}

/** The checks of a preflight; also made again when AWS has allowed the model. */
export async function look(
  world: World,
  o: {
    model: Model;
    principal: Principal;
    team: string | null;
    minutes: number;
    who: string;
    agrees: boolean;
    breaksGlass?: boolean;
    writesAnew?: string | undefined;
  },
): Promise<Flight> {
  const { model, principal, team, minutes } = o;
  const rights = world.rights(BOT);
  const target = await resolveTarget(model, principal.arn, world.models);
  const findings: Finding[] = [
    ...terms(model, o.agrees),
    ...(await modelFindings(model, principal.arn, target, world.models)),
    ...(target ? await rightsFindings(world, rights, { model, principal, target, minutes, writesAnew: o.writesAnew }) : []),
    ...(await tagFindings(principal, team, teamTags(world), world.bill, await teamsOf(world, o.who))),
    ...(o.breaksGlass ? [] : await approverFindings(world, o)),
    await costFinding(world, team, model, minutes),
  ];
  return {
    model,
    principal,
    team,
    minutes,
    target,
    findings,
    blocked: findings.some((one) => one.level === 'blocking'),
    waits: findings.some((one) => one.level === 'aws'),
  };
}

function terms(model: Model, agrees: boolean): Finding[] {
  if (!model.terms && !model.consent) return [];
  const line = [model.terms, model.consent && `Asking consents to ${model.consent}.`].filter(Boolean).join(' ');
  return [
    agrees
      ? { check: 'terms', level: 'note', line }
      : { check: 'terms', level: 'blocking', line, cure: 'Agree to this in the form to go on.' },
  ];
}

async function approverFindings(world: World, o: { model: Model; team: string | null; who: string }): Promise<Finding[]> {
  const draft = { asker: o.who, team: o.team, decisions: [], stages: o.model.stages };
  const facts = await factsOf(world, draft);
  return o.model.stages.flatMap((stage, index): Finding[] => {
    const people = decidersOf(draft, index, world.settings, facts);
    if (people.length < stage.quorum && isLeftOpen(draft, index, world.settings, facts))
      return [{ check: 'approvers', level: 'unknown', line: `Slack does not tell just now who can decide as ${stage.name}.` }];
    return people.length >= stage.quorum
      ? []
      : [
          {
            check: 'approvers',
            level: 'blocking',
            line: `Stage ${stage.name} takes ${stage.quorum} and ${people.length === 0 ? 'nobody' : `only ${people.length}`} can decide: nobody decides their own request, and those who left do not count.`,
            cure: `An admin adds people under access.approvers.${stage.name}, or a manager to the team, in aispend.yaml.`,
          },
        ];
  });
}

async function costFinding(world: World, team: string | null, model: Model, minutes: number): Promise<Finding> {
  const expected = await world.bill.expected(team, model.id, minutes);
  return 'cost' in expected
    ? { check: 'cost', level: 'note', line: `Estimate: about ${expected.cost}. ${expected.basis}` }
    : { check: 'cost', level: 'unknown', line: `What it will cost cannot be estimated: ${expected.why}` };
}
