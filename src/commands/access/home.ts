import { FINAL, STATES } from '../../access/request.js';
import { REQUEST_SHORTCUT } from '../../views/access/actions.js';
import { drawHome } from '../../views/access/home.js';
import type { HomePart, Shortcut } from '../surface.js';
import { openForm } from './open-form.js';

const OPEN = STATES.filter((state) => !FINAL.includes(state));

/** App Home: what waits for this person, her own requests, and the pauses she may see. */
export const accessHome: HomePart = async ({ access, asker, slash, settings }) => {
  const open = await access.list(asker, { states: OPEN, limit: 100 });
  const others = open.filter((one) => one.asker !== asker.id);
  const may = await Promise.all(others.map(async (one) => one.state === 'Pending' && (await access.whyApprover(one.id, asker)).may));
  const mine = open.filter((one) => one.asker === asker.id && one.kind === 'grant');
  // Broken glass may have been revoked long before anybody has looked at it; who reviews by another right has the message.
  const broken = settings.admins.includes(asker.id) ? await access.list(asker, { states: ['Granted', 'Revoked'], limit: 100 }) : [];
  return drawHome({
    waiting: others.filter((_, index) => may[index]),
    reviews: broken.filter((one) => one.breakGlass && !one.breakGlass.review && one.asker !== asker.id),
    mine: await Promise.all(mine.slice(0, 20).map(async (request) => ({ request, deciders: await access.deciders(request.id, asker) }))),
    pauses: open.filter((one) => one.kind === 'pause' && one.state === 'Granted'),
    slash,
  });
};

/** Slack's own menu entry. */
export const requestShortcut: Shortcut = {
  callback: REQUEST_SHORTCUT,
  run: (context) => openForm(context),
};
