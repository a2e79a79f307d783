import { z } from 'zod';
import {
  choice,
  colour,
  confirm,
  exactlyOne,
  id,
  imageFields,
  mrkdwn,
  option,
  overflowOption,
  plainText,
  staticOptions,
  webUrl,
} from './validate-blocks-parts.js';
import { richText } from './validate-blocks-rich-text.js';

const action = { action_id: id.optional() };
const confirmable = { ...action, confirm: confirm.optional() };
const focusable = { ...confirmable, focus_on_load: z.boolean().optional() };
const placeholder = plainText(150).optional();
const picker = { ...focusable, placeholder };
const several = { max_selected_items: z.number().int().min(1).optional() };
const typed = {
  ...action,
  focus_on_load: z.boolean().optional(),
  placeholder,
  dispatch_action_config: z
    .strictObject({ trigger_actions_on: z.array(z.enum(['on_enter_pressed', 'on_character_entered'])).min(1) })
    .optional(),
};
const conversationFilter = {
  default_to_current_conversation: z.boolean().optional(),
  filter: z
    .strictObject({
      include: z
        .array(z.enum(['im', 'mpim', 'private', 'public']))
        .min(1)
        .optional(),
      exclude_external_shared_channels: z.boolean().optional(),
      exclude_bot_users: z.boolean().optional(),
    })
    .optional(),
};
const respondable = { response_url_enabled: z.boolean().optional() };
const feedback = z.strictObject({ text: plainText(75), value: z.string().max(2000), accessibility_label: z.string().max(75).optional() });

export const button = z.strictObject({
  type: z.literal('button'),
  ...confirmable,
  text: plainText(75),
  value: z.string().max(2000).optional(),
  url: webUrl.optional(),
  style: colour.optional(),
  accessibility_label: z.string().max(75).optional(),
});

const is = <T extends string, S extends z.ZodRawShape>(type: T, shape: S) => z.strictObject({ type: z.literal(type), ...shape });

/** Every element that a block may hold, with its limits. Which block may hold which is told by the lists below. */
export const ELEMENTS = {
  button,
  image: exactlyOne(z.strictObject(imageFields), 'image_url', 'slack_file'),
  overflow: is('overflow', { ...confirmable, options: z.array(overflowOption).min(1).max(5) }),
  checkboxes: is('checkboxes', {
    ...focusable,
    options: z.array(choice).min(1).max(10),
    initial_options: z.array(choice).min(1).optional(),
  }),
  radio_buttons: is('radio_buttons', { ...focusable, options: z.array(choice).min(1).max(10), initial_option: choice.optional() }),
  static_select: exactlyOne(
    is('static_select', { ...picker, ...staticOptions, initial_option: option.optional() }),
    'options',
    'option_groups',
  ),
  multi_static_select: exactlyOne(
    is('multi_static_select', { ...picker, ...several, ...staticOptions, initial_options: z.array(option).optional() }),
    'options',
    'option_groups',
  ),
  external_select: is('external_select', {
    ...picker,
    initial_option: option.optional(),
    min_query_length: z.number().int().min(0).optional(),
  }),
  multi_external_select: is('multi_external_select', {
    ...picker,
    ...several,
    initial_options: z.array(option).optional(),
    min_query_length: z.number().int().min(0).optional(),
  }),
  users_select: is('users_select', { ...picker, initial_user: z.string().optional() }),
  multi_users_select: is('multi_users_select', { ...picker, ...several, initial_users: z.array(z.string()).optional() }),
  conversations_select: is('conversations_select', {
    ...picker,
    ...respondable,
    ...conversationFilter,
    initial_conversation: z.string().optional(),
  }),
  multi_conversations_select: is('multi_conversations_select', {
    ...picker,
    ...several,
    ...conversationFilter,
    initial_conversations: z.array(z.string()).optional(),
  }),
  channels_select: is('channels_select', { ...picker, ...respondable, initial_channel: z.string().optional() }),
  multi_channels_select: is('multi_channels_select', { ...picker, ...several, initial_channels: z.array(z.string()).optional() }),
  datepicker: is('datepicker', { ...picker, initial_date: z.iso.date('must be YYYY-MM-DD').optional() }),
  timepicker: is('timepicker', {
    ...picker,
    initial_time: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be HH:mm')
      .optional(),
    timezone: z.string().optional(),
  }),
  datetimepicker: is('datetimepicker', {
    ...focusable,
    initial_date_time: z.number().int().min(1_000_000_000).max(9_999_999_999).optional(),
  }),
  plain_text_input: is('plain_text_input', {
    ...typed,
    initial_value: z.string().max(3000).optional(),
    multiline: z.boolean().optional(),
    min_length: z.number().int().min(0).max(3000).optional(),
    max_length: z.number().int().min(1).max(3000).optional(),
  }),
  email_text_input: is('email_text_input', { ...typed, initial_value: z.string().optional() }),
  url_text_input: is('url_text_input', { ...typed, initial_value: z.string().optional() }),
  number_input: is('number_input', {
    ...typed,
    is_decimal_allowed: z.boolean(),
    initial_value: z.string().optional(),
    min_value: z.string().optional(),
    max_value: z.string().optional(),
  }),
  rich_text_input: is('rich_text_input', { ...typed, initial_value: richText.optional() }),
  file_input: is('file_input', {
    ...action,
    filetypes: z.array(z.string()).optional(),
    max_files: z.number().int().min(1).max(10).optional(),
  }),
  workflow_button: is('workflow_button', {
    ...action,
    text: plainText(75),
    workflow: z.looseObject({ trigger: z.looseObject({ url: webUrl }) }),
    style: colour.optional(),
    accessibility_label: z.string().max(75).optional(),
  }),
  feedback_buttons: is('feedback_buttons', { ...action, positive_button: feedback, negative_button: feedback }),
  icon_button: is('icon_button', {
    ...confirmable,
    icon: z.string().min(1),
    text: plainText(75),
    value: z.string().max(2000).optional(),
    accessibility_label: z.string().max(75).optional(),
    visible_to_user_ids: z.array(z.string()).max(10).optional(),
  }),
  plain_text: plainText(3000),
  mrkdwn: mrkdwn(3000),
} as const;

type ElementType = keyof typeof ELEMENTS;

const SELECTS = ['static_select', 'external_select', 'users_select', 'conversations_select', 'channels_select'] as const;
const PICKS = [
  ...SELECTS,
  ...SELECTS.map((type) => `multi_${type}` as const),
  'checkboxes',
  'radio_buttons',
  'datepicker',
  'timepicker',
] as const satisfies readonly ElementType[];

/** Elements by the place that may hold them (the unions of @slack/types 3.2). */
export const HELD_BY: Record<'accessory' | 'actions' | 'input' | 'context' | 'context_actions', readonly ElementType[]> = {
  accessory: [...PICKS, 'button', 'image', 'overflow', 'workflow_button'],
  actions: [...PICKS, 'button', 'datetimepicker', 'overflow', 'workflow_button', 'rich_text_input'],
  input: [
    ...PICKS,
    'datetimepicker',
    'plain_text_input',
    'email_text_input',
    'url_text_input',
    'number_input',
    'rich_text_input',
    'file_input',
  ],
  context: ['image', 'plain_text', 'mrkdwn'],
  context_actions: ['feedback_buttons', 'icon_button'],
};
