import { createHash } from 'node:crypto';
import { join } from 'node:path';

/**
 * Where the month files of a source lie. Files pulled with other tag keys or another metric have a folder of their own, so
 * that a terminal with another configuration does not empty the bot's ledger, and going back costs no request.
 *
 * @param shape what the files were pulled with, see `Source.shape`
 */
export const ledgerFolder = (dataDir: string, source: string, shape: string): string =>
  join(dataDir, 'ledger', `${source}-${createHash('sha256').update(shape).digest('hex').slice(0, 8)}`);
