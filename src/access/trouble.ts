import { changed } from './change.js';
import type { AccessRequest } from './request.js';
import { later, type World } from './world.js';

/** So many failures in a row are no hiccup: the admins are told, once. */
const TELL_AFTER = 3;
const LONGEST_PAUSE_S = 300;

/** Tried again later: after 2, 4, 8 … seconds, at most five minutes, for as long as the request is in this state. */
export function again(world: World, request: AccessRequest, line: string, o: { tellNow?: boolean } = {}): AccessRequest {
  const now = world.now();
  const tries = (request.trouble?.tries ?? 0) + 1;
  const tell = request.trouble?.toldAt === undefined && (o.tellNow === true || tries >= TELL_AFTER);
  const trouble = {
    line,
    tries,
    since: request.trouble?.since ?? now.toISOString(),
    ...(tell ? { toldAt: now.toISOString() } : request.trouble?.toldAt === undefined ? {} : { toldAt: request.trouble.toldAt }),
  };
  const patch = { trouble, notBefore: later(now, Math.min(2 ** tries, LONGEST_PAUSE_S)) };
  return tell ? changed(request, patch, now, { tell: { what: 'trouble', line } }, { card: true }) : changed(request, patch, now);
}
