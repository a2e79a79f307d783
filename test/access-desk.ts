import type { AccessRequest, State } from '../src/access/request.js';
import { PRODUCTION } from '../src/playground/sample/accounts.js';
import type { Json, Message, OpenView } from '../src/playground/slack/fake-slack.types.js';
import { type Started, type StartOptions, start } from './start.js';

export const ROLE = `arn:aws:iam::${PRODUCTION}:role/teams/CodeReviewService`;
export const OPUS = `arn:aws:bedrock:us-east-1:${PRODUCTION}:inference-profile/us.anthropic.claude-opus-5`;
export const ASK = 'access opus 4h on CodeReviewService for INC-42';

/** The sample company's access workflow, used as people use it: typed, clicked, written into windows. */
export interface AccessDesk extends Started {
  /** Types a command and gives the window that opens. */
  window(text: string, user?: string): Promise<OpenView>;
  /** Presses a button that answers with a message of its own. */
  press(user: string, message: Message, button: string): Promise<Message>;
  /** Presses a button whose effect is seen elsewhere, and gives all that the bot then says, answers to the person included. */
  click(user: string, message: Message, button: string, o?: { repeat?: number }): Promise<Message[]>;
  /** Presses a button that opens a window, writes into it, submits it, and gives all that the bot then says. */
  write(user: string, message: Message, button: string, fields: Record<string, string>): Promise<Message[]>;
  /** Writes into the open window and submits it. */
  submit(user: string, fields: Record<string, string>): Promise<Message[]>;
  /** Asks for the one ordinary model as Ben and gives the card. */
  asked(text?: string): Promise<Message>;
  /** The card of the latest request, as the channel sees it now. */
  card(): Message;
  /** The latest request. */
  request(): Promise<AccessRequest>;
  state(): Promise<State>;
  /** Goes on for so many seconds, by way of every moment at which there is something to do. */
  pass(seconds: number): Promise<Message[]>;
  may(action?: string, resource?: string, context?: Record<string, string>): string;
  policies(arn?: string): string[];
}

/** All that a message or a view shows, as one text. */
export const shows = (one: Message | OpenView | undefined): string =>
  JSON.stringify(one && 'blocks' in one ? one.blocks : one?.view.blocks);
/** "channel: text", one for each message. */
export const told = (messages: Message[]): string[] =>
  messages.map((one) => `${one.channel}${one.threadTs ? ' thread' : ''}${one.onlyFor ? ` for ${one.onlyFor}` : ''}: ${one.text}`);

export async function openAccessDesk(o: StartOptions = {}): Promise<AccessDesk> {
  const bot = await start(o);
  const { slack, clock, parts } = bot;
  const heard = async (since: number): Promise<Message[]> => {
    await bot.delivered();
    return slack.messages.slice(since).filter((one) => one.from === 'bot');
  };
  const submit = async (user: string, fields: Record<string, string>): Promise<Message[]> => {
    const since = slack.messages.length;
    const open = slack.openView(user);
    if (!open) throw new Error(`${user} has no window open`);
    await slack.submit(user, typedInto(open.view.blocks, fields));
    return heard(since);
  };
  const latest = async (): Promise<AccessRequest> => {
    const [row] = await parts.store.access.list({ limit: 1 });
    return JSON.parse(row?.body ?? '{}') as AccessRequest;
  };
  const desk: AccessDesk = {
    ...bot,
    async window(text, user = 'U0BEN') {
      const opened = slack.nextView(user);
      await slack.command(user, 'C0ENG', text);
      return opened;
    },
    async press(user, message, button) {
      const answer = slack.nextMessage((one) => one.onlyFor === user || one.channel === `D${user.slice(1)}`);
      await slack.click(user, message, button);
      return answer;
    },
    async click(user, message, button, how = {}) {
      const since = slack.messages.length;
      await slack.click(user, message, button, undefined, how);
      return heard(since);
    },
    async write(user, message, button, fields) {
      const opened = slack.nextView(user);
      await slack.click(user, message, button);
      await opened;
      return submit(user, fields);
    },
    submit,
    async asked(text = ASK) {
      await bot.ask(text, 'U0BEN');
      await bot.delivered();
      return desk.card();
    },
    card() {
      const found = slack.messages.findLast((one) => one.from === 'bot' && !one.onlyFor && one.channel === 'C0ENG' && !one.threadTs);
      if (!found) throw new Error('there is no card');
      return found;
    },
    request: latest,
    state: async () => (await latest()).state,
    async pass(seconds) {
      const since = slack.messages.length;
      const end = clock.now().getTime() + seconds * 1000;
      const { engine } = parts.access;
      await bot.delivered();
      for (let next = await engine.next(); next && next.getTime() <= end; next = await engine.next()) {
        clock.set(new Date(Math.max(next.getTime(), clock.now().getTime() + 1)).toISOString());
        await bot.delivered();
      }
      clock.set(new Date(Math.max(end, clock.now().getTime())).toISOString());
      return heard(since);
    },
    may: (action = 'bedrock:InvokeModel', resource = OPUS, context = {}) => bot.aws.iam.decides(ROLE, action, resource, context),
    policies: (arn = ROLE) => Object.keys(bot.aws.iam.entity(arn)?.inline ?? {}).filter((name) => name.startsWith('aispend-')),
  };
  return desk;
}

/** Fields by block as the state of a view has them. */
function typedInto(blocks: Json[], fields: Record<string, string>): Record<string, Record<string, Json>> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      const element = blocks.find((block: Json) => block.block_id === name)?.element;
      if (!element) throw new Error(`the window has no "${name}"`);
      const chosen = element.options?.find((one: Json) => one.value === value);
      if (element.options && !chosen) throw new Error(`"${value}" cannot be chosen`);
      return [name, { [element.action_id]: chosen ? { type: element.type, selected_option: chosen } : { type: element.type, value } }];
    }),
  );
}
