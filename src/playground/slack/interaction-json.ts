import type { Json } from './fake-slack.types.js';
import type { Workspace } from './workspace.js';

/** The fields every interaction payload begins with. */
export function interaction(workspace: Workspace, type: string, user: string): Json {
  const { identity, directory } = workspace;
  const person = directory.person(user);
  const team = directory.teamOf(person);
  return {
    type,
    user: { id: user, username: person.name, name: person.name, team_id: team },
    api_app_id: identity.appId,
    token: identity.verificationToken,
    team: { id: identity.teamId, domain: identity.teamDomain },
    enterprise: null,
    is_enterprise_install: false,
  };
}
