/** What the person can put right: one sentence that says what is wrong and what to do. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** The person may not do this; the sentence says who may, or `people` does by their Slack ids. */
export class NotAllowed extends Error {
  override name = 'NotAllowed';
  constructor(
    message: string,
    readonly people: string[] = [],
  ) {
    super(message);
  }
}

/** Something outside (AWS, Slack, a file) is not there right now; the sentence says what is missing and what still works. */
export class Unavailable extends Error {
  override name = 'Unavailable';
}

/** Somebody outside understood the question and will not answer it (history too old, filter not supported); asking again is no use. */
export class Rejected extends Error {
  override name = 'Rejected';
}

/** True for the three sayable kinds above: their message may be shown as it is. Anything else is a bug and is shown as a reference only. */
export const isSayable = (error: unknown): error is Error =>
  error instanceof UsageError || error instanceof NotAllowed || error instanceof Unavailable;
