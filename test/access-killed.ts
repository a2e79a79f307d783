import { accessStoreOver } from '../src/access/access-store.js';
import { createAccess } from '../src/access/create-access.js';
import { auditOver } from '../src/audit/trail.js';
import { createBedrock } from '../src/aws/bedrock-client.js';
import { createIam } from '../src/aws/iam-client.js';
import { fileSchema } from '../src/config-schema.js';
import { silentLog } from '../src/log.js';
import { outboxOver } from '../src/outbox/outbox.js';
import { openStore } from '../src/store/open.js';
import { plainWords } from './access-plain-words.js';
import { SETTINGS } from './access-settings.js';

/** A process of its own that carries requests on, and is killed as soon as AWS has taken a policy. */
const now = () => new Date(process.env['NOW'] ?? '');
const aispend = {
  endpoint: process.env['ENDPOINT'] ?? '',
  region: 'us-east-1',
  credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'example' },
};
const hooks = { pause: async () => undefined };
const store = await openStore({ file: process.env['FILE'] ?? '', now });
const iam = createIam(aispend, hooks);
const { engine } = createAccess({
  store: accessStoreOver(store.access),
  audit: auditOver(store.audit),
  outbox: outboxOver(store.outbox, now, () => {}),
  leases: store.leases,
  rights: (actor) => ({
    ...iam.as(actor),
    async putPolicy(arn, name, document) {
      await iam.as(actor).putPolicy(arn, name, document);
      process.kill(process.pid, 'SIGKILL');
      return new Promise(() => {});
    },
  }),
  models: createBedrock(aispend, hooks),
  people: { state: async () => 'member', groupMembers: async () => [] },
  bill: {
    spentBy: async () => ({ spent: { start: '', end: '', why: 'nothing' }, final: true }),
    expected: async () => ({ why: 'nothing' }),
    tagActive: async () => 'yes',
  },
  settings: fileSchema.parse(SETTINGS),
  words: plainWords,
  holder: 'killed',
  now,
  log: silentLog(),
});
await engine.tick();
