import type { SampleAccount } from '../src/playground/sample/line-item.js';
import { createSample } from '../src/playground/sample/sample.js';
import type { Message } from '../src/playground/slack/fake-slack.types.js';
import { type Started, start } from './start.js';

/** The agent of the sample that runs away does so from 22 to 25 November; by 06:00 a day is complete two days later. */
export const STOPPED = '2026-11-25';
const samples = new Map<string, SampleAccount>();

/** The sample account as it is on a day. */
export function accountOn(today: string): SampleAccount {
  const known = samples.get(today) ?? createSample({ seed: 'aispend', today, runawayUntil: STOPPED });
  samples.set(today, known);
  return known;
}

/** A bot over the sample company whose days go by as a test moves its clock. */
export async function openAnomalies(o: Parameters<typeof start>[0] = {}) {
  const at = o.at ?? '2026-11-25T06:00:00Z';
  const started: { bot?: Started } = {};
  const account = {
    get current(): SampleAccount {
      return accountOn((started.bot?.clock.now().toISOString() ?? at).slice(0, 10));
    },
  };
  const bot = await start({ account, filled: 'copy', ...o, at });
  started.bot = bot;
  const card = (): Message =>
    bot.slack.messages.find((one) => one.from === 'bot' && !one.threadTs && / above expected/.test(one.text)) as Message;
  return {
    ...bot,
    /** The bill is read and looked through as on that morning; gives what was said. */
    async morning(day: string): Promise<Message[]> {
      bot.clock.set(`${day}T06:00:00Z`);
      await bot.runJob('refresh', { again: true });
      return bot.runJob('anomaly-watch');
    },
    /** The first alert, as it is now. */
    card,
    /** Presses a button and gives what comes back for the person's eyes. */
    async press(user: string, message: Message, button: string): Promise<Message> {
      const answer = bot.slack.nextMessage((one) => one.onlyFor === user);
      await bot.slack.click(user, message, button);
      return answer;
    },
    /** Presses "It's planned" and fills in the window. */
    async sayPlanned(user: string, message: Message, until: string, note: string): Promise<Message> {
      const opened = bot.slack.nextView(user);
      await bot.slack.click(user, message, "It's planned");
      await opened;
      const answer = bot.slack.nextMessage((one) => one.onlyFor === user);
      await bot.slack.submit(user, {
        until: { until: { type: 'datepicker', selected_date: until } },
        note: { note: { type: 'plain_text_input', value: note } },
      });
      return answer;
    },
  };
}

/** "C0ENG thread: …": where each message stands and what it says. */
export const told = (messages: Message[]): string[] => messages.map((one) => `${one.channel}${one.threadTs ? ' thread' : ''}: ${one.text}`);
/** All that is in its blocks. */
export const words = (message: Message): string => JSON.stringify(message.blocks);
