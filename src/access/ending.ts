import { NotAllowed, UsageError } from '../errors.js';
import type { Access, Outcome, Who } from './access.js';
import { change, changed, type Verdict } from './change.js';
import type { AccessRequest, EndCause } from './request.js';
import { idAsTyped, noneToSee } from './request-id.js';
import { concern, rightToRevoke, rightToUndoPause } from './rights-of-people.js';
import type { World } from './world.js';

const REASON_AT_MOST = 1000;
type Left = Omit<Outcome, 'request'>;

/** Ends grants and pauses before their time. */
export function ending(world: World, kick: () => void): Pick<Access, 'done' | 'revoke' | 'undoPause'> {
  async function end(
    id: string,
    who: Who,
    cause: EndCause,
    right: (request: AccessRequest) => Promise<string>,
    reason?: string,
  ): Promise<Outcome> {
    const { request, result, swapped } = await change<Left>(world, id, async (row) =>
      ended(world, row, who, cause, await right(row), reason),
    );
    if (swapped) kick();
    return { ...result, request };
  }

  /** What prolongs a grant ends with it; each is looked at anew, so a second call goes on where the first was cut off. */
  async function withWhatProlongs(id: string, act: (id: string) => Promise<Outcome>): Promise<Outcome> {
    const outcome = await act(id);
    const { asker, principal } = outcome.request;
    const open = await world.store.list({
      states: ['Pending', 'Waiting for AWS', 'Approved', 'Granting', 'Granted'],
      asker,
      principal,
      limit: 200,
    });
    for (const one of open.filter((other) => other.extends === outcome.request.id)) await withWhatProlongs(one.id, act);
    return outcome;
  }

  return {
    done: (id, who) =>
      withWhatProlongs(id, (one) =>
        end(one, who, 'done', async (request) => {
          if (request.asker !== who.id && (await concern(world, who.id, request)) === undefined) throw new UsageError(noneToSee(id));
          if (request.asker !== who.id || request.kind !== 'grant')
            throw new NotAllowed('A grant is returned by the person who asked for it; others may revoke it.', [request.asker]);
          return 'who asked';
        }),
      ),
    revoke: (id, who, reason) =>
      withWhatProlongs(id, (one) =>
        end(
          one,
          who,
          'revoked',
          async (request) => {
            if (request.kind !== 'grant') throw new UsageError('That is a pause; undo it instead.');
            return request.asker === who.id ? 'who asked' : rightToRevoke(world, who.id, request);
          },
          reason.trim().slice(0, REASON_AT_MOST) || 'no reason given',
        ),
      ),
    undoPause: async (id, who) =>
      end(await pauseOf(world, id), who, 'undone', async (request) => {
        if (request.kind !== 'pause') throw new UsageError('That is no pause; a grant is returned with done.');
        return rightToUndoPause(world, who.id, request);
      }),
  };
}

/**
 * The id of a pause, by itself or by whom it stops, as typed. Whether a person may undo it is looked at afterwards: who is
 * paused is no secret to who asks for access.
 * @throws UsageError when there is none
 */
async function pauseOf(world: World, typed: string): Promise<string> {
  if (await world.store.find(idAsTyped(typed))) return typed;
  const wanted = typed.trim().toLowerCase();
  const open = await world.store.list({ states: ['Approved', 'Granting', 'Granted'], limit: 1000 });
  const found = open.find(
    ({ kind, principal }) =>
      kind === 'pause' && (principal.toLowerCase() === wanted || principal.split('/').at(-1)?.toLowerCase() === wanted),
  );
  if (!found)
    throw new UsageError(`"${typed.trim().slice(0, 64)}" is not paused, and no pause has that id; \`access list\` shows the pauses.`);
  return found.id;
}

function ended(
  world: World,
  request: AccessRequest,
  who: Who,
  cause: EndCause,
  authority: string,
  reason: string | undefined,
): Verdict<Left> {
  const now = world.now();
  const audit = { audit: { what: cause, who: who.id, authority, details: { reason } } };
  switch (request.state) {
    case 'Granting':
    case 'Granted': {
      const end = { cause, by: who.id, at: now.toISOString(), into: 'Revoked' as const, ...(reason === undefined ? {} : { reason }) };
      return {
        next: changed(request, { state: 'Revoking', ending: end, notBefore: undefined, trouble: undefined }, now, audit, { card: true }),
        result: { did: 'done' },
      };
    }
    case 'Approved':
    case 'Pending':
    case 'Waiting for AWS':
      if (request.state !== 'Approved' && request.extends === undefined)
        throw new UsageError(`It is ${request.state}: nothing has been granted yet. Cancel it, or deny it.`);
      return {
        next: changed(
          request,
          { state: 'Cancelled', endedAt: now.toISOString(), cancelled: { by: who.id, ...(reason === undefined ? {} : { line: reason }) } },
          now,
          audit,
          { card: true },
          {
            tell: { what: 'cancelled', by: who.id, ...(reason === undefined ? {} : { line: reason }) },
          },
        ),
        result: { did: 'done' },
      };
    case 'Revoking':
    case 'Revoked':
      return { leave: { did: 'already', ...(request.ending ? { by: request.ending.by } : {}) } };
    default:
      throw new UsageError(`It is ${request.state}; there is nothing to take back.`);
  }
}
