import { minutesOf } from '../duration.js';
import { UsageError } from '../errors.js';
import { showUtc } from '../period.js';
import { Owners } from '../spend/teams.js';
import type { Access } from './access.js';
import { readMinutes } from './catalogue.js';
import { todos } from './change.js';
import { endOf, pausesOf } from './pauses.js';
import { denying, tooLongBy } from './policy-document.js';
import type { Principal } from './ports.js';
import { teamOf, teamTags } from './preflight-principal.js';
import { protectedBecause } from './protection.js';
import type { AccessRequest } from './request.js';
import { requestId } from './request-id.js';
import { rightToPause, rightToTag, rightToUndoPause } from './rights-of-people.js';
import { after, BOT, type World } from './world.js';

/** Two who pause the same thing until the same time write it down a little apart. */
const AS_LONG_MINUTES = 5;

/** Pauses principals: the same engine, with a deny in place of an allow. It takes effect at once and ends by itself. */
export function pausing(world: World, kick: () => void): Pick<Access, 'pause' | 'tag'> {
  return {
    async pause({ principal: typed, duration, reason }, who, key) {
      const id = requestId(who.id, key);
      const known = await world.store.find(id);
      if (known) return known;
      const { settings } = world;
      const minutes = readMinutes(duration, minutesOf(settings.access.maxPause));
      if (reason.trim() === '') throw new UsageError('Say why it is paused; its team reads it.');
      const principal = await findPrincipal(world, typed);
      const team = ownerOf(world, principal);
      const authority = await rightToPause(world, who.id, team);
      const barred = protectedBecause(principal, settings.access, await world.rights(BOT).self());
      if (barred) throw new UsageError(barred);
      const now = world.now();
      if (tooLongBy(principal.kind, principal.inline, '', denying(after(now, minutes))) > 0)
        throw new UsageError(
          `The inline policies of ${principal.name} leave no room for it; detach its other policies in the IAM console.`,
        );
      await mustBeLonger(world, who.id, principal, after(now, minutes), id);
      const at = now.toISOString();
      const request: AccessRequest = {
        id,
        version: 1,
        kind: 'pause',
        state: 'Approved',
        asker: who.id,
        workspace: who.workspace,
        principal: principal.arn,
        team,
        minutes,
        reason: reason.trim().slice(0, 1000),
        pausedAs: authority,
        findings: [],
        stages: [],
        stage: 0,
        decisions: [],
        questions: [],
        askedAt: at,
        expiresAt: after(now, minutesOf(settings.access.expireAfter)),
        todo: todos(1, now, undefined, 'Approved', [
          {
            audit: {
              what: 'asked to pause',
              who: who.id,
              authority,
              details: { principal: principal.arn, minutes, reason: reason.trim() },
            },
          },
        ]),
        cards: [],
        settleSeconds: settings.access.settleSeconds,
      };
      const kept = (await world.store.add(request)) ? request : await world.store.find(id);
      kick();
      return kept as AccessRequest;
    },

    async tag(arn, team, who) {
      const { teams } = world.settings;
      if (!teams.some((one) => one.name === team)) throw new UsageError(`There is no team "${team.slice(0, 60)}" in aispend.yaml.`);
      const key = teamTags(world)[0];
      if (key === undefined)
        throw new UsageError('No IAM tag says which team a principal belongs to; name one under spend.tags.team in aispend.yaml.');
      const authority = await rightToTag(world, who.id, team);
      const principal = await findPrincipal(world, arn);
      const owner = ownerOf(world, principal);
      if (owner === team) return;
      if (owner !== null) await rightToTag(world, who.id, owner);
      const barred = protectedBecause(principal, world.settings.access, await world.rights(BOT).self());
      if (barred) throw new UsageError(barred);
      const written = await world.rights(who.id).tag(principal.arn, { [key]: team });
      if (written.did !== 'done') throw new UsageError(written.did === 'gone' ? `${principal.name} no longer exists.` : written.line);
      const at = world.now().toISOString();
      await world.audit.write([
        {
          key: `tag:${principal.arn}:${key}:${team}:${at}`,
          at,
          about: '',
          what: 'tagged',
          who: who.id,
          authority,
          details: { principal: principal.arn, key, value: team, before: owner, awsRequestId: written.requestId },
        },
      ]);
    },
  };
}

/**
 * A paused principal may be paused for longer, by those who may undo the pause there is.
 * @throws UsageError naming the pause that holds as long already, NotAllowed
 */
async function mustBeLonger(world: World, who: string, principal: Principal, end: string, id: string): Promise<void> {
  const there = (await pausesOf(world, principal.arn)).filter((one) => one.id !== id);
  const longest = there.find((one) => endOf(one) >= after(end, -AS_LONG_MINUTES));
  if (longest)
    throw new UsageError(
      `${principal.name} is paused already (${longest.id}, until ${showUtc(endOf(longest))}); a pause for longer than that takes its place without a gap.`,
    );
  for (const one of there) await rightToUndoPause(world, who, one);
}

const ownerOf = (world: World, principal: Principal): string | null =>
  teamOf(principal, teamTags(world), new Owners(world.settings.teams, world.settings.spend.mergeSpelling));

/** @throws UsageError when there is none, or more than one of that name */
async function findPrincipal(world: World, typed: string): Promise<Principal> {
  const wanted = typed.trim();
  const all = await world.rights(BOT).principals();
  // The bill names a role's session; who is paused is the role.
  const [, account, role] = /^arn:[\w-]+:sts::(\d{12}):assumed-role\/([^/]+)\//.exec(wanted) ?? [];
  const found = all.filter((one) =>
    role
      ? one.kind === 'role' && one.account === account && one.name === role
      : one.arn === wanted || one.name.toLowerCase() === wanted.toLowerCase(),
  );
  if (found.length === 1) return found[0] as Principal;
  throw new UsageError(
    found.length > 1
      ? `There is more than one "${wanted.slice(0, 64)}"; write the whole ARN.`
      : `There is no role or user "${wanted.slice(0, 64)}" in this account.`,
  );
}
