import type { Draw } from './draw.js';
import type { Model } from './model.js';
import { post, postOrTell } from './server.js';

/** Draws as the acting person sees it; clicks go to the message given, or else to that person's open view. */
export function drawerOf(model: Model, message?: { channel: string; ts: string }): Draw {
  const as = model.state?.me;
  return {
    personName: (id) => model.person(id)?.name,
    channelName: (id) => model.channelName(id),
    timeZone: model.me?.timeZone ?? 'UTC',
    now: new Date(model.state?.now ?? 0),
    act: async (action, value) => {
      await postOrTell('click', { as, message, action, value });
    },
    suggest: async (action, typed) => (await post('suggest', { as, message, action, value: typed })).options ?? [],
  };
}
