import type { Outcome } from '../../access/access.js';
import { drawOutcome } from '../../views/access/outcome.js';
import type { Seen } from '../../views/access/requests.js';
import type { CommandContext } from '../command.js';
import type { Done } from '../surface.js';

type Uses = Pick<CommandContext, 'access' | 'asker' | 'settings'>;

/**
 * What is said of a press. Where the person sees the change itself (the card in its channel, App Home that is drawn anew)
 * nothing is; that somebody else was faster is always said.
 */
export function told(outcome: Outcome, { asker, settings }: Uses, done?: string): Done | undefined {
  const seesIt = asker.channel === undefined || asker.channel === settings.access.channel;
  return outcome.did === 'done' && seesIt ? undefined : { message: drawOutcome(outcome, done, asker.id) };
}

/** A request as this person sees it. @throws UsageError when there is none that she may see */
export async function seen(id: string, { access, asker }: Pick<Uses, 'access' | 'asker'>): Promise<Seen> {
  const request = await access.find(id, asker);
  const [deciders, may] = [await access.deciders(request.id, asker), await access.whyApprover(request.id, asker)];
  return { request, viewer: await access.viewer(request.id, asker), deciders, may };
}
