import type { FakeSlack } from './slack/fake-slack.types.js';

/** A command that somebody typed on the page. */
export interface TypedLine {
  user: string;
  channel: string;
  text: string;
  ts: string;
  /** How many messages the workspace had then: its place among them, whatever the clock says. */
  after: number;
  failed?: string;
}

/** Keeps the commands that were typed, since Slack itself keeps no trace of a slash command. Lives as long as the server. */
export class Typed {
  readonly lines: TypedLine[] = [];

  constructor(
    private readonly slack: FakeSlack,
    private readonly now: () => Date,
    private readonly changed: () => void,
  ) {}

  /** Notes a command; the returned function says that it came to nothing, and why. */
  add(user: string, channel: string, text: string): (failed: string) => void {
    const ts = `${(this.now().getTime() / 1000).toFixed(3)}${String(this.lines.length % 1000).padStart(3, '0')}`;
    const line: TypedLine = { user, channel, text, ts, after: this.slack.messages.length };
    this.lines.push(line);
    this.changed();
    return (failed) => {
      line.failed = failed;
      this.changed();
    };
  }

  /** A command is seen by the one who typed it. */
  visible(user: string, channel: string): TypedLine[] {
    return this.lines.filter((line) => line.channel === channel && line.user === user);
  }
}
