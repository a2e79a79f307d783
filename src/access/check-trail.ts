import type { World } from './world.js';

/**
 * Follows the audit trail from its beginning. Its end goes into the log, which is kept elsewhere and so proves later that
 * nothing was cut off; when something is wrong the admins are told, once a day. Gives the sentence for that.
 */
export async function checkTrail(world: World): Promise<string | undefined> {
  const verdict = await world.audit.verify();
  if (verdict.intact) {
    world.log.info({ head: verdict.head }, 'the audit trail is intact');
    return undefined;
  }
  const line = `The audit trail is not intact: ${verdict.wrong}. Keep a copy of the database and look into who had access to it.`;
  world.log.error({ at: verdict.at, wrong: verdict.wrong }, 'the audit trail is not intact');
  const day = world.now().toISOString().slice(0, 10);
  await world.outbox.put(
    world.settings.admins.map((channel) => ({ key: `access:trail:${day}:${channel}`, channel, ...world.words.drift([line]) })),
  );
  return line;
}
