export type Surface = 'message' | 'modal' | 'home';

/** Blocks that are missing on a surface (Slack's blocks.json of September 2026; `alert` is for modals, `file` is only ever read). */
const BLOCKS_NOT_ON: Record<Surface, readonly string[]> = {
  message: ['alert', 'file'],
  modal: [
    'card',
    'carousel',
    'container',
    'context_actions',
    'data_table',
    'data_visualization',
    'file',
    'markdown',
    'plan',
    'table',
    'task_card',
  ],
  home: ['alert', 'context_actions', 'data_table', 'file', 'markdown', 'plan', 'table', 'task_card'],
};

const ELEMENTS_NOT_ON: Record<Surface, readonly string[]> = {
  message: ['email_text_input', 'number_input', 'url_text_input', 'file_input', 'rich_text_input'],
  modal: ['workflow_button', 'feedback_buttons', 'icon_button'],
  home: [
    'datetimepicker',
    'email_text_input',
    'number_input',
    'url_text_input',
    'file_input',
    'workflow_button',
    'feedback_buttons',
    'icon_button',
  ],
};

export const MAX_BLOCKS: Record<Surface, number> = { message: 50, modal: 100, home: 100 };

export const blockIsOn = (type: string, surface: Surface): boolean => !BLOCKS_NOT_ON[surface].includes(type);
export const elementIsOn = (type: string, surface: Surface): boolean => !ELEMENTS_NOT_ON[surface].includes(type);
