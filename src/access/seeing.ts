import { auditCsv, auditJson } from '../audit/export.js';
import { UsageError } from '../errors.js';
import { dayOf } from '../period.js';
import type { Access } from './access.js';
import { catalogueOf } from './catalogue.js';
import { openDeciders } from './facts.js';
import { choicesOf, fly } from './preflight.js';
import { idAsTyped, noneToSee } from './request-id.js';
import { concern, mustBeAdmin } from './rights-of-people.js';
import { viewerOf } from './viewer.js';
import type { World } from './world.js';

/** How far back a list looks for what the person may see. */
const LOOKED_AT = 500;

/** What reads only. */
export function seeing(
  world: World,
): Pick<
  Access,
  'models' | 'forPrincipalChoices' | 'preflight' | 'list' | 'find' | 'deciders' | 'viewer' | 'audit' | 'auditFile' | 'verifyAudit'
> {
  const find: Access['find'] = async (typed, who) => {
    const request = await world.store.find(idAsTyped(typed));
    if (request && (request.asker === who.id || (await concern(world, who.id, request)) !== undefined)) return request;
    throw new UsageError(noneToSee(typed));
  };
  return {
    models: () => catalogueOf(world.settings.access),
    forPrincipalChoices: (who) => choicesOf(world, who.id),
    async preflight(wish, who) {
      const { target: _target, ...flight } = await fly(world, wish, who);
      return flight;
    },
    async list(who, o = {}) {
      const limit = o.limit ?? 20;
      const [latest, own] = await Promise.all([
        world.store.list({ states: o.states, limit: LOOKED_AT }),
        world.store.list({ states: o.states, asker: who.id, limit }),
      ]);
      const known = new Set(latest.map((one) => one.id));
      // Her own are older than all that is looked at, where they are not among it.
      const all = [...latest, ...own.filter((one) => !known.has(one.id))];
      const seen = [];
      for (const one of all.filter(o.which ?? (() => true))) {
        if (seen.length === limit) break;
        if (one.asker === who.id || (await concern(world, who.id, one)) !== undefined) seen.push(one);
      }
      return seen;
    },
    find,
    deciders: async (id, who) => openDeciders(world, await find(id, who)),
    viewer: async (id, who) => viewerOf(world, await find(id, who), who.id),
    async audit(who, about) {
      if (about !== undefined) return world.audit.read((await find(about, who)).id);
      await mustBeAdmin(world, who.id, 'The whole audit trail');
      return world.audit.read();
    },
    async auditFile(who, format) {
      await mustBeAdmin(world, who.id, 'The whole audit trail');
      const [entries, verdict] = [await world.audit.read(), await world.audit.verify()];
      const content = format === 'csv' ? auditCsv(entries) : auditJson(entries);
      return { name: `aispend-audit-${dayOf(world.now())}.${format}`, content, verdict };
    },
    async verifyAudit(who, known) {
      await mustBeAdmin(world, who.id, 'Checking the audit trail');
      return world.audit.verify(known);
    },
  };
}
