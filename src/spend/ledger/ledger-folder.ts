import { createHash } from 'node:crypto';
import { rename, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '../../log.js';
import type { Duck } from './duckdb.js';
import { Ledger } from './ledger.js';

/**
 * The ledger of one source pulled in one way. Files pulled with other tag keys or another metric have a folder of their own,
 * so that a terminal with another configuration does not empty the bot's ledger, and going back costs no request.
 *
 * @param o.shape what the files are pulled with, see `Source.shape`
 */
export async function openLedger(o: { dataDir: string; source: string; shape: string; duck: Duck; log: Log }): Promise<Ledger> {
  const name = `${o.source}-${createHash('sha256').update(o.shape).digest('hex').slice(0, 8)}`;
  const ledger = new Ledger(join(o.dataDir, 'ledger', name), o.shape, o.duck, o.log);
  await ledger.tidy();
  await moveIn(new Ledger(join(o.dataDir, 'ledger', o.source), o.shape, o.duck, o.log), ledger, o.log);
  return ledger;
}

/**
 * Before folders were told apart, all configurations shared one named after the source. The months that fit were paid for and
 * are taken over; the others stay for the configuration that they were pulled with. Two processes may do this at once.
 */
async function moveIn(former: Ledger, ledger: Ledger, log: Log): Promise<void> {
  const old = await former.months();
  if (old.size === 0) return;
  const own = await ledger.months();
  for (const month of old.keys()) {
    if (own.has(month)) continue;
    await rename(former.path(month), ledger.path(month)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
    });
  }
  log.info({ from: former.folder, to: ledger.folder }, 'months of the ledger moved into a folder of their configuration');
  await rmdir(former.folder).catch(() => undefined);
}
