import type { Judged } from './day-judged.js';
import type { Track } from './track.js';

/** Days after which unusual days that come again are another incident. */
const AGAIN_WITHIN = 7;
/** Over a weekend an incident goes on; meanwhile half of what began it keeps it going. */
const GOES_ON_WITHIN = 3;
/** A level that lasts so long is the new normal. */
const ADOPTED_AFTER = 21;

/** The unusual days of a stretch, by index. */
export interface Stretch {
  track: Track;
  from: number;
  last: number;
  days: { index: number; judged: Judged }[];
}

/** Walks along one subject and keeps its stretches of unusual days. */
export class Watch {
  readonly stretches: Stretch[] = [];
  private open: Stretch | undefined;

  constructor(private readonly track: Track) {}

  /** To be called before the day is judged: ends what is over and adopts what lasts. */
  begin(index: number): void {
    if (!this.open) return;
    if (index - this.open.last > AGAIN_WITHIN) this.open = undefined;
    else if (index - this.open.from >= ADOPTED_AFTER) {
      this.track.adopt(this.open.from);
      this.open = undefined;
    }
  }

  settle(index: number, judged: Judged | undefined, replaced: boolean): void {
    if (!judged || replaced || judged.recurring || this.track.planned[index]) return;
    const goesOn = this.open !== undefined && index - this.open.last <= GOES_ON_WITHIN;
    if (judged.excess < (goesOn ? judged.threshold / 2 : judged.threshold)) return;
    if (!this.open) {
      this.open = { track: this.track, from: index, last: index, days: [] };
      this.stretches.push(this.open);
    }
    this.open.last = index;
    this.open.days.push({ index, judged });
    this.track.aside[index] = true;
  }
}
