import { WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError, type WebClient } from '@slack/web-api';
import { NotAllowed, Unavailable } from '../errors.js';

const KEPT_MS = 10 * 60_000;
/** Slack asks for a few seconds when many people ask at once; longer than this nobody waits. */
const PATIENCE_S = 10;

/** The fields of Slack's users.info that decide. */
interface Member {
  deleted?: boolean;
  is_bot?: boolean;
  is_restricted?: boolean;
  is_ultra_restricted?: boolean;
  is_stranger?: boolean;
  is_invited_user?: boolean;
  /** IANA name, such as "Europe/Berlin". */
  tz?: string;
  team_id?: string;
  enterprise_user?: { teams?: string[] };
}

/**
 * Lets full members of the workspace in: guests, people of other workspaces in shared channels, bots and deactivated
 * accounts get a polite refusal. What Slack says of a person is remembered for ten minutes.
 */
export class People {
  private readonly known = new Map<string, { until: number; member: Member }>();
  /** Questions under way, so that fifty commands of one person ask once. */
  private readonly asking = new Map<string, Promise<Member>>();

  constructor(
    private readonly web: WebClient,
    /** Our own workspace, as auth.test tells it. Rejects with Unavailable when it is not known. */
    private readonly home: () => Promise<string>,
    private readonly now: () => Date,
  ) {}

  /** @throws NotAllowed with the reason, Unavailable when Slack cannot say who it is. */
  async mayAsk(user: string, workspace: string): Promise<void> {
    const member = await this.member(user);
    if (member.deleted)
      throw new NotAllowed('Your account in this workspace is deactivated, so aispend does not answer it; ask a workspace admin.');
    if (member.is_bot) throw new NotAllowed('aispend answers people, not bots.');
    // Who is in one of our shared channels is no "stranger" to Slack, so the workspaces are compared as well.
    if (member.is_stranger || !(await this.belongs(member, workspace)))
      throw new NotAllowed('aispend answers members of its own workspace only; ask a colleague there to share the answer in this channel.');
    if (member.is_restricted || member.is_ultra_restricted || member.is_invited_user)
      throw new NotAllowed('aispend does not answer guests; ask a full member of the workspace to share the answer with you.');
  }

  /** What is to be done for a person who is not there. @throws Unavailable when Slack cannot tell. */
  async state(user: string): Promise<'member' | 'guest' | 'left'> {
    try {
      await this.mayAsk(user, '');
      return 'member';
    } catch (error) {
      if (!(error instanceof NotAllowed)) throw error;
      const member = this.known.get(user)?.member;
      return member && !member.deleted ? 'guest' : 'left';
    }
  }

  /** Whether a person is a single- or multi-channel guest of this workspace. @throws Unavailable when Slack cannot tell, NotAllowed when it knows nobody of that id */
  async isGuest(user: string): Promise<boolean> {
    const { deleted, is_restricted, is_ultra_restricted } = await this.member(user);
    return !deleted && (is_restricted === true || is_ultra_restricted === true);
  }

  /** The time zone of a person who was let in just now, as Slack's users.info tells it. */
  timeZone(user: string): string | undefined {
    return this.known.get(user)?.member.tz;
  }

  private async belongs(member: Member, workspace: string): Promise<boolean> {
    const home = await this.home();
    // Where Slack leaves the team out, the signed request tells it.
    const theirs = member.team_id || workspace || home;
    return theirs === home || member.enterprise_user?.teams?.includes(home) === true;
  }

  private async member(user: string): Promise<Member> {
    const now = this.now().getTime();
    const known = this.known.get(user);
    if (known && known.until > now) return known.member;
    const asking = this.asking.get(user) ?? this.ask(user).finally(() => this.asking.delete(user));
    this.asking.set(user, asking);
    const member = await asking;
    if (this.known.size > 5000) this.known.clear();
    this.known.set(user, { until: now + KEPT_MS, member });
    return member;
  }

  private async ask(user: string, patient = true): Promise<Member> {
    try {
      const { user: member } = await this.web.users.info({ user });
      // An answer about nobody, or about somebody else, vouches for nobody.
      if (member?.id !== user) throw new Unavailable('Slack does not tell aispend who you are right now; try again in a minute.');
      return member as Member;
    } catch (error) {
      if (error instanceof Unavailable) throw error;
      if (error instanceof WebAPIPlatformError) {
        const word = String(error.data.error);
        if (/user_not_found|user_not_visible/.test(word))
          throw new NotAllowed(
            'Slack does not know you as a member of this workspace, so aispend does not answer; ask a colleague to share the answer.',
          );
        if (word === 'missing_scope')
          throw new Unavailable(
            'aispend may not look up who you are; an admin must add the scope users:read to the Slack app and reinstall it.',
            { cause: error },
          );
      }
      if (error instanceof WebAPIRateLimitedError && patient && error.retryAfter <= PATIENCE_S) {
        await new Promise((resolve) => setTimeout(resolve, error.retryAfter * 1000));
        return this.ask(user, false);
      }
      // A lost connection, such as one that Slack closed while it lay idle: looking somebody up again does no harm.
      if (patient && error instanceof WebAPIRequestError) return this.ask(user, false);
      throw new Unavailable('Slack does not tell aispend who you are right now; try again in a minute.', { cause: error });
    }
  }
}
