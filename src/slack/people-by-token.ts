import { WebClient } from '@slack/web-api';
import type { Log } from '../log.js';
import { boltLogger } from './bolt-logger.js';
import { Identity } from './identity.js';
import { People } from './people.js';
import { Rooms } from './rooms.js';
import type { RunningSlack } from './start-slack.js';
import { UserGroups } from './user-groups.js';

/** Asks Slack about people and channels with the bot's token alone, for a process that takes no requests. */
export function peopleByToken(o: { botToken: string; apiUrl?: string; log: Log; now(): Date }): RunningSlack['people'] {
  const web = new WebClient(o.botToken, {
    ...(o.apiUrl ? { slackApiUrl: o.apiUrl } : {}),
    retryConfig: { retries: 0 },
    timeout: 10_000,
    rejectRateLimitedCalls: true,
    headers: { connection: 'close' },
    logger: boltLogger(o.log),
  });
  return peopleOf(web, new Identity(web, o.log), o.now);
}

/** What Slack tells of people, user groups and channels. */
export function peopleOf(web: WebClient, identity: Identity, now: () => Date): RunningSlack['people'] & { asked: People } {
  const people = new People(web, () => identity.home(), now);
  const groups = new UserGroups(web, now);
  const rooms = new Rooms(web, people, async () => [await identity.home(), identity.enterprise ?? ''], now);
  return {
    asked: people,
    state: (user) => people.state(user),
    groupMembers: (group) => groups.groupMembers(group),
    room: (channel, known) => rooms.room(channel, known),
  };
}
