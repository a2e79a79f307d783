import type { RichTextElement } from '@slack/types';
import type { Model } from '../../access/catalogue.js';
import { showMinutes } from '../../duration.js';
import { cut, leaf, list, section } from '../blocks.js';
import type { Draw } from '../message.js';
import { OPEN_FORM } from './actions.js';
import { actions, button } from './parts.js';

/** Whom each rule names: Slack ids of people and groups, or the managers of the team. */
export type Rules = Record<string, 'team-managers' | string[]>;

/** What can be asked for, by whom, for how long, and who decides. */
export function drawModels(models: Model[], rules: Rules, slash: string): Draw {
  if (models.length === 0) {
    const words = 'No model can be asked for yet; an admin lists them under `access.models` in aispend.yaml.';
    return { text: words, blocks: [section(words)] };
  }
  const words = `${models.length === 1 ? 'One model' : `${models.length} models`} can be asked for: \`${slash} access <model> 4h for <reason>\`.`;
  return {
    text: words.replaceAll('<', '&lt;').replaceAll('>', '&gt;'),
    blocks: [
      section(words.replaceAll('<', '&lt;').replaceAll('>', '&gt;')),
      list(models.slice(0, 30).map((one) => line(one, rules))),
      actions(button(OPEN_FORM, 'Request model access', 'open', 'primary')),
    ],
  };
}

const line = (model: Model, rules: Rules): RichTextElement[] => [
  leaf(cut(model.name, 80), { bold: true }),
  leaf(
    `${model.aliases.length > 0 ? ` (${cut(model.aliases.join(', '), 100)})` : ''}, up to ${showMinutes(model.maxMinutes)}; may be asked for by `,
  ),
  ...(model.whoMayAsk.length > 0 ? people(model.whoMayAsk) : [leaf('everybody who has a role or user to ask for')]),
  leaf('; decided by '),
  ...model.stages.flatMap((stage, index) => [
    leaf(`${index > 0 ? ', then ' : ''}${stage.name}${stage.quorum > 1 ? `, ${stage.quorum} people` : ''} (`),
    ...whom(rules[stage.name] ?? []),
    leaf(')'),
  ]),
  leaf(`.${model.allowListed ? ' AWS allows accounts one by one.' : ''}${model.terms ? ` ${cut(model.terms, 300)}` : ''}`),
];

const whom = (rule: 'team-managers' | string[]): RichTextElement[] => people(rule === 'team-managers' ? [rule] : rule);

const SHOWN = 8;

const people = (ids: string[]): RichTextElement[] => [
  ...ids
    .slice(0, SHOWN)
    .flatMap((id, index): RichTextElement[] => [
      ...(index > 0 ? [leaf(', ')] : []),
      id === 'team-managers'
        ? leaf("the team's managers")
        : id.startsWith('S')
          ? { type: 'usergroup', usergroup_id: id }
          : { type: 'user', user_id: id },
    ]),
  ...(ids.length > SHOWN ? [leaf(` and ${ids.length - SHOWN} more`)] : []),
];
