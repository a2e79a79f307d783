import type { App, BlockAction, ButtonAction, ViewSubmitAction } from '@slack/bolt';
import type { Command } from '../commands/command.js';
import { find } from '../commands/parse.js';
import { OFFERED_PERIODS } from '../commands/period-argument.js';
import { UsageError } from '../errors.js';
import { lookalikes } from '../typed-text.js';
import { drawForm, FORM, FORM_OPEN, type FormField } from '../views/form.js';
import { clickKey, deliveryKey } from './delivery-key.js';
import type { Desk } from './desk.js';
import { openView } from './open-view.js';
import { visitOf, visitOfSubmission } from './visit.js';

/** The command that is asked by form: the first one. */
const asked = (desk: Desk): Command => desk.o.commands[0] as Command;

/** "Ask with a form": a command's arguments as fields, derived from the command itself. */
export function listenToForm(app: App, desk: Desk, slash: string, now: () => Date): void {
  app.action<BlockAction<ButtonAction>>({ type: 'block_actions', action_id: FORM_OPEN }, async ({ ack, body, action, client }) => {
    await ack();
    const visit = visitOf(body);
    await desk.serve(clickKey(body, action), visit, FORM_OPEN, async () => {
      const command = asked(desk);
      const context = desk.o.context({ id: visit.user, workspace: visit.workspace }, slash);
      const metadata = JSON.stringify({ channel: visit.channel, responseUrl: visit.responseUrl });
      await openView(client, body.trigger_id, drawForm('Ask aispend', command.name, fields(command, await choices(context)), metadata));
    });
  });

  app.view<ViewSubmitAction>({ type: 'view_submission', callback_id: new RegExp(`^${FORM}:`) }, async ({ ack, body, view }) => {
    await ack();
    const visit = visitOfSubmission(body);
    await desk.serve(deliveryKey(body.type, visit.user, view.id, view.hash, view.state.values), visit, 'form', async (log) => {
      const command = find(view.callback_id.slice(FORM.length + 1), desk.o.commands);
      if (!command) throw new UsageError(`This form is out of date; open it again with \`${slash} help\`.`);
      const values: Record<string, string | undefined> = {};
      for (const [name, element] of Object.entries(view.state.values))
        values[name] = element[name]?.selected_option?.value ?? element[name]?.value ?? undefined;
      await desk.run(command, desk.argsFrom(command, values, slash, now()), visit, slash, log);
    });
  });
}

/** Values that are known beforehand, by the argument's name. */
async function choices(context: ReturnType<Desk['o']['context']>): Promise<Record<string, (readonly [string, string])[]>> {
  const teams = [...(await context.spend.teams()).keys()].sort((a, b) => a.localeCompare(b));
  // Names that look the same are told apart by what they are written as.
  const shown = lookalikes(teams);
  return { team: teams.map((name) => [name, shown.get(name) ?? name] as const), period: [...OFFERED_PERIODS] };
}

function fields(command: Command, known: Record<string, (readonly [string, string])[]>): FormField[] {
  return Object.entries(command.args.shape).map(([name, schema]) => ({
    name,
    label: String((schema.meta() as { label?: string } | undefined)?.label ?? name),
    choices: known[name] ?? [],
    optional: name === 'period',
  }));
}
