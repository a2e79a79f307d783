import type { CostExplorer, CostGroup, CostQuery } from '../aws/cost-explorer.js';
import { Rejected } from '../errors.js';
import { decimal, sum } from '../money.js';
import type { Fact } from './fact.js';

type Base = Pick<CostQuery, 'span' | 'metric' | 'services' | 'recordTypes'>;

export interface CubeSlice {
  facts: Fact[];
  notes: string[];
}

/**
 * The usage of one service split by one configured tag and by usage type.
 *
 * Cost Explorer has two group-by slots, and several tag keys may name the same thing. The first key is asked with
 * USAGE_TYPE; what it leaves empty is asked again by the next key among what lacks the first (`ABSENT`), which keeps the
 * usage type. That second answer must add up to what was empty, group by group. When it does not (a tag that is there
 * but empty is not ABSENT) or AWS refuses, the two slots go to TAG × TAG: team totals stay true, the model of that part
 * is then unknown and said so.
 */
export async function pullCube(ce: CostExplorer, base: Base, service: string, name: string, keys: string[]): Promise<CubeSlice> {
  const recordTypes = base.recordTypes ?? ['Usage'];
  const notes: string[] = [];
  const facts: Fact[] = [];
  const fact = (group: CostGroup, value: string, usageType: string | null): Fact => ({
    day: group.day,
    cube: name,
    account: null,
    tags: value === '' ? {} : { [name]: value },
    principal: null,
    service,
    usageType,
    recordType: 'Usage',
    unit: group.unit ?? null,
    cost: group.cost,
    quantity: group.quantity,
    estimated: group.estimated,
  });

  let empty: CostGroup[] | undefined;
  for (const [index, key] of keys.entries()) {
    const query = { ...base, services: [service], recordTypes };
    const groups = await tried(
      ce.costs({ ...query, untagged: keys.slice(0, index), groupBy: [{ tag: key }, { dimension: 'USAGE_TYPE' }] }),
      index > 0,
    );
    if (empty && !(groups && sameMoney(groups, empty))) {
      const previous = keys[index - 1] as string;
      const pairs = await ce.costs({ ...query, untagged: keys.slice(0, index - 1), groupBy: [{ tag: previous }, { tag: key }] });
      for (const group of pairs) if (group.keys[0] === '') facts.push(fact(group, group.keys[1], null));
      notes.push(`Spend named only by the tag ${key} is split by ${name} but not by model for ${service}: that breakdown needs CUR.`);
      const ignored = keys.slice(index + 1);
      if (ignored.length > 0)
        notes.push(`Cost Explorer could not look at the tag ${ignored.join(', ')} for ${service}; reading it needs CUR.`);
      return { facts, notes };
    }
    for (const group of groups ?? []) if (group.keys[0] !== '') facts.push(fact(group, group.keys[0], group.keys[1]));
    empty = (groups ?? []).filter((group) => group.keys[0] === '');
    if (empty.every((group) => decimal(group.cost).eq(0))) break;
  }
  for (const group of empty ?? []) facts.push(fact(group, '', group.keys[1]));
  return { facts, notes };
}

/** A refused follow-up question is an answer too; a refused first one is not ours to swallow. */
async function tried(answer: Promise<CostGroup[]>, mayBeRefused: boolean): Promise<CostGroup[] | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (mayBeRefused && error instanceof Rejected) return undefined;
    throw error;
  }
}

function sameMoney(split: CostGroup[], whole: CostGroup[]): boolean {
  const total = (groups: CostGroup[]) => {
    const totals = new Map<string, string[]>();
    for (const group of groups)
      totals.set(`${group.day} ${group.keys[1]}`, [...(totals.get(`${group.day} ${group.keys[1]}`) ?? []), group.cost]);
    return new Map([...totals].map(([key, costs]) => [key, sum(costs.map(decimal))]));
  };
  const [a, b] = [total(split), total(whole)];
  return [...new Set([...a.keys(), ...b.keys()])].every((key) => (a.get(key) ?? decimal(0)).eq(b.get(key) ?? decimal(0)));
}
