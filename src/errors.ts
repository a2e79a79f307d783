/** What the person can put right: one sentence that says what is wrong and what to do. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/**
 * The person may not do this; the sentence says who may, or `people` does by their Slack ids. They are named where
 * `{people}` stands in the sentence, and after it when that stands nowhere.
 */
export class NotAllowed extends Error {
  override name = 'NotAllowed';
  readonly sentence: string;
  constructor(
    sentence: string,
    readonly people: string[] = [],
  ) {
    super(withPeople(sentence, people));
    this.sentence = people.length > 0 ? sentence : this.message;
  }
}

/** Where people are named in a sentence. */
export const PEOPLE = '{people}';
const NAMED_AT_MOST = 6;

/** How people are named in a list, each as `name` draws it: "a, b and 3 more". */
export function listed<T>(people: string[], name: (id: string) => T, word: (text: string) => T): T[] {
  const shown = people.slice(0, NAMED_AT_MOST);
  const rest = people.length - shown.length;
  const items = [...shown.map(name), ...(rest > 0 ? [word(`${rest} more`)] : [])];
  return items.flatMap((item, index) => [...(index === 0 ? [] : [word(index === items.length - 1 ? ' and ' : ', ')]), item]);
}

/** The sentence with people as Slack mentions, and "nobody" where there are none; nothing else of it is changed. */
export const withPeople = (sentence: string, people: string[]): string =>
  sentence.replace(
    PEOPLE,
    () =>
      listed(
        people,
        (id) => `<@${id}>`,
        (text) => text,
      ).join('') || 'nobody',
  );

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
