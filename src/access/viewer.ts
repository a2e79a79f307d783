import { NotAllowed, Unavailable } from '../errors.js';
import { whyDecider } from './deciders.js';
import { factsOf } from './facts.js';
import type { AccessRequest } from './request.js';
import { rightToReview, rightToRevoke, rightToUndoPause } from './rights-of-people.js';
import type { Viewer } from './words.js';
import type { World } from './world.js';

/** Everybody in a channel. */
const CHANNEL: Viewer = { decides: true, ends: true, reviews: true };

/** A Slack user id, and not a channel's. */
export const isPerson = (place: string): boolean => /^[UW]/.test(place);

/** For whom something is drawn that is sent there: a person, or the people of a channel. */
export const viewerAt = async (world: World, request: AccessRequest, place: string): Promise<Viewer> =>
  isPerson(place) ? viewerOf(world, request, place) : CHANNEL;

/**
 * What a person may do with a request as it stands, for buttons only: whoever presses is looked at again. Where Slack does
 * not say who it is, taking away and reviewing are offered, because the press decides.
 */
export async function viewerOf(world: World, request: AccessRequest, id: string): Promise<Viewer> {
  const { kind, state, breakGlass } = request;
  const ends = (): Promise<unknown> => (kind === 'pause' ? rightToUndoPause(world, id, request) : rightToRevoke(world, id, request));
  return {
    id,
    decides:
      state === 'Pending' && !hasDecided(request, id) && whyDecider(request, id, world.settings, await factsOf(world, request, id)).may,
    ends: state === 'Granted' && (await isAllowed(ends)),
    reviews: breakGlass !== undefined && breakGlass.review === undefined && (await isAllowed(() => rightToReview(world, id, request))),
  };
}

/** Of a stage that takes several, each person decides once. */
const hasDecided = ({ decisions, stage }: AccessRequest, id: string): boolean =>
  decisions.some((one) => one.stage === stage && one.by === id && one.void === undefined);

const isAllowed = (right: () => Promise<unknown>): Promise<boolean> =>
  right().then(
    () => true,
    (error: unknown) => {
      if (error instanceof NotAllowed || error instanceof Unavailable) return error instanceof Unavailable;
      throw error;
    },
  );
