import type { Delivery, DeliveryOptions } from './delivery.js';
import { escapeCommand } from './escape-command.js';
import type { Acknowledged, Json } from './fake-slack.types.js';
import { SlackError } from './slack-error.js';
import type { Workspace } from './workspace.js';

export interface CommandOptions extends DeliveryOptions {
  command?: string;
}

/** A body that is JSON says a message; any other text is the message. */
function immediateAnswer(body: string): Json {
  try {
    const parsed = JSON.parse(body);
    return typeof parsed === 'object' && parsed !== null ? parsed : { text: body };
  } catch {
    return { text: body };
  }
}

/**
 * Types a slash command. The immediate answer, if any, is shown; a command that was not taken in time, or with another
 * status than 200, shows the person Slack's own line.
 */
export async function typeCommand(
  workspace: Workspace,
  delivery: Delivery,
  user: string,
  channelId: string,
  text: string,
  { command = '/aispend', ...options }: CommandOptions = {},
): Promise<Acknowledged> {
  const { identity, directory } = workspace;
  const channel = directory.whereActs(user, channelId);
  const person = directory.person(user);
  const payload = {
    token: identity.verificationToken,
    team_id: directory.teamOf(person),
    team_domain: identity.teamDomain,
    channel_id: channel.id,
    channel_name: channel.isPrivate ? 'privategroup' : channel.name,
    user_id: user,
    user_name: person.name,
    command,
    text: escapeCommand(text, user, directory),
    api_app_id: identity.appId,
    is_enterprise_install: 'false',
    response_url: workspace.responseUrls.mint(user, channel.id),
    trigger_id: workspace.triggers.mint(user),
  };
  const acknowledged = await delivery.send('slash_commands', payload, options);
  const failed = (why: string) => workspace.tell(user, channel.id, `${command} failed with the error "${why}"`);
  if (acknowledged.status !== 200) failed(acknowledged.status === 0 ? acknowledged.body : 'dispatch_failed');
  else if (acknowledged.body !== '') {
    try {
      workspace.responseUrls.say(user, channel.id, immediateAnswer(acknowledged.body));
    } catch (error) {
      if (!(error instanceof SlackError)) throw error;
      failed(error.word);
    }
  }
  return acknowledged;
}
