import { problemsOfView } from './content.js';
import type { Delivery } from './delivery.js';
import { stateOf, unfilled } from './element-state.js';
import type { Acknowledged, Json, OpenView } from './fake-slack.types.js';
import { interaction } from './interaction-json.js';
import { SlackError } from './slack-error.js';
import type { Workspace } from './workspace.js';

const NOTICE = 'We had some trouble connecting. Try again?';

/** What happens when people submit and close modals. */
export class Submissions {
  constructor(
    private readonly workspace: Workspace,
    private readonly delivery: Delivery,
  ) {}

  /**
   * Submits the top modal. Empty required inputs are complained about by the client itself: nothing is delivered and
   * the status is 0. Otherwise the bot's `response_action` is carried out; without one the view closes.
   */
  async submit(user: string, typed: Record<string, Record<string, Json>>): Promise<Acknowledged> {
    const open = this.workspace.views.top(user);
    if (!open) throw new Error(`${user} has no modal open.`);
    const values = stateOf(open.view.blocks, merged(open.view.state.values, typed));
    const submitted = this.workspace.views.keep(open, values);
    const errors = unfilled(open.view.blocks, values);
    if (Object.keys(errors).length > 0) {
      this.workspace.views.complain(submitted, { errors });
      return { status: 0, body: 'required', ms: 0 };
    }
    const payload = {
      ...interaction(this.workspace, 'view_submission', user),
      trigger_id: this.workspace.triggers.mint(user, open.id),
      view: submitted.view,
      response_urls: [],
    };
    const acknowledged = await this.delivery.send('interactive', payload);
    // The bot may have changed the view by views.update meanwhile.
    const now = this.workspace.views.top(user);
    if (now?.id === open.id) this.answer(now, acknowledged);
    this.workspace.changed();
    return acknowledged;
  }

  close(user: string): void {
    const open = this.workspace.views.top(user);
    if (!open) return;
    const cleared = open.view.clear_on_close === true;
    if (cleared) this.workspace.views.clear(user);
    else this.workspace.views.close(user);
    this.workspace.changed();
    if (!open.view.notify_on_close) return;
    void this.delivery.send('interactive', { ...interaction(this.workspace, 'view_closed', user), view: open.view, is_cleared: cleared });
  }

  private answer(open: OpenView, { status, body }: Acknowledged): void {
    const { views } = this.workspace;
    try {
      const answer = status === 200 ? (body === '' ? {} : JSON.parse(body)) : { response_action: 'failed' };
      ACTIONS[answer.response_action ?? 'close']!(this.workspace, open, answer);
    } catch {
      views.complain(open, { notice: NOTICE });
    }
  }
}

const viewOf = (workspace: Workspace, view: Json): Json => {
  if (problemsOfView(workspace, view, 'modal').length > 0) throw new SlackError('invalid_view');
  return view;
};

/** The `response_action`s of a view_submission; whatever throws, or is not here, is told to the person as trouble. */
const ACTIONS: Record<string, (workspace: Workspace, open: OpenView, answer: Json) => void> = {
  close: ({ views }, { user }) => views.close(user),
  clear: ({ views }, { user }) => views.clear(user),
  update: (workspace, open, { view }) => void workspace.views.update(open, viewOf(workspace, view)),
  push: (workspace, { user }, { view }) => void workspace.views.push(user, viewOf(workspace, view)),
  errors: ({ views }, open, { errors }) => {
    const inputs = open.view.blocks.filter((block: Json) => block.type === 'input').map((block: Json) => block.block_id);
    if (!Object.keys(errors).every((id) => inputs.includes(id))) throw new SlackError('invalid_errors');
    views.complain(open, { errors });
  },
};

function merged(before: Record<string, Json>, typed: Record<string, Record<string, Json>>): Record<string, Record<string, Json>> {
  const blocks = new Set([...Object.keys(before), ...Object.keys(typed)]);
  return Object.fromEntries([...blocks].map((block) => [block, { ...before[block], ...typed[block] }]));
}
