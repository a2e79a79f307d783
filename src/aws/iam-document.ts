/** A policy document as IAM hands it out: URL-encoded by RFC 3986. What is not encoded that way is left as it is. */
export function decodeDocument(encoded: string | undefined): string {
  try {
    return decodeURIComponent(encoded ?? '');
  } catch {
    return encoded ?? '';
  }
}

/**
 * JSON with the keys of every object in order and no blanks, so that two spellings of one document are equal. The order of
 * lists is kept: IAM gives documents back as they were put. Undefined when it is no JSON.
 */
export function canonical(document: string): string | undefined {
  try {
    return JSON.stringify(sorted(JSON.parse(document)));
  } catch {
    return undefined;
  }
}

/** Whether two documents say the same; documents that are no JSON are the same only to the letter. */
export function sameDocument(a: string, b: string): boolean {
  const [left, right] = [canonical(a), canonical(b)];
  return left === undefined || right === undefined ? a === b : left === right;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
