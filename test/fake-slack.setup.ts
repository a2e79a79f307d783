import type { AddressInfo } from 'node:net';
import { App, LogLevel } from '@slack/bolt';
import { WebAPIPlatformError, WebClient } from '@slack/web-api';
import { createFakeSlack, type FakeSlackOptions } from '../src/playground/slack/fake-slack.js';
import type { FakeSlack, Json, Message } from '../src/playground/slack/fake-slack.types.js';

const NOON = Date.parse('2026-11-24T12:00:00Z');

/** The workspace of the running test, opened before each and closed after it. */
export let slack: FakeSlack;
let clock: number;
let bot: App | undefined;

/** A workspace at noon on a day of its own; signatures carry the machine's time, because Bolt compares them with that. */
export async function open(options: Partial<FakeSlackOptions> = {}): Promise<void> {
  clock = NOON;
  slack = createFakeSlack({ now: () => new Date(clock), signingClock: () => new Date(), ...options });
  await slack.listen();
}

/** Lets time pass in the workspace. */
export function later(ms: number): void {
  clock += ms;
}

beforeEach(() => open());
afterEach(async () => {
  await bot?.stop();
  bot = undefined;
  await slack.close();
});

export type Mode = 'HTTP' | 'Socket Mode';

/** A bot made with Bolt, as an app would make it. */
export async function startBot(mode: Mode, listen: (app: App) => void): Promise<void> {
  const common = {
    token: slack.botToken,
    botId: 'B0AISPEND',
    botUserId: slack.botUserId,
    tokenVerificationEnabled: false,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } },
  };
  bot = new App(
    mode === 'HTTP' ? { ...common, signingSecret: slack.signingSecret } : { ...common, socketMode: true, appToken: slack.appToken },
  );
  bot.error(async () => {});
  listen(bot);
  const server = await bot.start({ port: 0, host: '127.0.0.1' });
  if (mode === 'HTTP')
    slack.deliverTo(`http://127.0.0.1:${((server as { address(): unknown }).address() as AddressInfo).port}/slack/events`);
}

export const client = (more: Record<string, unknown> = {}): WebClient =>
  new WebClient(slack.botToken, { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 }, logLevel: 'error' as never, ...more });

export const refusal = async (call: Promise<unknown>): Promise<Json> => {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(WebAPIPlatformError);
  return (error as WebAPIPlatformError).data;
};

export const plain = (text: string) => ({ type: 'plain_text' as const, text });
export const button = (action_id: string, text: string, value?: string) => ({
  type: 'button' as const,
  action_id,
  text: plain(text),
  value,
});
export const actions = (...elements: Json[]) => ({ type: 'actions' as const, block_id: 'choose', elements });
export const texts = (messages: Message[]): string[] => messages.map(({ text }) => text);

const reason = {
  type: 'input' as const,
  block_id: 'why',
  label: plain('Why'),
  element: { type: 'plain_text_input' as const, action_id: 'text' },
};
export const form = {
  type: 'modal' as const,
  callback_id: 'ask',
  private_metadata: 'opus',
  title: plain('Access'),
  submit: plain('Ask'),
  blocks: [reason],
};

/** For refusals that Slack's client would print. */
export const silent: Json = Object.fromEntries(
  ['debug', 'info', 'warn', 'error', 'setLevel', 'setName', 'getLevel'].map((name) => [name, () => undefined]),
);
