/** A promise that only one process does a piece of work at a time; it ends by itself when its holder dies. */
export interface LeaseStore {
  /** True when `holder` has the lease now, for `ms` from now; the holder may take it again to prolong it. */
  take(name: string, holder: string, ms: number): Promise<boolean>;
  giveBack(name: string, holder: string): Promise<void>;
}
