/** A member of the fake workspace, with the fields of Slack's users.info that decide what he or she may do. */
export interface Person {
  id: string;
  name: string;
  realName: string;
  title?: string;
  tz: string;
  deleted?: boolean;
  is_bot?: boolean;
  is_admin?: boolean;
  /** Multi-channel and single-channel guests. */
  is_restricted?: boolean;
  is_ultra_restricted?: boolean;
  /** Somebody of another workspace, met in a shared channel; `teamId` is then the other workspace's. */
  is_stranger?: boolean;
  teamId?: string;
}

export interface Channel {
  id: string;
  name: string;
  /** Whether the bot is a member; without it a post is answered `not_in_channel` (public channels: allowed by chat:write.public). */
  botIsMember: boolean;
  isPrivate?: boolean;
  isArchived?: boolean;
  /** Another organisation was invited by Slack Connect and has not joined. It has when a member is of another workspace. */
  isPendingShared?: boolean;
  /** Shared among workspaces of the same organisation (Enterprise Grid). */
  isOrgShared?: boolean;
  members: string[];
}

// biome-ignore lint/suspicious/noExplicitAny: blocks and views are Slack's JSON as it came over the wire
export type Json = any;

export interface Message {
  channel: string;
  ts: string;
  threadTs?: string;
  /** A reply that the channel shows as well. */
  broadcast?: boolean;
  text: string;
  blocks: Json[];
  /** Only this person sees it. Undefined: everybody in the channel. */
  onlyFor?: string;
  /** Sent by the bot, or by a person. */
  from: 'bot' | string;
  edited?: boolean;
  deleted?: boolean;
  /** Message metadata `{event_type, event_payload}`, given back by conversations.history. */
  metadata?: Json;
  /** Files shared with the message, as files.completeUploadExternal names them. */
  files?: Json[];
}

export interface OpenView {
  id: string;
  hash: string;
  user: string;
  view: Json;
  errors?: Record<string, string>;
  /** What Slack says when the bot did not answer a submission properly; the view stays open. */
  notice?: string;
}

/** One request between Slack and the bot, for the page's traffic panel and for tests. */
export interface Exchange {
  at: string;
  direction: 'to-bot' | 'from-bot';
  /** "/slack/events", "chat.postMessage", "response_url". */
  what: string;
  request: Json;
  status: number;
  response: Json;
  ms: number;
}

/** How many changes had been seen at some moment. */
export interface Moment {
  messages: number;
  views: number;
}

/** How the bot answered the HTTP request (or the socket envelope) that carried a command or a click. */
export interface Acknowledged {
  status: number;
  body: string;
  ms: number;
}

/**
 * A Slack workspace in one process, spoken to over real HTTP (and a real WebSocket for Socket Mode). It checks what the
 * bot sends as strictly as Slack does (tokens, block limits, channels, triggers, response_url uses) and says so with
 * Slack's own error words.
 */
export interface FakeSlack {
  readonly teamId: string;
  readonly botUserId: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  /** Base for SLACK_API_URL, e.g. "http://127.0.0.1:4567/api/". Known once it listens. */
  readonly apiUrl: string;
  readonly people: Person[];
  readonly channels: Channel[];
  readonly messages: Message[];
  readonly log: Exchange[];

  /** Starts the HTTP server. Port 0 picks a free one. */
  listen(port?: number): Promise<void>;
  close(): Promise<void>;
  /** Handles a request that belongs to Slack's API (/api/*, /response/*, /files/*); false when the path is not its own. For the playground, which serves page and API on one port. */
  handle(req: import('node:http').IncomingMessage, res: import('node:http').ServerResponse): boolean;
  /** The same for the `upgrade` event of that server: Socket Mode's WebSocket at /link. */
  handleUpgrade(req: import('node:http').IncomingMessage, socket: import('node:stream').Duplex, head: Buffer): boolean;
  /** Tells it the public base under which `handle` is reachable when it does not listen itself. */
  setBase(url: string): void;
  /** Where commands and clicks are delivered: the bot's request URL, e.g. "http://127.0.0.1:3001/slack/events". Without it they go to the connected socket. */
  deliverTo(url: string): void;

  command(
    user: string,
    channel: string,
    text: string,
    o?: { command?: string; timestampOffsetSeconds?: number; repeat?: number; badSignature?: boolean },
  ): Promise<Acknowledged>;
  /** Says something in a conversation, or in the thread of the message with that ts. @throws CannotAct when the person cannot write there */
  say(user: string, channel: string, text: string, thread?: string): Message;
  /** Presses a button or picks in a select of a visible message. `action` is an action_id, or a button's visible text. */
  click(user: string, message: Message, action: string, value?: string, o?: { repeat?: number }): Promise<Acknowledged>;
  /** The same inside the person's open view. */
  clickInView(user: string, action: string, value?: string): Promise<Acknowledged>;
  /** Submits the person's open view with values by block_id → action_id. */
  submit(user: string, values: Record<string, Record<string, Json>>): Promise<Acknowledged>;
  /** Chooses a global shortcut of the app, by its callback_id, from Slack's own menus. */
  shortcut(user: string, callbackId: string): Promise<Acknowledged>;
  /** Closes the person's top view; tells the bot (`view_closed`) when the view asked for it. */
  closeView(user: string): void;
  /** Opens the app's Home tab: the bot gets `app_home_opened`. What it publishes is then `home(user)`. */
  openHome(user: string): Promise<Acknowledged>;
  home(user: string): OpenView | undefined;
  /** Types into an external select of a message or of the open view (`block_suggestion`) and returns the options offered. */
  suggest(user: string, where: Message | 'view', action: string, typed: string): Promise<Json[]>;
  /** Sends again, as Slack's first retry, whatever has not been acknowledged in time; one answer for each. */
  redeliver(): Promise<Acknowledged[]>;

  /** What a person sees in a channel now, oldest first, deleted ones left out. */
  visible(user: string, channel: string): Message[];
  openView(user: string): OpenView | undefined;
  /** Resolves with the first message matching that is posted or edited after this call (or since `after`); rejects after `ms` (default 5000) with what was seen instead. */
  nextMessage(match?: (message: Message) => boolean, ms?: number, after?: Moment): Promise<Message>;
  nextView(user: string, ms?: number, after?: Moment): Promise<OpenView>;
  /** Now, to be handed to `nextMessage` or `nextView` later as `after`. */
  moment(): Moment;
  /** Calls back on every change of messages, views or log; returns how to stop. */
  onChange(listener: () => void): () => void;

  /** Trouble to come. Each `times` counts down; without it the trouble stays until `clear()`. */
  trouble: {
    /** The method (or "response_url", or "*") answers `{ok:false,error}`. */
    fail(method: string, error: string, times?: number): void;
    /** HTTP 429 with Retry-After. */
    rateLimit(method: string, retryAfterSeconds: number, times?: number): void;
    /** The method is carried out, and its answer is lost (connection reset). */
    loseAnswer(method: string, times?: number): void;
    /** HTTP 503; with the method "down" every connection is reset before anything is read. */
    unavailable(method: string, times?: number): void;
    /** Block types that this workspace does not know yet: `invalid_blocks`. */
    refuseBlocks(...types: string[]): void;
    clear(): void;
  };
}
