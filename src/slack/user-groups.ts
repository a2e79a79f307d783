import type { WebClient } from '@slack/web-api';
import { Unavailable } from '../errors.js';

const KEPT_MS = 60_000;

/** Who is in a user group, as Slack's usergroups.users.list tells it (scope usergroups:read); remembered for a minute. */
export class UserGroups {
  private readonly known = new Map<string, { until: number; members: Promise<string[]> }>();

  constructor(
    private readonly web: WebClient,
    private readonly now: () => Date,
  ) {}

  /** Ids of the members; those of a group that is disabled or not there are none. @throws Unavailable when Slack cannot tell */
  groupMembers(group: string): Promise<string[]> {
    const now = this.now().getTime();
    const known = this.known.get(group);
    if (known && known.until > now) return known.members;
    const members = this.ask(group);
    this.known.set(group, { until: now + KEPT_MS, members });
    members.catch(() => this.known.delete(group));
    return members;
  }

  private async ask(usergroup: string): Promise<string[]> {
    try {
      return (await this.web.usergroups.users.list({ usergroup })).users ?? [];
    } catch (error) {
      if (/no_such_subteam|subteam_not_found/.test(String((error as { data?: { error?: string } }).data?.error))) return [];
      throw new Unavailable('Slack does not tell aispend who is in a user group right now; try again in a minute.', { cause: error });
    }
  }
}
