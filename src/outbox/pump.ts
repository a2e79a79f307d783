import type { Log } from '../log.js';
import type { Courier, Outcome } from './courier.js';
import type { Due, Kind } from './effect.js';
import { nextStep } from './next-step.js';
import type { Broken, OutboxStore } from './outbox-store.js';

/** Slack takes one message a second in a channel. */
const REST_MS = 1000;
/** Longer than the calls of one turn can take (three forms, or three steps of an upload, of ten seconds each). */
const LEASE_MS = 60_000;
const PARALLEL = 16;
/** How soon what other processes put or left behind is noticed. */
const POLL_MS = 15_000;

export interface PumpOptions {
  store: OutboxStore;
  courier: Courier;
  /** Names this process. */
  holder: string;
  now(): Date;
  /** Calls `run` after `ms`, unless what it returns is called first. */
  wake(ms: number, run: () => void): () => void;
  /** Called once for each channel and word until the channel works again; after a crash perhaps again with the same `since`. */
  onBroken(broken: Broken): Promise<void>;
  log: Log;
}

/** Slack asks for patience for a method, and both of these are chat.postMessage. */
const sameMethod = (kind: Kind): Kind[] => (kind === 'post' || kind === 'anew' ? ['post', 'anew'] : [kind]);

/** Gives every effect its turn: at most one at a time in a channel, several channels at once. */
export class Pump {
  private readonly running = new Set<Promise<void>>();
  private readonly paused = new Map<Kind, Date>();
  private passing: Promise<void> | undefined;
  private again = false;
  private toTell = true;
  private stopped = false;
  private cancelWake = () => {};

  constructor(private readonly o: PumpOptions) {}

  /** Looks whether there is something to do. */
  kick(): void {
    this.again = true;
    if (this.stopped || this.passing) return;
    this.passing = this.passes();
  }

  /** Resolves when nothing is under way; what must wait for a later time is not. */
  async idle(): Promise<void> {
    while (this.passing || this.running.size > 0) await Promise.all([this.passing, ...this.running]);
  }

  /** Begins nothing more and finishes what is under way. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.idle();
    this.cancelWake();
  }

  private async passes(): Promise<void> {
    while (this.again && !this.stopped) {
      this.again = false;
      await this.pass().catch((error: unknown) => {
        this.o.log.error({ err: error }, 'the outbox could not be read; trying again');
        this.wakeAt([]);
      });
    }
    // Here and not in a `finally`: a kick in between would be lost.
    this.passing = undefined;
  }

  private async pass(): Promise<void> {
    const { store, holder, now } = this.o;
    if (this.toTell) await this.tell();
    const free = PARALLEL - this.running.size;
    if (free === 0) return;
    const at = now().getTime();
    for (const [kind, until] of this.paused) if (until.getTime() <= at) this.paused.delete(kind);
    const due = await store.claim({ holder, until: new Date(at + LEASE_MS), limit: free, without: [...this.paused.keys()] });
    for (const one of due) this.begin(one);
    if (due.length < free) this.wakeAt([await store.nextAt(), ...this.paused.values()]);
  }

  private wakeAt(moments: (Date | undefined)[]): void {
    const at = this.o.now().getTime();
    const waits = moments.flatMap((moment) => (moment ? [moment.getTime() - at] : []));
    this.cancelWake();
    this.cancelWake = this.o.wake(Math.max(1, Math.min(POLL_MS, ...waits)), () => this.kick());
  }

  private begin(due: Due): void {
    const work = this.turn(due)
      .catch((error: unknown) =>
        this.o.log.error({ err: error, key: due.key }, 'how a message fared could not be kept; it will be looked for'),
      )
      .finally(() => {
        this.running.delete(work);
        this.kick();
      });
    this.running.add(work);
  }

  private async turn(due: Due): Promise<void> {
    const { store, now, log } = this.o;
    if (due.under === 'failed' || due.under === 'unknown') {
      const word = `earlier_message_${due.under}`;
      log.error({ key: due.key, parent: due.parent }, `not sent: ${word}`);
      // What became of the earlier message has been reported with it.
      await store.settle(due, { state: 'failed', word, report: due.under === 'unknown' }, now());
      this.toTell = true;
      return;
    }
    const outcome = await this.attempt(due);
    const at = now();
    // A look is another method than the one that sends.
    if (outcome.kind === 'later' && outcome.afterMs !== undefined && !due.look)
      for (const kind of sameMethod(due.kind)) this.paused.set(kind, new Date(at.getTime() + outcome.afterMs));
    const settlement = nextStep(due, outcome, at);
    if (settlement.state === 'failed')
      log.error({ key: due.key, channel: due.channel, word: settlement.word }, 'a message could not be sent');
    else if (outcome.kind === 'later' || outcome.kind === 'unsure')
      log.warn({ key: due.key, channel: due.channel, word: outcome.word }, 'a message has to wait');
    if (!(await store.settle(due, settlement, new Date(at.getTime() + REST_MS))))
      log.warn({ key: due.key }, 'a turn took longer than its lease; another process went on with it');
    if (settlement.state === 'failed') this.toTell = true;
  }

  private async attempt(due: Due): Promise<Outcome> {
    try {
      if (due.look) return await this.o.courier.look(due);
      return await this.o.courier.send(due, (fileId) => this.o.store.noteFile(due, fileId));
    } catch (error) {
      this.o.log.error({ err: error, key: due.key }, 'a fault while sending a message');
      return { kind: 'unsure', word: 'fault' };
    }
  }

  private async tell(): Promise<void> {
    this.toTell = false;
    for (const broken of await this.o.store.untold())
      try {
        await this.o.onBroken(broken);
        await this.o.store.told(broken);
      } catch (error) {
        this.o.log.error({ err: error, ...broken }, 'nobody could be told of a broken channel; trying again');
        this.toTell = true;
      }
  }
}
