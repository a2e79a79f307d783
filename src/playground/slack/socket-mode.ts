import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Json } from './fake-slack.types.js';
import type { Workspace } from './workspace.js';

/** What goes over the socket; `retry_attempt` counts from 0. */
export interface Envelope {
  envelope_id: string;
  type: 'slash_commands' | 'interactive' | 'events_api';
  payload: Json;
  accepts_response_payload: boolean;
  retry_attempt?: number;
  retry_reason?: string;
}

const PING_MS = 10_000;
const GOODBYE_MS = 1000;

/** Socket Mode: single-use WebSocket URLs, hello, envelopes and their acknowledgements. No signature, no request URL. */
export class SocketMode {
  private readonly server = new WebSocketServer({ noServer: true });
  private readonly tickets = new Set<string>();
  private readonly connected: WebSocket[] = [];
  private readonly waiting = new Map<string, ((payload: Json) => void)[]>();

  constructor(private readonly workspace: Workspace) {}

  get isConnected(): boolean {
    return this.connected.length > 0;
  }

  newUrl(): string {
    const ticket = randomUUID();
    this.tickets.add(ticket);
    return `${this.workspace.base.replace(/^http/, 'ws')}/link/?ticket=${ticket}&app_id=${this.workspace.identity.appId}`;
  }

  handleUpgrade(req: IncomingMessage, socket: Duplex, head: Buffer): boolean {
    const url = new URL(req.url ?? '/', 'http://slack');
    if (url.pathname !== '/link/') return false;
    if (!this.tickets.delete(url.searchParams.get('ticket') ?? '')) socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    else this.server.handleUpgrade(req, socket, head, (ws) => this.welcome(ws));
    return true;
  }

  /** Sends to one of the connections and resolves with the acknowledgement's payload, or undefined after `ms`. */
  deliver(envelope: Envelope, ms: number): Promise<Json | undefined> {
    const ws = this.connected[0];
    if (!ws) return Promise.resolve(undefined);
    // Slack gives each payload to any one of the connections; here they take turns.
    this.connected.push(...this.connected.splice(0, 1));
    const { envelope_id: id } = envelope;
    return new Promise((resolve) => {
      const acknowledge = (payload: Json) => {
        clearTimeout(timer);
        resolve(payload ?? {});
      };
      const timer = setTimeout(() => {
        this.waiting.set(
          id,
          (this.waiting.get(id) ?? []).filter((other) => other !== acknowledge),
        );
        resolve(undefined);
      }, ms);
      this.waiting.set(id, [...(this.waiting.get(id) ?? []), acknowledge]);
      ws.send(JSON.stringify(envelope));
    });
  }

  /** Says good-bye, and hangs up on those who do not answer. */
  close(): void {
    for (const ws of [...this.connected]) {
      ws.close(1001);
      setTimeout(() => ws.terminate(), GOODBYE_MS).unref();
    }
    this.server.close();
  }

  private welcome(ws: WebSocket): void {
    this.connected.push(ws);
    const pings = setInterval(() => ws.ping(), PING_MS).unref();
    ws.on('close', () => {
      clearInterval(pings);
      this.connected.splice(this.connected.indexOf(ws), 1);
    });
    ws.on('message', (data) => {
      const { envelope_id: id, payload } = JSON.parse(data.toString());
      this.waiting.get(id)?.shift()?.(payload);
    });
    const { appId } = this.workspace.identity;
    ws.send(JSON.stringify({ type: 'hello', num_connections: this.connected.length, connection_info: { app_id: appId } }));
  }
}
