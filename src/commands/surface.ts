import type { View } from '@slack/types';
import type { Draw, DrawnBlock } from '../views/message.js';
import type { Command, CommandContext } from './command.js';

/** A press of a button, or a choice in a menu. Who pressed is in the context; the rest is what the button carried. */
export interface Pressed {
  /** The button's value or the chosen option's: an id of ours, never an authority. */
  value: string;
  /** Where the message with the button stands; absent in App Home and in windows. */
  place?: { channel: string; ts: string; threadTs?: string };
}

/** What comes of a press, a form or a shortcut. Everything is optional: a card that changes says enough. */
export interface Done {
  /** For the eyes of the person who pressed; with a window it is what is shown when that cannot be opened. */
  message?: Draw;
  /** Opened as a window; `private_metadata` is the caller's own word, at most 1,000 characters. */
  window?: View;
}

/** A button or menu of ours as a value. */
export interface Press {
  /** Its action_id. */
  action: string;
  run(pressed: Pressed, context: CommandContext): Promise<Done | undefined>;
}

/** What was entered, by block_id: text, a chosen value, an id of a person or channel, a day; several where several may be chosen. */
export type Fields = Record<string, string | string[] | undefined>;

/** A window of ours as a value. */
export interface Form {
  /** Its callback_id. */
  callback: string;
  /** What is wrong, by block_id, said in the window itself. Slack waits for it, so it looks things up only where it must. */
  check?(fields: Fields, about: string, context: CommandContext): Record<string, string> | Promise<Record<string, string>>;
  /** `about` is the `private_metadata` that the window was opened with. */
  run(fields: Fields, about: string, context: CommandContext): Promise<Done | undefined>;
}

/** An entry of Slack's own menus (global shortcut) as a value. */
export interface Shortcut {
  callback: string;
  run(context: CommandContext): Promise<Done | undefined>;
}

/** One part of App Home; `undefined` when it has nothing for this person. At most about thirty blocks. */
export type HomePart = (context: CommandContext) => Promise<DrawnBlock[] | undefined>;

/** All the ways in which a person can reach the bot. */
export interface Surface {
  commands: Command[];
  presses: Press[];
  forms: Form[];
  shortcuts: Shortcut[];
  home: HomePart[];
}
