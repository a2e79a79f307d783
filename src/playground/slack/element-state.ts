import { allElements } from './block-tree.js';
import type { Json } from './fake-slack.types.js';

/** How a kind of element tells its value: in which field, from which initial field, and from what a test or the page typed. */
interface Telling {
  field: string;
  initial: string;
  read(typed: string, element: Json): Json;
}

const asTyped = (typed: string): Json => typed;
const asList = (typed: string): Json => typed.split(',').filter(Boolean);

function optionOf(typed: string, element: Json): Json {
  const options: Json[] = element.options ?? element.option_groups?.flatMap((group: Json) => group.options);
  // An external select's options come from the bot, so whatever was picked is right.
  if (!options) return { text: { type: 'plain_text', text: typed }, value: typed };
  const found = options.find((option) => option.value === typed || option.text.text === typed);
  if (!found) throw new Error(`"${typed}" is not an option; there are ${options.map((option) => option.value).join(', ')}.`);
  return found;
}
const optionsOf = (typed: string, element: Json): Json => asList(typed).map((value: string) => optionOf(value, element));

const option = { field: 'selected_option', initial: 'initial_option', read: optionOf };
const options = { field: 'selected_options', initial: 'initial_options', read: optionsOf };
const words = { field: 'value', initial: 'initial_value', read: asTyped };
const one = (what: string): Telling => ({ field: `selected_${what}`, initial: `initial_${what}`, read: asTyped });
const many = (what: string): Telling => ({ field: `selected_${what}s`, initial: `initial_${what}s`, read: asList });

const TELLINGS: Record<string, Telling> = {
  static_select: option,
  external_select: option,
  radio_buttons: option,
  multi_static_select: options,
  multi_external_select: options,
  checkboxes: options,
  users_select: one('user'),
  multi_users_select: many('user'),
  conversations_select: one('conversation'),
  multi_conversations_select: many('conversation'),
  channels_select: one('channel'),
  multi_channels_select: many('channel'),
  datepicker: one('date'),
  timepicker: one('time'),
  datetimepicker: { ...one('date_time'), read: Number },
  plain_text_input: words,
  email_text_input: words,
  url_text_input: words,
  number_input: words,
  rich_text_input: { ...words, field: 'rich_text_value' },
  file_input: { field: 'files', initial: 'initial_files', read: asList },
};

/** What an element sends when it is pressed or chosen: `{value}`, `{selected_option}`, `{selected_user}`, … */
export function chosen(element: Json, typed: string | undefined): Json {
  if (element.type === 'overflow') return { selected_option: optionOf(typed ?? '', element) };
  const telling = TELLINGS[element.type];
  if (telling) return { [telling.field]: telling.read(typed ?? '', element) };
  return { text: element.text, value: typed ?? element.value };
}

/** One entry of `state.values`: a typed string, or Slack's own object as it is. */
function entry(element: Json, typed: Json): Json {
  const telling = TELLINGS[element.type]!;
  if (typed !== null && typeof typed === 'object' && !Array.isArray(typed)) return { type: element.type, ...typed };
  if (typed === undefined)
    return { type: element.type, [telling.field]: element[telling.initial] ?? (telling.initial.endsWith('s') ? [] : null) };
  const text = Array.isArray(typed) ? typed.join(',') : String(typed);
  return { type: element.type, [telling.field]: text === '' ? null : telling.read(text, element) };
}

/** `state.values` of blocks: by block_id and action_id, initial values where nothing was typed. */
export function stateOf(blocks: Json[], typed: Record<string, Record<string, Json>> = {}): Record<string, Record<string, Json>> {
  const values: Record<string, Record<string, Json>> = {};
  for (const { block, element } of allElements(blocks)) {
    if (!TELLINGS[element?.type]) continue;
    const ofBlock = values[block.block_id] ?? {};
    ofBlock[element.action_id] = entry(element, typed[block.block_id]?.[element.action_id]);
    values[block.block_id] = ofBlock;
  }
  return values;
}

/** Required inputs that are empty, as Slack's client complains before it sends anything. */
export function unfilled(blocks: Json[], values: Record<string, Record<string, Json>>): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const { block, element } of allElements(blocks)) {
    if (block.type !== 'input' || block.optional) continue;
    const value = values[block.block_id]?.[element.action_id]?.[TELLINGS[element.type]!.field];
    if (value === null || value === undefined || value.length === 0) errors[block.block_id] = 'Please complete this required field.';
  }
  return errors;
}
