/** Work begun after its request was acknowledged. Bolt forgets it on stop, so it is counted here and waited for. */
export class InFlight {
  private readonly running = new Set<Promise<void>>();

  /** Starts `work` and keeps it until it settles; `work` must deal with its own errors. */
  track(work: () => Promise<void>): Promise<void> {
    const promise = work().finally(() => this.running.delete(promise));
    this.running.add(promise);
    return promise;
  }

  /** Resolves when nothing runs any more, or after `ms`; says how many were left behind. */
  async drain(ms: number): Promise<number> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, ms);
    });
    await Promise.race([Promise.allSettled([...this.running]), late]);
    clearTimeout(timer);
    return this.running.size;
  }
}
