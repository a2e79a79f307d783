import { isSayable } from '../errors.js';
import { nextStep, type Step } from './next-step.js';
import type { AccessRequest } from './request.js';
import { settle } from './settle.js';
import { again } from './trouble.js';
import { TURNS } from './turns.js';
import { after, type World } from './world.js';

/** A process that died while it worked on a request is taken for dead after this long; a living one prolongs it. */
const LEASE_MS = 20_000;
/** How soon what other processes left behind is noticed. */
const POLL_MS = 30_000;
/** A request that another process holds, or that a fault of ours stopped, is looked at again after this long. */
const REST_MS = 2000;
const LONGEST_REST_MS = 300_000;
const PARALLEL = 8;
/** Far more than any request takes; more is a fault that must not spin. */
const MOST_TURNS = 60;

/** Calls `run` after `ms`, unless what it returns is called first. */
export type Wake = (ms: number, run: () => void) => () => void;

const byTimer: Wake = (ms, run) => {
  const timer = setTimeout(run, ms);
  timer.unref();
  return () => clearTimeout(timer);
};

/**
 * Carries requests on: step by step, each by one process at a time, each step decided by the row alone, so that whoever
 * comes after a crash goes on where it stopped. It looks when it is kicked, when something becomes due, and twice a minute.
 */
export class Engine {
  private passing: Promise<void> | undefined;
  private again = false;
  private stopped = true;
  private cancelWake = (): void => {};
  private readonly resting = new Map<string, number>();
  /** How often a request has failed in a row by a fault that its row does not know of. */
  private readonly faults = new Map<string, number>();

  constructor(
    private readonly world: World,
    private readonly wake: Wake = byTimer,
  ) {}

  /** Begins to look by itself. */
  start(): void {
    this.stopped = false;
    this.kick();
  }

  /** Begins nothing more and finishes what is under way. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.cancelWake();
    await this.idle();
  }

  /** Looks whether there is something to do, without waiting for it. Before `start` it does nothing: another process does. */
  kick(): void {
    if (this.stopped) return;
    this.again = true;
    this.passing ??= this.passes();
  }

  /** Does everything that is due now; never rejects. */
  async tick(): Promise<void> {
    this.again = true;
    this.passing ??= this.passes();
    await this.idle();
  }

  async idle(): Promise<void> {
    while (this.passing) await this.passing;
  }

  /** The next moment at which there is something to do. */
  async next(): Promise<Date | undefined> {
    const at = await this.world.store.nextAt();
    return at === undefined ? undefined : new Date(at);
  }

  private async passes(): Promise<void> {
    while (this.again) {
      this.again = false;
      await this.pass().catch((error: unknown) => this.world.log.error({ err: error }, 'access requests could not be read; trying again'));
    }
    // Here and not in a `finally`: a kick in between would be lost.
    this.passing = undefined;
    if (!this.stopped) await this.sleep().catch(() => this.wakeIn(REST_MS));
  }

  private async sleep(): Promise<void> {
    const [next, now] = [await this.next(), this.world.now().getTime()];
    const rests = [...this.resting.values()].filter((until) => until > now);
    const dues = next && next.getTime() > now ? [next.getTime()] : next ? [now + REST_MS] : [];
    this.wakeIn(Math.max(1, Math.min(POLL_MS, ...[...rests, ...dues].map((at) => at - now))));
  }

  private wakeIn(ms: number): void {
    this.cancelWake();
    if (!this.stopped) this.cancelWake = this.wake(ms, () => this.kick());
  }

  private async pass(): Promise<void> {
    for (;;) {
      const now = this.world.now();
      for (const [id, until] of this.resting) if (until <= now.getTime()) this.resting.delete(id);
      const due = (await this.world.store.due(now.toISOString(), PARALLEL + this.resting.size)).filter((one) => !this.resting.has(one.id));
      if (due.length === 0) return;
      await Promise.all(due.map((one) => this.carryOn(one.id)));
    }
  }

  /** Carries one request on as far as it goes now. */
  private async carryOn(id: string): Promise<void> {
    const { leases, holder, log, now } = this.world;
    const lease = `access:${id}`;
    const rest = (times = 1): void => void this.resting.set(id, now().getTime() + Math.min(REST_MS * times, LONGEST_REST_MS));
    try {
      if (!(await leases.take(lease, holder, LEASE_MS))) return rest();
      const beat = setInterval(() => void leases.take(lease, holder, LEASE_MS).catch(() => {}), LEASE_MS / 4);
      beat.unref();
      try {
        for (let turns = 0; await this.turn(id); turns++) if (turns > MOST_TURNS) throw new Error(`request ${id} does not come to rest`);
        this.faults.delete(id);
      } finally {
        clearInterval(beat);
        await leases.giveBack(lease, holder);
      }
    } catch (error) {
      log.error({ err: error, request: id }, 'an access request could not be carried on; trying again');
      const faults = (this.faults.get(id) ?? 0) + 1;
      this.faults.set(id, faults);
      rest(2 ** faults);
    }
  }

  /** One step; false when there is none now. A row that somebody changed meanwhile is simply looked at again. */
  private async turn(id: string): Promise<boolean> {
    const request = await this.world.store.find(id);
    const step = request && nextStep(request, this.world.now());
    if (!request || !step) return false;
    if (step === 'settle') await settle(this.world, request);
    else await this.world.store.swap(request, await this.take(step, request));
    return true;
  }

  private async take(step: Exclude<Step, 'settle'>, request: AccessRequest): Promise<AccessRequest> {
    try {
      return await TURNS[step](this.world, request);
    } catch (error) {
      const line = isSayable(error) ? error.message : 'A fault in aispend itself; the log has the details.';
      this.world.log[isSayable(error) ? 'warn' : 'error']({ err: error, request: request.id, step }, 'a step failed; trying again');
      return putOff(this.world, step, request, line);
    }
  }
}

/** The row with the step put off; what is in nobody's way waits an hour. */
function putOff(world: World, step: Step, request: AccessRequest, line: string): AccessRequest {
  const hour = after(world.now(), 60);
  if (step === 'close' && request.closing) return { ...request, closing: { ...request.closing, askAt: hour } };
  if (step === 'check-aws' && request.waiting) return { ...request, waiting: { ...request.waiting, checkAt: hour } };
  return again(world, request, line);
}
