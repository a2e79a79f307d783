import type { Audit } from '../audit/audit.js';
import type { FileConfig } from '../config-schema.js';
import type { Log } from '../log.js';
import type { Outbox } from '../outbox/outbox.js';
import type { LeaseStore } from '../spend/lease.js';
import type { AccessStore } from './access-store.js';
import type { Bill, Models, People, Rights } from './ports.js';
import type { AccessWords } from './words.js';

/** All that the workflow touches. */
export interface World {
  store: AccessStore;
  audit: Audit;
  outbox: Pick<Outbox, 'put'>;
  leases: LeaseStore;
  /** IAM, acting for a person where the bot assumes a role to act; "aispend" is the bot of its own accord. */
  rights(actor: string): Rights;
  models: Models;
  people: People;
  bill: Bill;
  /** Whether nothing of ours goes to a channel because another organisation hears it there; false where Slack does not tell. */
  heldBack?(channel: string): Promise<boolean>;
  settings: FileConfig;
  words: AccessWords;
  /** Names this process. */
  holder: string;
  now(): Date;
  log: Log;
}

export const BOT = 'aispend';

/** ISO 8601, `minutes` later. */
export const after = (at: Date | string, minutes: number): string => new Date(new Date(at).getTime() + minutes * 60_000).toISOString();

/** ISO 8601, `seconds` later. */
export const later = (at: Date, seconds: number): string => new Date(at.getTime() + seconds * 1000).toISOString();
