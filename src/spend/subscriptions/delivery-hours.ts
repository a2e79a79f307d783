import { type Hours, openingOf, within } from './hours.js';
import type { Times } from './subscription.js';

/** Keeps when people want to be written to. */
export interface HoursStore {
  of(person: string): Promise<Hours | undefined>;
  set(person: string, hours: Hours): Promise<void>;
  /** False when there were none. */
  remove(person: string): Promise<boolean>;
}

/** When people want to be written to, as commands and jobs use it. */
export interface DeliveryHours extends HoursStore {
  /**
   * The next moment at which a message of its own accord may reach a person, not before `at` and not before now.
   * Undefined: at once. `place` may be a channel's id: channels have no hours.
   */
  notBeforeFor(place: string, at: Date): Promise<Date | undefined>;
}

/** @param times when a cron expression is due in a time zone, through changing clocks */
export function deliveryHours(store: HoursStore, times: (schedule: string, timeZone: string) => Times, now: () => Date): DeliveryHours {
  return {
    ...store,
    async notBeforeFor(place, at) {
      if (!/^[UW]/.test(place)) return undefined;
      const hours = await store.of(place);
      // A job that is late is told when it was due; the message must not arrive at night for that.
      const earliest = at > now() ? at : now();
      if (!hours || within(hours, earliest)) return undefined;
      return times(openingOf(hours), hours.timeZone).next(earliest);
    },
  };
}
