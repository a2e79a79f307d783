import type { Log } from '../log.js';
import type { Outbox } from './outbox.js';
import type { Broken } from './outbox-store.js';

/** What to do about Slack's word for why a channel took no message (docs.slack.dev, chat.postMessage errors). */
const CURES: [RegExp, string][] = [
  [/not_in_channel|no_permission/, 'Invite aispend there with `/invite @aispend`.'],
  [/channel_not_found/, 'Check the id in aispend.yaml; to a private channel aispend must be invited with `/invite @aispend`.'],
  [/is_archived/, 'Unarchive it, or name another channel in aispend.yaml.'],
  [/restricted_action|posting/, 'A workspace setting says who may post there; let aispend post, or name another channel in aispend.yaml.'],
  [/user_not_found|user_disabled|cannot_dm/, 'The person left or takes no messages; name somebody else in aispend.yaml.'],
  [/missing_scope/, 'Reinstall the Slack app with the scopes of manifest.yml.'],
  [/invalid_auth|token|not_authed|account_inactive/, 'Check SLACK_BOT_TOKEN, and that the app is still installed.'],
];

const cureFor = (word: string): string => CURES.find(([words]) => words.test(word))?.[1] ?? 'The log has the details.';
/** A mention, which only an id makes; anything else as it is written. */
function place(channel: string): string {
  if (/^[UW][A-Z0-9]+$/.test(channel)) return `<@${channel}>`;
  return /^[CDG][A-Z0-9]+$/.test(channel) ? `<#${channel}>` : `\`${channel.replaceAll(/[`<>&]/g, '')}\``;
}

/** Somebody whose subscription goes to a channel. */
export interface Subscriber {
  id: string;
  owner: string;
}

/**
 * Tells every admin once that a channel takes no messages, and what to do; and those who subscribed to something there, who
 * wait for it. What cannot be told to a person is not told again.
 */
export async function tellOfBroken(
  broken: Broken,
  admins: string[],
  outbox: Outbox,
  log: Log,
  subscribers: Subscriber[] = [],
): Promise<void> {
  log.error({ channel: broken.channel, word: broken.word, since: broken.since }, 'a channel takes no messages');
  if (admins.includes(broken.channel)) return;
  const key = (kind: string, person: string): string => `${kind}:${broken.channel}:${broken.word}:${broken.since}:${person}`;
  const says = `do not reach ${place(broken.channel)}: Slack says \`${broken.word.replaceAll('`', '')}\`.`;
  const waiting = [...new Set(subscribers.map((one) => one.owner))].filter((owner) => owner !== broken.channel);
  await outbox.put([
    ...admins.map((admin) => ({
      key: key('broken', admin),
      channel: admin,
      text: `Messages of aispend ${says} ${cureFor(broken.word)}`,
    })),
    ...waiting.map((owner) => ({
      key: key('broken-subscription', owner),
      channel: owner,
      text: `Your subscriptions ${says} ${wayFor(broken.word)} ${endings(subscribers.filter((one) => one.owner === owner))}`,
    })),
  ]);
}

/** What somebody who subscribed can do about it. */
const wayFor = (word: string): string =>
  /not_in_channel|channel_not_found|no_permission/.test(word)
    ? 'Invite aispend there with `/invite @aispend`.'
    : 'The admins of aispend have been told.';

const endings = (all: Subscriber[]): string =>
  `They go on until they are removed: ${all.map(({ id }) => `\`/aispend unsubscribe ${id}\``).join(', ')}.`;
