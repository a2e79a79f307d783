import { WebAPIPlatformError, WebAPIRateLimitedError, type WebClient } from '@slack/web-api';
import { Unavailable } from '../errors.js';
import type { Log } from '../log.js';
import type { Draw } from '../views/message.js';
import { BLOCKS_REFUSED, inTheBestForm } from './best-form.js';
import { refusedConnection } from './outbox-outcome.js';

/** Where an answer belongs: back where the person asked, or, when that way is closed, to the person. */
export interface Target {
  user: string;
  channel?: string;
  /** Absolute URL from a signed payload; five uses within thirty minutes. */
  responseUrl?: string;
}

type Outcome = 'sent' | 'blocks-refused' | 'closed' | 'unknown';

const WAIT_AT_MOST_S = 30;

/**
 * Brings answers to people: by response_url, else as an ephemeral post, else as a direct message; with the newest blocks,
 * else plain ones, else text.
 */
export class Replies {
  constructor(
    private readonly web: WebClient,
    private readonly log: Log,
    private readonly pause: (ms: number) => Promise<void> = (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  ) {}

  /** For the asker's eyes only. @throws Unavailable when every way is closed. */
  async toAsker(target: Target, draw: Draw, o: { replace?: boolean } = {}): Promise<void> {
    const ways: ((message: Message) => Promise<Outcome>)[] = [];
    if (target.responseUrl)
      ways.push((message) =>
        this.post(target.responseUrl as string, { ...message, response_type: 'ephemeral', replace_original: o.replace === true }),
      );
    if (target.channel) ways.push((message) => this.call('chat.postEphemeral', { ...message, channel: target.channel, user: target.user }));
    ways.push((message) => this.call('chat.postMessage', { ...message, channel: target.user }));
    for (const way of ways) {
      const outcome = await this.inTheBestForm(draw, way);
      // Unknown means that it may have arrived; an answer twice is worse than one that can be asked for again.
      if (outcome === 'sent' || outcome === 'unknown') return;
    }
    throw new Unavailable('Slack took the answer on no way (response_url, ephemeral, direct message).');
  }

  /**
   * For everybody in the channel, sent at most once.
   * @returns 'unknown' when Slack's answer was lost: it may have been posted, so it is not sent again.
   */
  async toChannel(target: Target, draw: Draw): Promise<'sent' | 'closed' | 'unknown'> {
    const ways: ((message: Message) => Promise<Outcome>)[] = [];
    if (target.responseUrl)
      ways.push((message) => this.post(target.responseUrl as string, { ...message, response_type: 'in_channel', replace_original: false }));
    if (target.channel) ways.push((message) => this.call('chat.postMessage', { ...message, channel: target.channel }));
    for (const way of ways) {
      const outcome = await this.inTheBestForm(draw, way);
      if (outcome === 'sent' || outcome === 'unknown') return outcome;
    }
    return 'closed';
  }

  private async inTheBestForm(draw: Draw, way: (message: Message) => Promise<Outcome>): Promise<Exclude<Outcome, 'blocks-refused'>> {
    const outcome = await inTheBestForm<Outcome>(
      draw,
      (form) => way({ ...form, unfurl_links: false, unfurl_media: false }),
      (one) => {
        if (one === 'blocks-refused') this.log.warn('Slack refused the blocks of a message; sending it in a plainer form');
        return one === 'blocks-refused';
      },
    );
    return outcome === 'blocks-refused' ? 'closed' : outcome;
  }

  private async post(url: string, message: Message, patient = true): Promise<Outcome> {
    let response: Response;
    let body: string;
    try {
      response = await fetch(url, {
        method: 'POST',
        // A connection kept from before may be closed by Slack at the moment it is used, and then nobody can tell whether the
        // answer arrived; one of its own costs a few milliseconds.
        headers: { 'content-type': 'application/json; charset=utf-8', connection: 'close' },
        body: JSON.stringify(message),
        signal: AbortSignal.timeout(30_000),
        redirect: 'error',
      });
      body = await response.text();
    } catch (error) {
      this.log.warn({ err: error }, 'response_url could not be reached');
      return refusedConnection(error) ? 'closed' : 'unknown';
    }
    if (BLOCKS_REFUSED.test(body)) return 'blocks-refused';
    if (response.status === 429 && patient) {
      await this.pause(Math.min(WAIT_AT_MOST_S, Number(response.headers.get('retry-after')) || 1) * 1000);
      return this.post(url, message, false);
    }
    // Slack says "ok", nothing, or {"ok":true}; a 200 with any other word is a refusal.
    if (response.ok && /^(ok)?$|"ok"\s*:\s*true/i.test(body.trim())) return 'sent';
    this.log.warn({ status: response.status, body: body.slice(0, 200) }, 'response_url did not take the message');
    return 'closed';
  }

  private async call(method: string, message: Message, patient = true): Promise<Outcome> {
    try {
      await this.web.apiCall(method, message as Record<string, unknown>);
      return 'sent';
    } catch (error) {
      if (error instanceof WebAPIPlatformError) {
        const word = String(error.data.error);
        this.log.warn({ method, error: word }, 'Slack did not take the message');
        return BLOCKS_REFUSED.test(word) ? 'blocks-refused' : 'closed';
      }
      if (error instanceof WebAPIRateLimitedError && patient) {
        await this.pause(Math.min(WAIT_AT_MOST_S, error.retryAfter) * 1000);
        return this.call(method, message, false);
      }
      this.log.warn({ err: error, method }, 'Slack could not be reached');
      return refusedConnection(error) || error instanceof WebAPIRateLimitedError ? 'closed' : 'unknown';
    }
  }
}

type Message = { text: string } & Record<string, unknown>;
