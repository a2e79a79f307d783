import type { FakeSlack } from './slack/fake-slack.types.js';

/** A line that somebody typed on the page. */
export interface TypedLine {
  user: string;
  channel: string;
  text: string;
  kind: 'command' | 'say';
  ts: string;
  /** How many messages the workspace had then: its place among them, whatever the clock says. */
  after: number;
  failed?: string;
}

/** Keeps what was typed, since Slack itself keeps no trace of a slash command. Lives as long as the server. */
export class Typed {
  readonly lines: TypedLine[] = [];

  constructor(
    private readonly slack: FakeSlack,
    private readonly now: () => Date,
    private readonly changed: () => void,
  ) {}

  /** Notes a line; the returned function says that it came to nothing, and why. */
  add(user: string, channel: string, text: string, kind: 'command' | 'say'): (failed: string) => void {
    const ts = `${(this.now().getTime() / 1000).toFixed(3)}${String(this.lines.length % 1000).padStart(3, '0')}`;
    const line: TypedLine = { user, channel, text, kind, ts, after: this.slack.messages.length };
    this.lines.push(line);
    this.changed();
    return (failed) => {
      line.failed = failed;
      this.changed();
    };
  }

  /** A command is seen by the one who typed it, an ordinary line by everybody in the channel. */
  visible(user: string, channel: string): TypedLine[] {
    return this.lines.filter((line) => line.channel === channel && (line.kind === 'say' || line.user === user));
  }
}
