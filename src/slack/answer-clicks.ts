import type { App, BlockAction, ButtonAction, StaticSelectAction } from '@slack/bolt';
import { find } from '../commands/parse.js';
import { NotAllowed, Unavailable, UsageError } from '../errors.js';
import type { KeptAnswer } from '../store/answers.js';
import { drawShared, PERIOD, SHARE, WHY } from '../views/answer-actions.js';
import { drawFailure } from '../views/failure.js';
import { drawWhy } from '../views/why.js';
import { clickKey, deliveryKey } from './delivery-key.js';
import type { Desk, Kept, Visit } from './desk.js';
import { openView } from './open-view.js';
import { visitOf } from './visit.js';

/** The buttons under an answer: share it, explain it, ask it again for another period. */
export function listenToAnswerClicks(app: App, desk: Desk, slash: string): void {
  const { answers, replies } = desk.o;

  async function kept(id: string | undefined, visit: Visit): Promise<{ row: KeptAnswer; kept: Kept }> {
    const row = id === undefined ? undefined : await answers.find(id);
    if (!row || row.workspace !== visit.workspace) throw new UsageError('This answer is too old to act on; ask again for fresh figures.');
    return { row, kept: JSON.parse(row.answer) as Kept };
  }

  app.action<BlockAction<ButtonAction>>({ type: 'block_actions', action_id: SHARE }, async ({ ack, body, action }) => {
    await ack();
    const visit = visitOf(body);
    await desk.serve(clickKey(body, action), visit, SHARE, async () => {
      const {
        row,
        kept: { draw },
      } = await kept(action.value, visit);
      if (row.asker !== visit.user)
        throw new NotAllowed('Only the person who asked can share this answer; ask the question yourself to share it.');
      if (!(await answers.startSharing(row.id))) throw new UsageError('This answer has been shared already.');
      const outcome = await replies.toChannel(visit, drawShared(draw, row.id, visit.user));
      if (outcome === 'closed') {
        await answers.notShared(row.id);
        throw new Unavailable('Slack did not let aispend post here; invite it with `/invite @aispend` and press Share again.');
      }
      if (outcome === 'unknown')
        await replies.toAsker(
          visit,
          drawFailure('Slack did not confirm the post; look whether it is in the channel. It is not sent again.'),
        );
    });
  });

  app.action<BlockAction<ButtonAction>>({ type: 'block_actions', action_id: WHY }, async ({ ack, body, action, client }) => {
    await ack();
    const visit = visitOf(body);
    await desk.serve(clickKey(body, action), visit, WHY, async () => {
      const {
        row,
        kept: { why },
      } = await kept(action.value, visit);
      await openView(client, body.trigger_id, drawWhy(why, `${slash} ${row.question}`));
    });
  });

  app.action<BlockAction<StaticSelectAction>>({ type: 'block_actions', action_id: PERIOD }, async ({ ack, body, action }) => {
    await ack();
    const visit = visitOf(body);
    const id = action.block_id.replace(/^answer:/, '');
    const period = action.selected_option?.value;
    await desk.serve(deliveryKey(body.type, visit.user, id, period, action.action_ts, body.trigger_id), visit, PERIOD, async (log) => {
      const {
        kept: { again },
      } = await kept(id, visit);
      const command = find(again.command, desk.o.commands);
      if (!command) throw new UsageError('This question cannot be asked any more; see `/aispend help`.');
      await desk.run(command, { ...again.args, period }, visit, slash, log, { replace: true });
    });
  });
}
