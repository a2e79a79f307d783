import { type Decimal, decimal, exact, ZERO } from '../money.js';
import { type Month, monthOf } from '../period.js';
import type { Fact } from './fact.js';
import type { Check } from './ledger/month-file.js';
import { isUsage } from './record-type.js';

/**
 * Every cube is the same money cut another way, so by month and service its usage must equal the control's to the last
 * digit. Totals are kept while facts pass by.
 */
export class Agreement {
  private readonly totals = new Map<string, Decimal>();
  private readonly services = new Map<Month, Set<string>>();

  count(facts: Iterable<Fact>): void {
    for (const fact of facts) {
      const month = monthOf(fact.day);
      this.services.set(month, (this.services.get(month) ?? new Set()).add(fact.service));
      if (!isUsage(fact.recordType)) continue;
      const key = this.key(month, fact.cube, fact.service);
      this.totals.set(key, (this.totals.get(key) ?? ZERO).plus(decimal(fact.cost)));
    }
  }

  /** The cubes of a month that differ from its control, with by how much. */
  disagreements(month: Month, cubes: string[]): Check[] {
    const total = (cube: string, service: string): Decimal => this.totals.get(this.key(month, cube, service)) ?? ZERO;
    return cubes.flatMap((cube) =>
      [...(this.services.get(month) ?? [])]
        .map((service) => ({ cube, service, difference: exact(total(cube, service).minus(total('control', service))) }))
        .filter((check) => check.difference !== '0'),
    );
  }

  private key(month: Month, cube: string, service: string): string {
    return `${month}\n${cube}\n${service}`;
  }
}
