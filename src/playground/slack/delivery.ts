import { randomUUID } from 'node:crypto';
import type { Acknowledged, Json } from './fake-slack.types.js';
import { sign } from './signature.js';
import type { Envelope, SocketMode } from './socket-mode.js';
import type { Workspace } from './workspace.js';

export interface DeliveryOptions {
  /** How often the very same request is delivered in all, at once. */
  repeat?: number;
  timestampOffsetSeconds?: number;
  badSignature?: boolean;
}

interface Sent {
  envelope: Envelope;
  options: DeliveryOptions;
}

const ACK_MS = 3000;
/** Status 0: the words of Slack's own line when an app did not answer in time or could not be reached. */
export const TIMED_OUT = 'operation_timeout';
export const UNREACHABLE = 'dispatch_failed';

/** Brings commands, interactions and events to the bot, over HTTP or the socket, and waits three seconds for its answer. */
export class Delivery {
  /** The request URL; the socket is used without it. */
  url: string | undefined;
  private readonly unacknowledged = new Map<string, Sent>();

  constructor(
    private readonly workspace: Workspace,
    private readonly sockets: SocketMode,
  ) {}

  async send(type: Envelope['type'], payload: Json, options: DeliveryOptions = {}): Promise<Acknowledged> {
    const envelope: Envelope = { envelope_id: randomUUID(), type, payload, accepts_response_payload: type !== 'events_api' };
    const times = Array.from({ length: options.repeat ?? 1 });
    const [first] = await Promise.all(times.map(() => this.attempt({ envelope, options })));
    return first!;
  }

  /** What was not acknowledged, once more, as a retry of the same envelope and body. */
  redeliver(): Promise<Acknowledged[]> {
    return Promise.all([...this.unacknowledged.values()].map((sent) => this.attempt(sent, 1)));
  }

  private async attempt(sent: Sent, retry = 0): Promise<Acknowledged> {
    const at = this.workspace.now().toISOString();
    const started = performance.now();
    const { status, body } = this.url ? await this.overHttp(this.url, sent, retry) : await this.overSocket(sent.envelope, retry);
    const acknowledged = { status, body, ms: Math.round(performance.now() - started) };
    if (status === 200) this.unacknowledged.delete(sent.envelope.envelope_id);
    else this.unacknowledged.set(sent.envelope.envelope_id, sent);
    const what = this.url ? new URL(this.url).pathname : 'socket';
    this.workspace.record({ at, direction: 'to-bot', what, request: sent.envelope.payload, status, response: body, ms: acknowledged.ms });
    return acknowledged;
  }

  private get patience(): number {
    return this.workspace.options.ackMs ?? ACK_MS;
  }

  private async overSocket(envelope: Envelope, retry: number): Promise<Omit<Acknowledged, 'ms'>> {
    if (!this.sockets.isConnected) return { status: 0, body: UNREACHABLE };
    const retried = retry > 0 ? { retry_attempt: retry, retry_reason: 'timeout' } : {};
    const payload = await this.sockets.deliver({ ...envelope, ...retried }, this.patience);
    if (payload === undefined) return { status: 0, body: TIMED_OUT };
    return { status: 200, body: Object.keys(payload).length === 0 ? '' : JSON.stringify(payload) };
  }

  private async overHttp(url: string, { envelope, options }: Sent, retry: number): Promise<Omit<Acknowledged, 'ms'>> {
    const body = bodyOf(envelope);
    try {
      const headers = this.headers(envelope, body, options, retry);
      const response = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal: AbortSignal.timeout(this.patience) });
      return { status: response.status, body: await response.text() };
    } catch (error) {
      return { status: 0, body: (error as Error).name === 'TimeoutError' ? TIMED_OUT : UNREACHABLE };
    }
  }

  private headers(envelope: Envelope, body: string, options: DeliveryOptions, retry: number): Record<string, string> {
    const clock = this.workspace.options.signingClock ?? this.workspace.now;
    const seconds = Math.floor(clock().getTime() / 1000) + (options.timestampOffsetSeconds ?? 0);
    const { signingSecret } = this.workspace.identity;
    return {
      // Exactly this: Bolt takes a form with a charset for JSON.
      'content-type': envelope.type === 'events_api' ? 'application/json' : 'application/x-www-form-urlencoded',
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      'x-slack-request-timestamp': String(seconds),
      'x-slack-signature': sign(options.badSignature ? `not ${signingSecret}` : signingSecret, seconds, body),
      ...(retry > 0 ? { 'x-slack-retry-num': String(retry), 'x-slack-retry-reason': 'http_timeout' } : {}),
    };
  }
}

function bodyOf({ type, payload }: Envelope): string {
  if (type === 'events_api') return JSON.stringify(payload);
  return new URLSearchParams(type === 'interactive' ? { payload: JSON.stringify(payload) } : payload).toString();
}
