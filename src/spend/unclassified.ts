/** Remembers which usage types nobody could classify, so that each is reported once. */
export interface UnclassifiedLog {
  /** True the first time this pair is seen by any process. */
  firstTime(service: string, usageType: string): Promise<boolean>;
}
