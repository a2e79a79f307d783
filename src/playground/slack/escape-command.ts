import type { Directory } from './directory.js';

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/**
 * What a command's text becomes with the manifest's `should_escape: true`: @people, #channels and addresses arrive as
 * `<@U…|name>`, `<#C…|name>` and `<https://…>`, everything else with & < > escaped. Mentions that are already written
 * as `<@U…>` (as a client's own completion does) are completed with the name.
 */
export function escapeCommand(text: string, user: string, directory: Directory): string {
  const seen = directory.channels.filter((channel) => !channel.isPrivate || channel.members.includes(user));
  const person = (wanted: string) => directory.people.find(({ id, name }) => [id, name].includes(wanted));
  const channel = (wanted: string) => seen.find(({ id, name }) => [id, name].includes(wanted));

  const mention = (whole: string, mark: string, wanted: string): string => {
    const found = mark === '@' ? person(wanted) : channel(wanted);
    return found ? `<${mark}${found.id}|${found.name}>` : escaped(whole);
  };

  return text
    .split(/(<[@#][A-Z0-9]+(?:\|[^>]*)?>|(?<=^|\s)[@#][\w.-]+|https?:\/\/[^\s<>]+)/)
    .map((part) => {
      const written = /^<([@#])([A-Z0-9]+)/.exec(part) ?? /^([@#])([\w.-]+)$/.exec(part);
      if (written) return mention(part, written[1]!, written[2]!);
      return /^https?:\/\//.test(part) ? `<${part.replaceAll('&', '&amp;')}>` : escaped(part);
    })
    .join('');
}
