import { problemsOfBlocks, problemsOfView } from './content.js';
import type { Json } from './fake-slack.types.js';
import { chatMethods } from './methods-chat.js';
import { conversationMethods } from './methods-conversations.js';
import { fileMethods } from './methods-files.js';
import { peopleMethods } from './methods-people.js';
import { viewMethods } from './methods-views.js';
import { TEAM_NAMES } from './people.js';
import { SlackError } from './slack-error.js';
import type { Workspace } from './workspace.js';

/** A Web API method: what it answers beside `ok: true`, or a SlackError. Arguments are parsed JSON. */
export type Method = (workspace: Workspace, args: Json) => Json;
export type Methods = Record<string, Method>;

/** Methods that ask for no token. */
export const WITHOUT_TOKEN = ['api.test', 'blocks.validate'];
/** Methods for the app-level token (xapp-…). */
export const WITH_APP_TOKEN = ['apps.connections.open'];

export const METHODS: Methods = {
  ...chatMethods,
  ...viewMethods,
  ...peopleMethods,
  ...conversationMethods,
  ...fileMethods,

  'api.test': (_workspace, args) => {
    if (args.error) throw new SlackError(String(args.error), { args });
    return { args };
  },

  'auth.test': ({ identity }) => ({
    url: `https://${identity.teamDomain}.slack.com/`,
    team: identity.teamDomain,
    team_id: identity.teamId,
    user: 'aispend',
    user_id: identity.botUserId,
    bot_id: identity.botId,
    is_enterprise_install: false,
  }),

  // Of another workspace only while a channel is shared with it.
  'team.info': ({ identity, directory }, { team = identity.teamId }) => {
    const known = team === identity.teamId || directory.channels.some((channel) => directory.othersIn(channel).includes(team));
    if (!known) throw new SlackError('team_not_found');
    return {
      team: { id: team, name: TEAM_NAMES[team] ?? team, domain: team === identity.teamId ? identity.teamDomain : team.toLowerCase() },
    };
  },

  'blocks.validate': (workspace, { blocks, message, view }) => {
    const problems = view ? problemsOfView(workspace, view, view.type) : problemsOfBlocks(workspace, message?.blocks ?? blocks, 'message');
    if (problems.length > 0) throw new SlackError('invalid_blocks', { errors: problems });
    return {};
  },
};
