import { z } from 'zod';

const CURE = 'Slack shows the id at the bottom of the channel’s details, which a click on its name opens';

/** Where messages go. A name would do for posting, but not for files, for looking who is there or for finding a message again. */
export const channelId = z
  .string({ error: `must be the id of a channel, such as C0123456789; ${CURE}` })
  .regex(/^[CDGUW][A-Z0-9]{2,}$/, `must be the id of a channel, such as C0123456789, and not its name; ${CURE}`);

/** What a "#finance" without quotes comes to, which YAML takes for a comment: the key and the name, where there is nothing else. */
export function namesTakenForComments(yaml: string): { key: string; wrong: string; cure: string }[] {
  return [...yaml.matchAll(/^\s*(?:-\s*)?(channel|financeChannel):\s+#([^\s#]\S*)\s*$/gm)].map(([, key = '', name]) => ({
    key,
    wrong: `#${name} without quotes is a comment, so there is no channel`,
    cure: `Write the id of the channel, such as C0123456789; ${CURE}.`,
  }));
}
