import { addDays, type Day } from '../../period.js';
import { REGION } from './accounts.js';
import { type Price, RATE_SCALE } from './amount.js';
import { type Article, billed, type Caller } from './billed.js';
import { chance, hash } from './chance.js';
import { modelsOf } from './lanes.js';
import type { LineItem } from './line-item.js';
import { type Model, tierPrice } from './models.js';
import type { Job, Mix, Principal } from './principal.js';
import { PRINCIPALS } from './principals.js';
import type { SampleDay } from './rhythm.js';
import { type Kind, usageTypeName } from './usage-type-names.js';

/** Parts of the money by kind of token: agents live on their cache, bulk work has none. */
const SHARES: Record<Mix, [Kind, number][]> = {
  agent: [
    ['input', 0.14],
    ['output', 0.34],
    ['cacheRead', 0.37],
    ['cacheWrite', 0.12],
    ['cacheWrite1h', 0.03],
  ],
  chat: [
    ['input', 0.42],
    ['output', 0.45],
    ['cacheRead', 0.08],
    ['cacheWrite', 0.05],
  ],
  bulk: [
    ['input', 0.55],
    ['output', 0.45],
  ],
};

const RUNAWAY_DAYS = 4;
const RUNAWAY_TIMES = 16;
/** AWS names the caller of the mantle endpoint only from this day on. */
const MANTLE_NAMES_CALLERS: Day = '2026-08-11';

/** A kind of token of one model as one job buys it, worked out once. */
interface Purchase {
  /** Which wobble is its own. */
  step: number;
  share: number;
  price: Price;
  article: Article;
}

/** Makes the lines of models day by day. One agent ran away in the last days up to `runawayUntil`, and was stopped then. */
export function tokenLines(seed: string, runawayUntil: Day): (on: SampleDay) => LineItem[] {
  const jobs = PRINCIPALS.flatMap((principal) =>
    principal.jobs.map((job, index) => jobLines(hash(`${seed}/${principal.arn}/${index}`), principal, job, runawayUntil)),
  );
  return (on) => {
    const lines: LineItem[] = [];
    for (const add of jobs) add(on, lines);
    return lines;
  };
}

function jobLines(source: number, principal: Principal, job: Job, runawayUntil: Day): (on: SampleDay, lines: LineItem[]) => void {
  const named: Caller = { principal: principal.arn, tags: { ...principalTags(principal), ...job.profile } };
  const nameless: Caller = { principal: null, tags: { ...job.profile } };
  const calm = addDays(runawayUntil, -RUNAWAY_DAYS);
  const bought = new Map<Model, Purchase[]>();

  return (on, lines) => {
    if (principal.until && on.day >= principal.until) return;
    const wild = principal.runaway && on.day > calm && on.day <= runawayUntil ? RUNAWAY_TIMES : 1;
    const size = job.usd * on.level[job.rhythm] * (0.82 + 0.36 * chance(source, on.number)) * wild;
    for (const { model, part } of modelsOf(job.lane, on.day)) {
      let purchases = bought.get(model);
      if (!purchases) {
        purchases = purchasesOf(model, job, principal.account);
        bought.set(model, purchases);
      }
      const caller = model.grammar !== 'mantle' || on.day >= MANTLE_NAMES_CALLERS ? named : nameless;
      for (const { step, share, price, article } of purchases) {
        const wobble = 0.9 + 0.2 * chance(source ^ step, on.number);
        const count = Math.round((size * part * share * wobble * 10 ** RATE_SCALE) / price.rate);
        if (count > 0) lines.push(billed(on.day, article, caller, count, price));
      }
    }
  };
}

const principalTags = (principal: Principal): Record<string, string> =>
  Object.fromEntries(Object.entries(principal.tags).map(([key, value]) => [`iamPrincipal/${key}`, value]));

function purchasesOf(model: Model, job: Job, account: string): Purchase[] {
  const { service, productCode, billingEntity, grammar, name } = model;
  return SHARES[job.mix].flatMap(([kind, share], index) => {
    const price = tierPrice(model, kind, job.tier);
    const usageType = usageTypeName(grammar, REGION[account] as string, name, kind, job.tier);
    const operation = billingEntity === 'AWS' ? 'InvokeModelInference' : 'Usage';
    return price
      ? [{ step: index + 1, share, price, article: { account, service, productCode, billingEntity, usageType, operation } }]
      : [];
  });
}
