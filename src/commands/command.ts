import type { View } from '@slack/types';
import type { z } from 'zod';
import type { Access } from '../access/access.js';
import type { FileConfig } from '../config-schema.js';
import type { JobsByHand } from '../jobs/by-hand.js';
import type { Statements } from '../jobs/statement-port.js';
import type { Log } from '../log.js';
import type { Outbox } from '../outbox/outbox.js';
import type { Anomalies } from '../spend/anomalies/anomalies.js';
import type { Answer, Why } from '../spend/answers.js';
import type { Audiences } from '../spend/audience/audiences.js';
import type { Breakdowns } from '../spend/breakdowns.js';
import type { Coverage } from '../spend/coverage.js';
import type { Spend } from '../spend/spend.js';
import type { Status } from '../spend/status.js';
import type { DeliveryHours } from '../spend/subscriptions/delivery-hours.js';
import type { Subscriptions } from '../spend/subscriptions/subscription.js';
import type { Draw } from '../views/message.js';
import type { PausePort } from './pause-port.js';

/** Who asks, as Slack signed it. `id` is the only thing authority may rest on. */
export interface Asker {
  id: string;
  workspace: string;
  /** IANA name, as Slack's profile tells it. */
  timeZone?: string;
  /** Id of the conversation it was asked in, when there is one. */
  channel?: string;
}

/** What a command may use. It never sees Slack, AWS, the database or the environment. */
export interface CommandContext {
  asker: Asker;
  /** How the command is called in this workspace, "/aispend". */
  slash: string;
  now(): Date;
  spend: Spend;
  status(): Promise<Status>;
  /** Teams the asker manages, by the configuration. */
  manages(asker: Asker): string[];
  isAdmin(asker: Asker): boolean;
  /** Slack user ids of the admins, to say who may. */
  admins: string[];
  jobs: JobsByHand;
  /** What aispend.yaml says. */
  settings: FileConfig;
  outbox: Outbox;
  /** Model access: requests, decisions, grants, pauses, audit. */
  access: Access;
  breakdowns: Breakdowns;
  coverage: Coverage;
  subscriptions: Subscriptions;
  /** When people want to be written to. */
  hours: DeliveryHours;
  /** Who hears what is said in channels. */
  audiences: Pick<Audiences, 'of'>;
  anomalies: Anomalies;
  /** Months' statements, disputes about them, and who is told. */
  statements: Statements;
  /** Who takes requests to pause a principal; undefined where nobody does. */
  pause?: PausePort;
  log: Log;
}

/** A question without its period. */
export interface Again {
  command: string;
  args: Record<string, string>;
}

/** What a command gives back: a message, and what its buttons need to know later. */
export interface Reply {
  message: Draw;
  /** Opened instead of the message where there is a click or a typed command to open it with. */
  window?: View;
  /** The figures behind the message, when it may be shared, explained or asked again for another period. */
  answer?: { value: Answer; again: Again };
  /** The same for a message that is drawn from more than an answer: why its figures are what they are. */
  sharable?: { why: Why; again: Again };
  /** What the terminal prints for scripts, where there is no answer. */
  lines?: { csv: string; json: object };
}

/**
 * A command as a value. Help, "did you mean", the form and the parsing of words are derived from it; every string in
 * `examples` is run by a test.
 */
export interface Command<Args = Record<string, string | undefined>> {
  name: string;
  /** Other words people type for it. */
  aliases?: string[];
  /** One line for help, without a full stop. */
  summary: string;
  /** What else is to be known of it, in sentences; shown by its own help. */
  details?: string;
  /** Arguments as shown in help: "<team> [period]". */
  usage: string;
  /** What follows the slash command, such as "team engineering last month". */
  examples: string[];
  /** The period it takes when none is typed, in words; the month to date unless told. */
  withoutPeriod?: string;
  /** Whether help lists it for this asker; it does unless told. Whether they may is looked at when it runs. */
  offered?(context: CommandContext): boolean;
  /** It answers and does nothing else, so people may subscribe to it. */
  subscribable?: boolean;
  /**
   * The arguments by name, all text. `period` takes the words at the end that read as a period; the first other name
   * takes what is left.
   */
  args: z.ZodObject<Record<string, z.ZodType<string | undefined>>>;
  run(args: Args, context: CommandContext): Promise<Reply>;
}
