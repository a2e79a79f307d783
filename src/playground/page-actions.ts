import { z } from 'zod';
import type { World } from './page-events.js';
import type { Reads } from './page-reads.js';
import type { Typed } from './page-typed.js';
import type { WireAnswer } from './page-wire.js';
import type { Acknowledged } from './slack/fake-slack.types.js';
import { CannotAct } from './slack/slack-error.js';

const COMMAND = '/aispend';
const GONE: WireAnswer = { ok: false, problem: 'This message is gone.' };

const as = z.string();
const line = z.object({ as, channel: z.string(), text: z.string().trim().min(1).max(4000), thread: z.string().optional() });
const clicked = z.object({
  as,
  action: z.string(),
  value: z.string().optional(),
  message: z.object({ channel: z.string(), ts: z.string() }).optional(),
});
const chosen = z.object({ as, callback: z.string() });
const looked = z.object({ as, channel: z.string() });
const moved = z.object({ step: z.enum(['hour', 'day', 'monday']) });
const submitted = z.object({ as, values: z.record(z.string(), z.record(z.string(), z.unknown())) });

/** What the page may do, by the last part of the path under /playground/. Each takes the POSTed JSON; bad JSON throws a ZodError. */
export function pageActions({ slack, clock }: World, typed: Typed, reads: Reads): Record<string, (body: unknown) => Promise<WireAnswer>> {
  const visibleTo = (user: string, { channel, ts }: { channel: string; ts: string }) =>
    slack.visible(user, channel).find((one) => one.ts === ts);
  return {
    async command(body) {
      const { as: user, channel, text } = line.parse(body);
      const failed = typed.add(user, channel, text);
      const [name, ...rest] = text.split(/\s+/);
      if (name !== COMMAND) {
        failed(`${name} is not a valid command. In Slack you would see the same.`);
        return { ok: false };
      }
      try {
        const ack = await slack.command(user, channel, rest.length ? text.slice(COMMAND.length).trim() : '');
        // Slack itself tells in the channel when the bot did not take the command.
        return { ok: ack.status === 200 };
      } catch (error) {
        if (!(error instanceof CannotAct)) throw error;
        failed(error.message);
        return { ok: false };
      }
    },
    async say(body) {
      const { as: user, channel, text, thread } = line.parse(body);
      // Slack's own clients refuse an app's command there, too (docs.slack.dev, slash commands).
      if (thread && text.startsWith('/')) return { ok: false, problem: 'Slash commands do not work in threads; type it in the channel.' };
      slack.say(user, channel, text, thread);
      return { ok: true };
    },
    /** The person has the conversation before her eyes. */
    async read(body) {
      const { as: user, channel } = looked.parse(body);
      reads.look(user, channel);
      return { ok: true };
    },
    /** Answers when what had become due has been done. */
    async advance(body) {
      const { step } = moved.parse(body);
      if (!clock) return { ok: false, problem: 'The clock of this playground cannot be moved.' };
      await clock.advance(step);
      return { ok: true };
    },
    async click(body) {
      const { as: user, action, value, message } = clicked.parse(body);
      if (!message) return told(await slack.clickInView(user, action, value));
      const found = visibleTo(user, message);
      return found ? told(await slack.click(user, found, action, value)) : GONE;
    },
    /** Chosen from the menu beside the message field; what the bot answers opens as a view or comes as a direct message. */
    async shortcut(body) {
      const { as: user, callback } = chosen.parse(body);
      return told(await slack.shortcut(user, callback));
    },
    async submit(body) {
      const { as: user, values } = submitted.parse(body);
      // What goes wrong with a submission is shown in the view itself.
      return { ok: (await slack.submit(user, values)).status === 200 };
    },
    async suggest(body) {
      const { as: user, action, value = '', message } = clicked.parse(body);
      const where = message ? visibleTo(user, message) : 'view';
      return where ? { ok: true, options: await slack.suggest(user, where, action, value) } : GONE;
    },
    async 'open-home'(body) {
      return told(await slack.openHome(z.object({ as }).parse(body).as));
    },
    async 'close-view'(body) {
      slack.closeView(z.object({ as }).parse(body).as);
      return { ok: true };
    },
  };
}

/** A click that the bot did not take; an ack's body is then Slack's word for why ("operation_timeout"). */
function told(ack: Acknowledged): WireAnswer {
  if (ack.status === 200) return { ok: true };
  const why = ack.status === 0 ? ack.body : `dispatch_failed, HTTP ${ack.status}`;
  return { ok: false, problem: `aispend did not take that (${why}).` };
}
