import { standing } from './deciders.js';
import type { AccessRequest } from './request.js';
import { BOT } from './world.js';

/**
 * For whom the bot acts at AWS, so that CloudTrail names that person: who ends it, else whose approval was the last, else
 * who did it without one (a pause, breaking glass).
 */
export function actorOf(request: AccessRequest): string {
  if (request.ending) return request.ending.by;
  const last = request.stages
    .flatMap((_, index) => standing(request, index))
    .sort((a, b) => (a.at < b.at ? -1 : 1))
    .at(-1);
  if (last) return last.by;
  return request.kind === 'pause' || request.breakGlass ? request.asker : BOT;
}
