import type { AwsSettings } from './aws/client-settings.js';
import { createIam } from './aws/iam-client.js';
import type { FileConfig } from './config-schema.js';
import { checkOwnRights, type OwnRights } from './own-rights/check.js';

/** Looks at the bot's own rights once, over connections of its own: with its own credentials and as the roles it assumes. */
export async function lookAtOwnRights(o: { settings: FileConfig; aws: AwsSettings; pause(ms: number): Promise<void> }): Promise<OwnRights> {
  const hooks = { pause: o.pause };
  const own = createIam(o.aws, hooks);
  const acting = createIam(o.aws, hooks, { roleToAssume: o.settings.access.roleToAssume });
  try {
    return await checkOwnRights(o.settings, own.as('aispend'), acting.as('aispend'));
  } finally {
    own.close();
    acting.close();
  }
}
