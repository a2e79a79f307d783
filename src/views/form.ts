import type { InputBlock, View } from '@slack/types';
import { cut, plain } from './blocks.js';

/** One argument of a command as a field: a menu when its values are known and few, otherwise a line to type. */
export interface FormField {
  name: string;
  label: string;
  /** [what is sent, what is read] */
  choices: (readonly [string, string])[];
  optional: boolean;
}

export const FORM = 'ask_form';
/** The button that opens it. */
export const FORM_OPEN = 'form_open';
/** Slack's menus hold at most 100 options, and an option's value at most 75 characters (docs.slack.dev, option object). */
const MENU = 100;
const VALUE = 75;

/** A command's form. `metadata` comes back with the submission and tells where the answer belongs. */
export function drawForm(title: string, command: string, fields: FormField[], metadata: string): View {
  return {
    type: 'modal',
    callback_id: `${FORM}:${command}`,
    title: plain(cut(title, 24)),
    submit: plain('Ask'),
    close: plain('Cancel'),
    private_metadata: metadata,
    blocks: fields.map(input),
  };
}

function input(field: FormField): InputBlock {
  const menu = field.choices.length > 0 && field.choices.length <= MENU && field.choices.every(([value]) => value.length <= VALUE);
  const options = field.choices.map(([value, text]) => ({ value, text: plain(cut(text, 75)) }));
  return {
    type: 'input',
    block_id: field.name,
    optional: field.optional,
    label: plain(field.label),
    element: menu
      ? {
          type: 'static_select',
          action_id: field.name,
          placeholder: plain('Choose'),
          options,
          ...(field.optional ? { initial_option: options[0] } : {}),
        }
      : { type: 'plain_text_input', action_id: field.name, max_length: 200 },
  };
}
