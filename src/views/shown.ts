/**
 * Splits what is shown from what is folded into one line, "12 others". A line that would fold a single one takes as much
 * room as that one, so it is shown.
 */
export function shownAndRest<T>(all: readonly T[], most: number): [shown: T[], rest: T[]] {
  const shown = all.length === most + 1 ? all.length : most;
  return [all.slice(0, shown), all.slice(shown)];
}
