import { NotAllowed, UsageError } from '../../errors.js';
import { type Decimal, decimal, exact } from '../../money.js';
import type { Month, Span } from '../../period.js';
import { type Bearer, bearerName, bearerOf } from './bearer.js';
import { type Dispute, type Entry, idOf, newId, type Outcome } from './entries.js';
import type { StatementStore } from './statement-store.js';

/** A pair of entries: what one bearer is relieved of another takes over. They sum to zero. */
export function pair(
  id: string,
  o: { month: Month; from: Bearer; to: Bearer; amount: Decimal; reason: string; by: string; at: string; dispute: string | null },
): [Entry, Entry] {
  const { from, to, amount, ...rest } = o;
  const half = (letter: string, bearer: Bearer, part: Decimal): Entry => ({ ...rest, id: `${id}${letter}`, bearer, amount: exact(part) });
  return [half('a', from, amount.times(-1)), half('b', to, amount)];
}

/** Adjustments and disputes: entries that are added and never edited. */
export class Disputes {
  constructor(private readonly o: { store: StatementStore; now(): Date }) {}

  /**
   * Moves an amount from one bearer to another, on the statement of `month` or, when that is closed, on the next.
   * @throws UsageError when it would move nothing
   */
  async adjust(o: { month: Month; from: Bearer; to: Bearer; amount: Decimal; reason: string; by: string }): Promise<[Entry, Entry]> {
    if (o.amount.eq(0)) throw new UsageError('An adjustment of nothing changes nothing; write an amount such as -120.50.');
    if (o.from === o.to) throw new UsageError(`The amount would move from ${bearerName(o.from)} to itself; name another team.`);
    const entries = pair(newId(), { ...o, at: this.at(), dispute: null });
    await this.o.store.addEntries(entries);
    return entries;
  }

  /** Keeps what somebody holds against a team's figures. The same words by the same person, while open, are the same dispute. */
  async open(o: { month: Month; team: string; span: Span; words: string; by: string }): Promise<Dispute> {
    const { month, team, words, by } = o;
    for (let tries = 0; ; tries++) {
      const same = (await this.o.store.disputes()).filter(
        ({ dispute: one }) =>
          one.month === month && one.team === team && one.by === by && one.words === words && one.start === o.span.start,
      );
      const known = same.find(({ outcome }) => !outcome);
      if (known) return known.dispute;
      // The id says what it is about, so that of two presses at once one opens it and the other finds it.
      const id = idOf([month, team, by, words, o.span.start, same.length, tries]);
      const dispute = { id, month, team, start: o.span.start, end: o.span.end, words, by, at: this.at() };
      if (await this.o.store.addDispute(dispute)) return dispute;
    }
  }

  /**
   * Ends a dispute. Of several people at once the first has decided; the others are given what that one did.
   * @throws UsageError for a dispute nobody knows; NotAllowed when the person would decide about her own
   */
  async resolve(
    id: string,
    o: { by: string; reason: string } & ({ verdict: 'accepted'; amount: Decimal; against: Bearer } | { verdict: 'rejected' }),
  ): Promise<{ dispute: Dispute; outcome: Outcome; mine: boolean }> {
    const { dispute } = await this.find(id);
    if (dispute.by === o.by) throw new NotAllowed('Nobody decides about a dispute of their own; another finance person or an admin must.');
    const accepted = o.verdict === 'accepted' ? { amount: exact(o.amount), against: o.against } : { amount: null, against: null };
    if (o.verdict === 'accepted' && !o.amount.gt(0))
      throw new UsageError('An accepted dispute takes an amount above zero off the team, such as 120.50.');
    if (accepted.against === bearerOf(dispute.team))
      throw new UsageError(`The amount would go to ${dispute.team} itself; name another team.`);
    const wanted: Outcome = { dispute: id, verdict: o.verdict, ...accepted, reason: o.reason, by: o.by, at: this.at() };
    const outcome = await this.o.store.addOutcome(wanted);
    await this.carryOut(dispute, outcome);
    return { dispute, outcome, mine: outcome.by === o.by && outcome.at === wanted.at };
  }

  /** Makes the entries of an accepted dispute; safe to repeat. */
  async carryOut(dispute: Dispute, { verdict, amount, against, reason, by, at }: Outcome): Promise<void> {
    if (verdict !== 'accepted' || amount === null || against === null) return;
    const { month, id } = dispute;
    const o = { month, from: bearerOf(dispute.team), to: against, amount: decimal(amount), reason, by, at, dispute: id };
    await this.o.store.addEntries(pair(`dispute-${id}`, o));
  }

  /** @throws UsageError when there is none with that id */
  async find(id: string): Promise<{ dispute: Dispute; outcome: Outcome | undefined }> {
    const one = (await this.o.store.disputes()).find(({ dispute }) => dispute.id === id);
    if (!one) throw new UsageError(`No dispute is called "${id.slice(0, 40)}"; write \`dispute\` alone to list the open ones.`);
    return one;
  }

  all = () => this.o.store.disputes();

  /** The pairs of adjustments that were made since a moment (ISO 8601) and are no outcome of a dispute. */
  async adjustedSince(at: string): Promise<Entry[][]> {
    const recent = (await this.o.store.entries()).filter((one) => one.dispute === null && one.at >= at);
    return [...new Set(recent.map((one) => one.id.slice(0, -1)))].map((id) => recent.filter((one) => one.id.slice(0, -1) === id));
  }

  private at = (): string => this.o.now().toISOString();
}
