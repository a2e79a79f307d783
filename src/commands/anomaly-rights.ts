import { namedToPause } from '../access/rights-of-people.js';
import { NotAllowed } from '../errors.js';
import type { CommandContext } from './command.js';

type Uses = Pick<CommandContext, 'asker' | 'isAdmin' | 'manages' | 'admins' | 'settings'>;

/** Silence is for those who answer for the money: the team's managers and the admins. @throws NotAllowed naming them */
export function mustAnswerFor(team: string | null, what: string, { asker, isAdmin, manages, admins, settings }: Uses): void {
  if (isAdmin(asker) || (team !== null && manages(asker).includes(team))) return;
  const managers = settings.teams.find((one) => one.name === team)?.managers ?? [];
  const who = team !== null && managers.length > 0 ? `managers of ${team} and admins` : 'admins';
  throw new NotAllowed(`Only ${who} can ${what}; ask one of them:`, [...new Set([...managers, ...admins])]);
}

/** To whom the button is drawn: admins, curators of the registry, and whoever `access.mayPause` names. */
export const mayPause = ({ asker, isAdmin, settings }: Uses): boolean => isAdmin(asker) || namedToPause(settings).includes(asker.id);
