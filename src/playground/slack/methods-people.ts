import type { Json, Person } from './fake-slack.types.js';
import type { Methods } from './methods.js';
import { SlackError } from './slack-error.js';
import type { Workspace } from './workspace.js';

/** People of another workspace hide their address, and those who left cannot be found by it. */
const emailOf = (person: Person): string | undefined => (person.is_stranger ? undefined : `${person.name}@example.com`);

/** A person as users.info shows him or her; flags are there when false, too. */
function userJson(workspace: Workspace, person: Person): Json {
  return {
    id: person.id,
    team_id: workspace.directory.teamOf(person),
    name: person.name,
    real_name: person.realName,
    deleted: Boolean(person.deleted),
    tz: person.tz,
    is_bot: Boolean(person.is_bot),
    is_admin: Boolean(person.is_admin),
    is_owner: false,
    is_restricted: Boolean(person.is_restricted),
    is_ultra_restricted: Boolean(person.is_ultra_restricted),
    is_stranger: Boolean(person.is_stranger),
    is_email_confirmed: !person.is_stranger,
    profile: { real_name: person.realName, display_name: person.name, title: person.title ?? '', email: emailOf(person) },
  };
}

/** A bot is a user, too. */
const botOf = ({ identity }: Workspace): Person => ({
  id: identity.botUserId,
  name: 'aispend',
  realName: 'aispend',
  tz: 'UTC',
  is_bot: true,
});

export const peopleMethods: Methods = {
  'users.info': (workspace, args) => {
    const self = args.user === workspace.identity.botUserId;
    return { user: userJson(workspace, self ? botOf(workspace) : workspace.directory.person(args.user)) };
  },

  'users.lookupByEmail': (workspace, args) => {
    const found = workspace.directory.people.find((person) => !person.deleted && emailOf(person) === String(args.email).toLowerCase());
    if (!found) throw new SlackError('users_not_found');
    return { user: userJson(workspace, found) };
  },

  'usergroups.users.list': (workspace, args) => {
    const users = workspace.userGroups[String(args.usergroup)];
    if (!users) throw new SlackError('no_such_subteam');
    return { users };
  },
};
