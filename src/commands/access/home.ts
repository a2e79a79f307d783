import { type AccessRequest, FINAL, STATES, type State } from '../../access/request.js';
import { REQUEST_SHORTCUT } from '../../views/access/actions.js';
import { drawHome } from '../../views/access/home.js';
import type { HomePart, Shortcut } from '../surface.js';
import { openForm } from './open-form.js';

const IN_FORCE: readonly State[] = ['Approved', 'Granting', 'Granted', 'Revoking'];
const OPEN = STATES.filter((state) => !FINAL.includes(state));

/** At most so many of her own are looked up with those who decide them. */
const MINE_AT_MOST = 20;
/** So many that others have asked for are looked at to find those that wait for her; that there are more is said. */
const OTHERS_AT_MOST = 300;

/** App Home: what waits for this person, her own requests, and the pauses she may see. */
export const accessHome: HomePart = async ({ access, asker, slash, settings }) => {
  const which = (what: (request: AccessRequest) => boolean) => (request: AccessRequest) => request.asker !== asker.id && what(request);
  const mine = await access.list(asker, { states: OPEN, limit: MINE_AT_MOST, which: (one) => one.asker === asker.id });
  const pending = await access.list(asker, { states: ['Pending'], limit: OTHERS_AT_MOST + 1, which: which(() => true) });
  const isLeft = ({ breakGlass }: AccessRequest): boolean => breakGlass !== undefined && !breakGlass.review;
  const listed = (states: readonly State[], what: (request: AccessRequest) => boolean) =>
    access.list(asker, { states, limit: OTHERS_AT_MOST, which: which(what) });
  const rest = await listed(IN_FORCE, (one) => one.kind === 'pause' || isLeft(one));
  // Broken glass may have been revoked long before anybody has looked at it; who reviews by another right has the message.
  if (settings.admins.includes(asker.id)) rest.push(...(await listed(['Revoked'], isLeft)));
  const requests = await Promise.all(
    [...mine, ...pending.slice(0, OTHERS_AT_MOST), ...rest].map(async (request) => ({
      request,
      viewer: await access.viewer(request.id, asker),
      deciders: request.asker === asker.id ? await access.deciders(request.id, asker) : NOBODY,
    })),
  );
  return drawHome({ requests, slash, isMore: pending.length > OTHERS_AT_MOST });
};

/** Who decides is drawn for her own requests only. */
const NOBODY = { people: [], have: 0, need: 0 };

/** Slack's own menu entry. */
export const requestShortcut: Shortcut = {
  callback: REQUEST_SHORTCUT,
  run: (context) => openForm(context),
};
