import { FINAL, STATES } from '../../access/request.js';
import { REQUEST_SHORTCUT } from '../../views/access/actions.js';
import { drawHome } from '../../views/access/home.js';
import type { HomePart, Shortcut } from '../surface.js';
import { openForm } from './open-form.js';

const OPEN = STATES.filter((state) => !FINAL.includes(state));

/** At most so many of her own are looked up with those who decide them. */
const MINE_AT_MOST = 20;

/** App Home: what waits for this person, her own requests, and the pauses she may see. */
export const accessHome: HomePart = async ({ access, asker, slash, settings }) => {
  const open = await access.list(asker, { states: OPEN, limit: 100 });
  const mine = open.filter((one) => one.asker === asker.id).slice(0, MINE_AT_MOST);
  const others = open.filter((one) => one.asker !== asker.id && (one.state === 'Pending' || one.kind === 'pause' || one.breakGlass));
  // Broken glass may have been revoked long before anybody has looked at it; who reviews by another right has the message.
  const over = settings.admins.includes(asker.id) ? await access.list(asker, { states: ['Revoked'], limit: 100 }) : [];
  const shown = [...mine, ...others, ...over.filter((one) => one.breakGlass && !one.breakGlass.review)];
  const requests = await Promise.all(
    shown.map(async (request) => ({
      request,
      viewer: await access.viewer(request.id, asker),
      deciders: await access.deciders(request.id, asker),
    })),
  );
  return drawHome({ requests, slash });
};

/** Slack's own menu entry. */
export const requestShortcut: Shortcut = {
  callback: REQUEST_SHORTCUT,
  run: (context) => openForm(context),
};
