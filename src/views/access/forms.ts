import type { InputBlock, View } from '@slack/types';
import { cut, plain, remark, section } from '../blocks.js';
import { consentWords } from './consent.js';

const input = (
  block: string,
  label: string,
  o: { multiline?: boolean; optional?: boolean; initial?: string; hint?: string; max?: number } = {},
): InputBlock => ({
  type: 'input',
  block_id: block,
  label: plain(label),
  optional: o.optional === true,
  ...(o.hint ? { hint: plain(o.hint) } : {}),
  element: {
    type: 'plain_text_input',
    action_id: block,
    multiline: o.multiline === true,
    max_length: o.max ?? 500,
    ...(o.initial ? { initial_value: o.initial } : {}),
  },
});

const option = ({ value, text }: { value: string; text: string }) => ({ value, text: plain(cut(text, 75)) });

/** Slack: at most 100 options, an option's value at most 150 characters since 2025 and 75 before; text at most 75. */
const select = (block: string, label: string, choices: { value: string; text: string }[], initial?: string): InputBlock => ({
  type: 'input',
  block_id: block,
  label: plain(label),
  optional: false,
  element: {
    type: 'static_select',
    action_id: block,
    placeholder: plain('Choose'),
    options: choices.slice(0, 100).map(option),
    ...(choices
      .slice(0, 100)
      .filter(({ value }) => value === initial)
      .slice(0, 1)
      .map((one) => ({ initial_option: option(one) }))[0] ?? {}),
  },
});

const window = (callback: string, title: string, submit: string, metadata: string, blocks: View['blocks']): View => ({
  type: 'modal',
  callback_id: callback,
  title: plain(cut(title, 24)),
  submit: plain(submit),
  close: plain('Cancel'),
  private_metadata: metadata,
  blocks,
});

export interface RequestFormData {
  callback: string;
  /** Index of the choice and what is read. */
  models: { value: string; text: string }[];
  principals: { value: string; text: string }[];
  /** Models with the consent that asking for them is. */
  consents?: { model: string; to: string }[];
  /** What is known already, by block. */
  initial?: Partial<Record<'model' | 'principal' | 'duration' | 'reason' | 'ticket', string>>;
}

/** Asks for a model. With more principals than a menu holds, the name is typed. */
export function drawRequestForm({ callback, models, principals, consents = [], initial = {} }: RequestFormData): View {
  return window(callback, 'Request model access', 'Continue', '', [
    select('model', 'Model', models, initial.model),
    principals.length > 0 && principals.length <= 100
      ? select('principal', 'IAM role or user that gets it', principals, initial.principal)
      : input('principal', 'IAM role or user that gets it', { hint: 'Name or ARN', max: 200 }),
    input('duration', 'For how long', { hint: 'Such as 4h, 90m or 1h30m', max: 20, initial: initial.duration ?? '4h' }),
    input('reason', 'Why', { multiline: true, hint: 'Those who decide read it', ...(initial.reason ? { initial: initial.reason } : {}) }),
    input('ticket', 'Ticket', { optional: true, max: 60, ...(initial.ticket ? { initial: initial.ticket } : {}) }),
    ...consents.slice(0, 10).map(({ model, to }) => remark(`Asking for ${cut(model, 80)} is consent to ${consentWords(to)}`)),
  ]);
}

/** A window with one text to write: the reason of a denial, a question, a note. */
export const drawTextForm = (o: {
  callback: string;
  title: string;
  submit: string;
  about: string;
  label: string;
  /** What somebody typed, to be answered. */
  quote?: string;
  optional?: boolean;
}): View =>
  window(o.callback, o.title, o.submit, o.about, [
    ...(o.quote ? [{ type: 'section' as const, text: plain(cut(o.quote, 2900)) }] : []),
    input('text', o.label, { multiline: true, optional: o.optional === true }),
  ]);

/** Prolonging is a new decision: how much longer, and why. */
export const drawExtendForm = (callback: string, about: string, consent?: string): View =>
  window(callback, 'Extend the access', 'Ask', about, [
    section('Extending is a new decision by those who decided before.'),
    ...(consent ? [{ type: 'section' as const, text: plain(cut(`By asking you consent to: ${consentWords(consent)}`, 2900)) }] : []),
    input('duration', 'How much longer', { hint: 'Such as 2h or 90m', max: 20 }),
    input('reason', 'Why', { multiline: true }),
  ]);

/** Whether breaking the glass was justified. */
export const drawReviewForm = (callback: string, about: string): View =>
  window(callback, 'Review', 'Record', about, [
    select('verdict', 'Was it justified?', [
      { value: 'justified', text: 'Yes, justified' },
      { value: 'not-justified', text: 'No, not justified' },
    ]),
    input('text', 'Note', { multiline: true }),
  ]);

/** Shows what the model asks of the account and what asking consents to; submitting is the consent. */
export const drawAgreeForm = (
  callback: string,
  about: string,
  model: string,
  terms: string | undefined,
  consent: string | undefined,
): View =>
  window(callback, 'Terms', 'Agree and ask', about, [
    { type: 'section', text: plain(cut(`${model} has terms of its own.`, 200)) },
    ...(terms ? [{ type: 'section' as const, text: plain(cut(terms, 2900)) }] : []),
    ...(consent ? [{ type: 'section' as const, text: plain(cut(`By asking you consent to: ${consentWords(consent)}`, 2900)) }] : []),
  ]);
