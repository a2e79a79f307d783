import type { Outcome } from './courier.js';
import type { Due } from './effect.js';
import type { Place } from './message.js';

/** What a turn leaves behind. */
export type Settlement =
  | { state: 'sent'; place: Place }
  /** `anew`: from now on it is a message of its own, no longer an edit. */
  | { state: 'waiting' | 'unsure'; actAt: Date; tries: number; word?: string; anew?: true }
  /** `report`: somebody has to put something right in that channel. */
  | { state: 'failed'; word: string; report: boolean };

/** Slack has not got the message that was to be edited any more, or lets nobody edit it: what it was to say is posted instead. */
const NO_EDIT = /^(message_not_found|edit_window_closed|cant_update_message)$/;
const DAY_MS = 86_400_000;
const LONGEST_WAIT_MS = 300_000;
/** Slack may still be at a call whose answer was lost, and history may lag behind it. */
const BEFORE_LOOKING_MS = 15_000;

/** 2, 4, 8 … seconds, at most five minutes. */
const backOff = (tries: number): number => Math.min(2 ** tries * 1000, LONGEST_WAIT_MS);

/** Decides what becomes of an effect after its turn. Temporary trouble is over after a day: then it has failed, and is reported. */
export function nextStep(due: Due, outcome: Outcome, now: Date): Settlement {
  const tries = due.tries + 1;
  const dayIsOver = now.getTime() - due.firstTried.getTime() >= DAY_MS;
  const failed = (word: string): Settlement => ({ state: 'failed', word: due.look ? `unconfirmed: ${word}` : word, report: true });
  const after = (ms: number): Date => new Date(now.getTime() + ms);
  switch (outcome.kind) {
    case 'sent':
      return { state: 'sent', place: outcome.place };
    case 'refused':
      if (due.kind === 'update' && NO_EDIT.test(outcome.word))
        return { state: 'waiting', actAt: now, tries: 0, word: outcome.word, anew: true };
      return failed(outcome.word);
    case 'absent':
      return dayIsOver
        ? { state: 'failed', word: due.word ?? 'unreachable', report: true }
        : { state: 'waiting', actAt: now, tries: due.tries, word: due.word };
    case 'later':
      if (dayIsOver) return failed(outcome.word);
      return {
        state: due.look ? 'unsure' : 'waiting',
        actAt: after(outcome.afterMs ?? backOff(tries)),
        tries: outcome.afterMs === undefined ? tries : due.tries,
        word: outcome.word,
      };
    case 'unsure':
      // An edit does no harm twice, and a look that was lost is looked again.
      if (due.look || due.kind === 'update') return nextStep(due, { kind: 'later', word: outcome.word }, now);
      return { state: 'unsure', actAt: after(Math.max(BEFORE_LOOKING_MS, backOff(tries))), tries, word: outcome.word };
  }
}
