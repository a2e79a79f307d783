import type { Terminal } from '../cli.js';
import { UsageError } from '../errors.js';
import { policiesFor, ROLE_TO_NAME } from '../own-rights/policy.js';

const ROLE = /^arn:[\w-]+:iam::\d{12}:(role|user)\/[\w+=,.@/-]+$/;

/**
 * Prints the IAM policy that this configuration needs, and nothing more: documents on stdout, what each is for on stderr.
 * With `--json` all of them in one object.
 */
export async function policy({ words, parts, json, say, aside }: Terminal): Promise<number> {
  const own = words[0];
  if (own !== undefined && !ROLE.test(own))
    throw new UsageError(
      `"${own.slice(0, 80)}" is not the ARN of a role; write the one aispend runs as, such as arn:aws:iam::111122223333:role/Aispend.`,
    );
  const { bot, assumed } = policiesFor(parts.settings, own);
  const print = (value: unknown): void => say(JSON.stringify(value, undefined, 2));
  if (json) {
    print({ ...(bot && { bot }), ...(assumed && { assumed }) });
    return 0;
  }
  if (!bot) {
    aside('This configuration asks AWS nothing; aispend needs no policy.');
    return 0;
  }
  aside(own ? `Policy of ${own}:` : 'Policy of the role aispend runs as:');
  print(bot);
  if (assumed) {
    aside(`Policy of each role it assumes (${assumed.roles.join(', ')}):`);
    print(assumed.policy);
    aside(own ? 'Trust policy of each of these:' : `Trust policy of each of these; put the role in the place of "${ROLE_TO_NAME}":`);
    print(assumed.trust);
  }
  if (!own) aside('Write its ARN behind `aispend policy`, and the role is also denied by name to change itself.'.replaceAll('`', ''));
  return 0;
}
