import { NotAllowed } from '../errors.js';
import type { AccessRequest } from './request.js';
import { rightToPause } from './rights-of-people.js';
import type { World } from './world.js';

/** Whether the person who paused still may. @throws Unavailable when Slack does not say */
export async function mayStillPause(world: World, request: AccessRequest): Promise<boolean> {
  try {
    await rightToPause(world, request.asker, request.team);
    return true;
  } catch (error) {
    if (error instanceof NotAllowed) return false;
    throw error;
  }
}
