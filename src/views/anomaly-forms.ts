import type { InputBlock, View } from '@slack/types';
import type { IncidentRow } from '../spend/anomalies/incident-row.js';
import { titleOf } from './anomaly-words.js';
import { cut, plain } from './blocks.js';
import { principalName } from './principal.js';

export const PLANNED_FORM = 'anomaly_planned_form';
export const PAUSE_FORM = 'anomaly_pause_form';

/** @param until the day that is proposed */
export const drawPlannedForm = (row: IncidentRow, until: string): View =>
  form(PLANNED_FORM, "It's planned", row.id, titleOf(row), [
    { block: 'until', label: 'Until and with (UTC)', element: { type: 'datepicker', action_id: 'until', initial_date: until } },
    {
      block: 'note',
      label: 'What it is',
      optional: true,
      element: { type: 'plain_text_input', action_id: 'note', max_length: 200, placeholder: plain('load test of the new assistant') },
    },
  ]);

/** @param about what the submission brings back */
export const drawPauseForm = (arn: string, until: string, about: string): View =>
  form(
    PAUSE_FORM,
    'Pause a principal',
    about,
    `${principalName(arn)} is to call no model until then. Who asked, why and for which incident is kept.`,
    [
      { block: 'until', label: 'Until and with (UTC)', element: { type: 'datepicker', action_id: 'until', initial_date: until } },
      { block: 'reason', label: 'Why', element: { type: 'plain_text_input', action_id: 'reason', max_length: 200 } },
    ],
  );

function form(
  callback: string,
  title: string,
  about: string,
  words: string,
  inputs: { block: string; label: string; optional?: boolean; element: InputBlock['element'] }[],
): View {
  return {
    type: 'modal',
    callback_id: callback,
    title: plain(title),
    submit: plain('Save'),
    close: plain('Cancel'),
    private_metadata: about,
    blocks: [
      { type: 'section', text: plain(cut(words, 500)) },
      ...inputs.map(
        ({ block, label, optional, element }): InputBlock => ({
          type: 'input',
          block_id: block,
          label: plain(label),
          optional: optional === true,
          element,
        }),
      ),
    ],
  };
}
