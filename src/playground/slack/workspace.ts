import { Directory } from './directory.js';
import type { Channel, Exchange, Message, OpenView, Person } from './fake-slack.types.js';
import { Feed } from './feed.js';
import { FileStore } from './file-store.js';
import { MessageStore } from './message-store.js';
import { defaultChannels, defaultPeople, defaultUserGroups, TEAM_ID } from './people.js';
import { PostingPace } from './posting-pace.js';
import { ResponseUrls } from './response-urls.js';
import { manifestScopes } from './scopes.js';
import { Triggers } from './triggers.js';
import { Troubles } from './trouble.js';
import { Views } from './views.js';

export interface FakeSlackOptions {
  now: () => Date;
  people?: Person[];
  channels?: Channel[];
  /** Members by user group id. */
  userGroups?: Record<string, string[]>;
  /** chat.postMessage once a second in each channel, else HTTP 429. */
  limits?: boolean;
  /** What the bot's token may do; the scopes of manifest.yml unless told. Without chat:write.public it posts only where it is a member. */
  scopes?: string[];
  /** Series a native chart may have: 12, or 6 as at launch. */
  maxSeries?: number;
  /** How long an acknowledgement may take; Slack's 3000 ms, less in a test of what happens then. */
  ackMs?: number;
  /**
   * The clock of signatures; `now` by default. Bolt compares them with the machine's own clock, so a story told on
   * another day needs the machine's clock here.
   */
  signingClock?: () => Date;
}

export const IDENTITY = {
  teamId: TEAM_ID,
  teamDomain: 'acme',
  appId: 'A0AISPEND',
  botId: 'B0AISPEND',
  botUserId: 'U0AISPEND',
  botToken: 'xoxb-fake-bot-token',
  appToken: 'xapp-fake-app-token',
  signingSecret: 'fake-signing-secret',
  verificationToken: 'fake-verification-token',
} as const;

/** Everything the workspace knows, shared by the Web API, the deliveries and the people. */
export class Workspace {
  readonly identity = IDENTITY;
  readonly now: () => Date;
  readonly directory: Directory;
  readonly userGroups: Record<string, string[]>;
  readonly messages: MessageStore;
  readonly messageFeed = new Feed<Message>(() => this.changed());
  /** Undefined: all there are. */
  readonly scopes: ReadonlySet<string> | undefined;
  readonly pace: PostingPace;
  readonly views: Views;
  readonly viewFeed = new Feed<OpenView>(() => this.changed());
  readonly triggers: Triggers;
  readonly responseUrls: ResponseUrls;
  readonly files: FileStore;
  readonly troubles = new Troubles();
  readonly log: Exchange[] = [];
  readonly listeners = new Set<() => void>();
  /** The public base of this server, without slash at the end. */
  base = '';

  constructor(readonly options: FakeSlackOptions) {
    this.now = options.now;
    this.directory = new Directory(options.people ?? defaultPeople(), options.channels ?? defaultChannels(), IDENTITY.teamId);
    this.userGroups = options.userGroups ?? defaultUserGroups();
    const scopes = options.scopes ?? manifestScopes();
    this.scopes = scopes && new Set(scopes);
    this.messages = new MessageStore(this.now, this.messageFeed);
    this.pace = new PostingPace(options.limits ?? false, this.now);
    this.views = new Views(IDENTITY, this.viewFeed);
    this.triggers = new Triggers(this.now);
    this.files = new FileStore(() => this.base);
    this.responseUrls = new ResponseUrls(this);
  }

  changed(): void {
    for (const listener of this.listeners) listener();
  }

  record(exchange: Exchange): void {
    this.log.push(exchange);
    this.changed();
  }

  /** A line of Slack's own, which only one person sees. */
  tell(user: string, channel: string, text: string): void {
    this.messages.post({ channel, text, blocks: [], onlyFor: user, from: 'USLACKBOT' });
  }
}
