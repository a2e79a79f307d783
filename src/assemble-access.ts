import { randomUUID } from 'node:crypto';
import type { Access } from './access/access.js';
import { accessStoreOver } from './access/access-store.js';
import { type BillParts, billOver } from './access/bill.js';
import { checkTrail } from './access/check-trail.js';
import { createAccess } from './access/create-access.js';
import type { Engine, Wake } from './access/engine.js';
import type { People } from './access/ports.js';
import { type Swept, sweep } from './access/sweep.js';
import type { World } from './access/world.js';
import { auditOver } from './audit/trail.js';
import { createBedrock } from './aws/bedrock-client.js';
import type { AwsSettings } from './aws/client-settings.js';
import { createIam } from './aws/iam-client.js';
import type { FileConfig } from './config-schema.js';
import { Unavailable } from './errors.js';
import type { PeopleStates } from './jobs/subscriptions.js';
import type { Log } from './log.js';
import type { Outbox } from './outbox/outbox.js';
import type { Audiences } from './spend/audience/audiences.js';
import type { RoomLook } from './spend/audience/room.js';
import type { Store } from './store/open.js';
import { accessWords } from './views/access/words.js';

export interface AccessParts {
  store: Pick<Store, 'access' | 'audit' | 'leases'>;
  outbox: Outbox;
  bill: BillParts;
  people: People;
  audiences: Pick<Audiences, 'before'>;
  settings: FileConfig;
  aws: AwsSettings;
  pause(ms: number): Promise<void>;
  wake?: Wake;
  now(): Date;
  log: Log;
}

/** The access workflow: what people do, what carries it on, and what looks after it. */
export interface AccessAssembly {
  access: Access;
  engine: Engine;
  sweep(): Promise<Swept>;
  checkTrail(): Promise<string | undefined>;
  close(): void;
}

export function assembleAccess(o: AccessParts): AccessAssembly {
  const { roleToAssume } = o.settings.access;
  const iam = createIam(o.aws, { pause: o.pause }, { roleToAssume });
  const bedrock = createBedrock(o.aws, { pause: o.pause }, { roleToAssume });
  const world: World = {
    store: accessStoreOver(o.store.access),
    audit: auditOver(o.store.audit),
    outbox: o.outbox,
    leases: o.store.leases,
    rights: (actor) => iam.as(actor),
    models: bedrock,
    people: o.people,
    bill: billOver(o.bill),
    heldBack: async (channel) => (await o.audiences.before(channel))?.held === true,
    settings: o.settings,
    words: accessWords,
    holder: randomUUID(),
    now: o.now,
    log: o.log,
  };
  return {
    ...createAccess(world, o.wake),
    sweep: () => sweep(world),
    checkTrail: () => checkTrail(world),
    close() {
      iam.close();
      bedrock.close();
    },
  };
}

/** Who knows people, and perhaps user groups and who is in channels. */
export type KnownPeople = PeopleStates & Partial<RoomLook> & { groupMembers?(group: string): Promise<string[]> };

/** The terminal does not speak with Slack; the bot does what is due within a minute. */
export const nobodyKnows: KnownPeople = {
  state: async () => {
    throw new Unavailable('only the running bot can tell who is still a member of the workspace');
  },
};

/** Slack's word on people in the workflow's words: what Slack cannot tell is unknown. */
export const peopleBy = (slack: () => KnownPeople): People => ({
  async state(id) {
    try {
      const state = await slack().state(id);
      return state === 'left' ? 'gone' : state;
    } catch {
      return 'unknown';
    }
  },
  groupMembers: async (group) => (await slack().groupMembers?.(group)) ?? [],
});
