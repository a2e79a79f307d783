import type { Json } from '../page-wire.js';
import type { Form } from './form.js';

/** What drawing a message or a view needs from the page around it. */
export interface Draw {
  personName(id: string): string | undefined;
  channelName(id: string): string | undefined;
  /** The reader's zone. */
  timeZone: string;
  now: Date;
  /** A press or a pick; resolves when the bot has taken it. Problems are told to the person there. */
  act(action: string, value?: string): Promise<void>;
  /** The options an external select offers for what was typed. */
  suggest(action: string, typed: string): Promise<Json[]>;
  /** Where the controls of a view leave what was filled in. */
  form?: Form;
}
