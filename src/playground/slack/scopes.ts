import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Channel, Json } from './fake-slack.types.js';
import { SlackError } from './slack-error.js';
import type { Workspace } from './workspace.js';

const manifest = z.object({ oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }) });

/** The scopes that the bot's token has when the app was made from its manifest; undefined, which is all, without the file. */
export function manifestScopes(): string[] | undefined {
  const file = fileURLToPath(new URL('../../../manifest.yml', import.meta.url));
  return existsSync(file) ? manifest.parse(parse(readFileSync(file, 'utf8'))).oauth_config.scopes.bot : undefined;
}

/** What a method asks of a bot's token, by docs.slack.dev's method pages; those that are not here ask for nothing. */
const NEEDED: Record<string, string> = {
  'chat.postMessage': 'chat:write',
  'chat.postEphemeral': 'chat:write',
  'chat.update': 'chat:write',
  'chat.delete': 'chat:write',
  'conversations.open': 'im:write',
  'files.getUploadURLExternal': 'files:write',
  'files.completeUploadExternal': 'files:write',
  'team.info': 'team:read',
  'users.info': 'users:read',
  'users.lookupByEmail': 'users:read.email',
  'usergroups.users.list': 'usergroups:read',
};
/** Of these there is a scope for each type of conversation. */
const BY_TYPE: Record<string, 'read' | 'history'> = {
  'conversations.info': 'read',
  'conversations.members': 'read',
  'conversations.list': 'read',
  'conversations.history': 'history',
  'conversations.replies': 'history',
};
const TYPES = ['channels', 'groups', 'mpim', 'im'];

/** @throws SlackError missing_scope, with what would do and what there is */
export function checkScopes(workspace: Workspace, method: string, args: Json): void {
  const { scopes } = workspace;
  const refuse = (needed: string): never => {
    throw new SlackError('missing_scope', { needed, provided: [...(scopes ?? [])].join(',') });
  };
  if (!scopes) return;
  const needed = NEEDED[method];
  if (needed && !scopes.has(needed)) refuse(needed);
  const verb = BY_TYPE[method];
  if (!verb) return;
  // Without any of them Slack does not look which conversation is meant.
  if (!TYPES.some((type) => scopes.has(`${type}:${verb}`))) refuse(TYPES.map((type) => `${type}:${verb}`).join(','));
  for (const scope of typesMeant(workspace, method, args).map((type) => `${type}:${verb}`)) if (!scopes.has(scope)) refuse(scope);
}

function typesMeant(workspace: Workspace, method: string, args: Json): string[] {
  if (method === 'conversations.list') {
    const kinds = String(args.types ?? 'public_channel').split(',');
    return kinds.map((kind) => (kind === 'private_channel' ? 'groups' : kind === 'public_channel' ? 'channels' : kind));
  }
  return [typeOf(workspace, workspace.directory.forBot(args.channel))];
}

const typeOf = ({ directory }: Workspace, channel: Channel): string =>
  directory.isDirect(channel) ? 'im' : channel.isPrivate ? 'groups' : 'channels';
