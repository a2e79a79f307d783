import { randomBytes } from 'node:crypto';
import { isSayable, NotAllowed, UsageError } from '../errors.js';
import type { Log } from '../log.js';
import { drawFailure } from '../views/failure.js';
import type { Draw } from '../views/message.js';

/** Easy to read aloud and to find: no look-alike letters. */
const reference = (): string => [...randomBytes(6)].map((byte) => 'abcdefghjkmnpqrstuvwxyz23456789'[byte % 31]).join('');

/**
 * One sentence for the person and one line in the log, tied by a reference. What the person can put right is said as it
 * is; a fault of ours shows nothing of its inside.
 */
export function failure(error: unknown, log: Log): Draw {
  if (error instanceof UsageError) {
    log.info({ said: error.message }, 'answered with a hint');
    return drawFailure(error.message);
  }
  const ref = reference();
  if (error instanceof NotAllowed) {
    log.info({ reference: ref, said: error.message }, 'refused');
    return drawFailure(error.sentence, ref, error.people);
  }
  if (isSayable(error)) {
    log.warn({ reference: ref, err: error.cause ?? error, said: error.message }, 'unavailable');
    return drawFailure(error.message, ref);
  }
  log.error({ reference: ref, err: error }, 'a fault in aispend');
  return drawFailure(
    'Something went wrong inside aispend and nothing was changed; try again, and if it happens again give the reference to whoever runs aispend.',
    ref,
  );
}
