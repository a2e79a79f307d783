import { minutesOf } from '../duration.js';
import type { AccessSettings, Model } from './catalogue.js';
import { standing } from './deciders.js';
import type { AccessRequest, Stage } from './request.js';
import { after } from './world.js';

/** The stages of a new request, the first of them open unless it has to wait. */
export const stagesOf = (model: Model, settings: AccessSettings, openAt: string | undefined): Stage[] =>
  model.stages.map((stage, index) => (index === 0 && openAt !== undefined ? opened(stage, settings, openAt) : { ...stage }));

const opened = (stage: Stage, settings: AccessSettings, at: string): Stage => {
  const { closedAt: _closed, escalatedAt: _escalated, ...rest } = stage;
  return { ...rest, openedAt: at, escalateAt: after(at, minutesOf(settings.escalateAfter)) };
};

/** Where a request stands after its decisions have changed: the first stage without its quorum is open, those before are closed. */
export function advanced(request: AccessRequest, settings: AccessSettings, at: string): Pick<AccessRequest, 'stages' | 'stage' | 'state'> {
  const found = request.stages.findIndex((stage, index) => standing(request, index).length < stage.quorum);
  const stage = found < 0 ? request.stages.length : found;
  const stages = request.stages.map((one, index) => {
    if (index < stage) return one.closedAt ? one : { ...one, closedAt: at };
    if (index === stage && (one.openedAt === undefined || one.closedAt !== undefined)) return opened(one, settings, at);
    return one;
  });
  return { stages, stage, state: found < 0 ? 'Approved' : 'Pending' };
}
