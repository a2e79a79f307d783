import type { View } from '@slack/types';
import type { z } from 'zod';
import type { FileConfig } from '../config-schema.js';
import type { JobsByHand } from '../jobs/by-hand.js';
import type { Log } from '../log.js';
import type { Outbox } from '../outbox/outbox.js';
import type { Answer } from '../spend/answers.js';
import type { Spend } from '../spend/spend.js';
import type { Status } from '../spend/status.js';
import type { Draw } from '../views/message.js';

/** Who asks, as Slack signed it. `id` is the only thing authority may rest on. */
export interface Asker {
  id: string;
  workspace: string;
  /** IANA name, as Slack's profile tells it. */
  timeZone?: string;
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
  log: Log;
}

/** What a command gives back: a message, and what its buttons need to know later. */
export interface Reply {
  message: Draw;
  /** Opened instead of the message where there is a click or a typed command to open it with. */
  window?: View;
  /** The figures behind the message, when it may be shared, explained or asked again for another period. */
  answer?: { value: Answer; again: { command: string; args: Record<string, string> } };
}

/**
 * A command as a value. Help, "did you mean", the form and the parsing of words are derived from it; every string in
 * `examples` is run by a test.
 */
export interface Command<Args = Record<string, string | undefined>> {
  name: string;
  /** Other words people type for it. */
  aliases?: string[];
  /** One line for help. */
  summary: string;
  /** Arguments as shown in help: "<team> [period]". */
  usage: string;
  /** What follows the slash command, such as "team engineering last month". */
  examples: string[];
  /**
   * The arguments by name, all text. `period` takes the words at the end that read as a period; the first other name
   * takes what is left.
   */
  args: z.ZodObject<Record<string, z.ZodType<string | undefined>>>;
  run(args: Args, context: CommandContext): Promise<Reply>;
}
