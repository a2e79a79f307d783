import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import { Unavailable } from '../errors.js';
import type { Log } from '../log.js';

/** Errors of auth.test that time does not heal: the token itself is wrong. */
const FINAL = /invalid_auth|not_authed|account_inactive|token_revoked|token_expired|org_login_required/;

/**
 * Who the bot is, learned in the background and tried again until Slack answers, so that a start during a Slack outage
 * succeeds and commands are answered as soon as they arrive.
 */
export class Identity {
  team: string | undefined;
  /** The Enterprise Grid organisation, where there is one. */
  enterprise: string | undefined;
  botUserId: string | undefined;
  botId: string | undefined;
  /** Why it is not known yet, for /readyz. */
  trouble = 'auth.test has not answered yet';
  private stopped = false;
  private wake: (() => void) | undefined;
  private asking: Promise<void> | undefined;

  constructor(
    private readonly web: WebClient,
    private readonly log: Log,
  ) {}

  get ready(): boolean {
    return this.team !== undefined;
  }

  async learn(): Promise<void> {
    for (let wait = 1000; !this.stopped && !this.ready; wait = Math.min(wait * 2, 60_000)) {
      await this.ask();
      if (this.ready) return;
      await new Promise<void>((resolve) => {
        this.wake = resolve;
        setTimeout(resolve, wait).unref();
      });
    }
  }

  /**
   * The bot's own workspace, against which people are judged; asked for at once while it is not known. No request can stand
   * in for it: in a shared channel a stranger's command carries the stranger's own workspace.
   * @throws Unavailable when Slack does not tell.
   */
  async home(): Promise<string> {
    if (!this.ready) await this.ask();
    if (this.team === undefined)
      throw new Unavailable('Slack does not tell aispend which workspace it belongs to right now; try again in a minute.');
    return this.team;
  }

  /** One question at a time, whoever wants to know. */
  private ask(): Promise<void> {
    this.asking ??= this.authTest().finally(() => {
      this.asking = undefined;
    });
    return this.asking;
  }

  private async authTest(): Promise<void> {
    try {
      const answer = await this.web.auth.test();
      this.team = answer.team_id;
      this.enterprise = answer.enterprise_id;
      this.botUserId = answer.user_id;
      this.botId = answer.bot_id;
      this.log.info({ team: answer.team, bot: answer.user }, 'connected to Slack');
    } catch (error) {
      const word = error instanceof WebAPIPlatformError ? String(error.data.error) : undefined;
      this.trouble = word ? `auth.test answered ${word}` : 'Slack could not be reached';
      if (word && FINAL.test(word))
        this.log.error(`Slack does not accept SLACK_BOT_TOKEN (${word}); copy it again from "OAuth & Permissions" of the Slack app.`);
      else this.log.warn({ err: error }, 'auth.test failed; trying again');
    }
  }

  stop(): void {
    this.stopped = true;
    this.wake?.();
  }
}
