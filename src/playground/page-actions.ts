import { z } from 'zod';
import type { Typed } from './page-typed.js';
import type { WireAnswer } from './page-wire.js';
import type { Acknowledged, FakeSlack } from './slack/fake-slack.types.js';

const COMMAND = '/aispend';
const GONE: WireAnswer = { ok: false, problem: 'This message is gone.' };

const as = z.string();
const line = z.object({ as, channel: z.string(), text: z.string().trim().min(1).max(4000) });
const clicked = z.object({
  as,
  action: z.string(),
  value: z.string().optional(),
  message: z.object({ channel: z.string(), ts: z.string() }).optional(),
});
const submitted = z.object({ as, values: z.record(z.string(), z.record(z.string(), z.unknown())) });

/** What the page may do, by the last part of the path under /playground/. Each takes the POSTed JSON; bad JSON throws a ZodError. */
export function pageActions(slack: FakeSlack, typed: Typed): Record<string, (body: unknown) => Promise<WireAnswer>> {
  const visibleTo = (user: string, { channel, ts }: { channel: string; ts: string }) =>
    slack.visible(user, channel).find((one) => one.ts === ts);
  return {
    async command(body) {
      const { as: user, channel, text } = line.parse(body);
      const failed = typed.add(user, channel, text, 'command');
      const [name, ...rest] = text.split(/\s+/);
      if (name !== COMMAND) {
        failed(`${name} is not a valid command. In Slack you would see the same.`);
        return { ok: false };
      }
      const ack = await slack.command(user, channel, rest.length ? text.slice(COMMAND.length).trim() : '');
      // Slack itself tells in the channel when the bot did not take the command.
      return { ok: ack.status === 200 };
    },
    async say(body) {
      const { as: user, channel, text } = line.parse(body);
      typed.add(user, channel, text, 'say');
      return { ok: true };
    },
    async click(body) {
      const { as: user, action, value, message } = clicked.parse(body);
      if (!message) return told(await slack.clickInView(user, action, value));
      const found = visibleTo(user, message);
      return found ? told(await slack.click(user, found, action, value)) : GONE;
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
