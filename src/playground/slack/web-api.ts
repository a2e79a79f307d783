import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Json } from './fake-slack.types.js';
import { argumentsOf, readBody, uploadedBytes } from './http-body.js';
import { METHODS, WITH_APP_TOKEN, WITHOUT_TOKEN } from './methods.js';
import { checkScopes } from './scopes.js';
import { RateLimited, SlackError } from './slack-error.js';
import type { SocketMode } from './socket-mode.js';
import type { Trouble } from './trouble.js';
import type { Workspace } from './workspace.js';

interface Answer {
  status: number;
  headers?: Record<string, string>;
  /** JSON, or a plain string as response_urls answer. */
  body: Json;
  /** Carried out, but the connection is reset instead of an answer. */
  lost?: boolean;
}

const limited = (seconds: number): Answer => ({
  status: 429,
  headers: { 'retry-after': String(seconds) },
  body: { ok: false, error: 'ratelimited' },
});

/** Expired and used response_urls are gone; everything else about them is the caller's mistake. */
const GONE = ['expired_url', 'used_url', 'invalid_url'];

/** The HTTP side of the workspace: /api/*, /response/* and /files/*. */
export class WebApi {
  constructor(
    private readonly workspace: Workspace,
    private readonly sockets: SocketMode,
  ) {}

  /** Takes over a request of its own and answers later; false for every other path. */
  handle(req: IncomingMessage, res: ServerResponse): boolean {
    const { pathname } = new URL(req.url ?? '/', 'http://slack');
    const [, area, ...rest] = pathname.split('/');
    if (area === 'api') void this.exchange(req, res, rest.join('/'), (args) => this.call(rest.join('/'), args, req));
    else if (area === 'response') void this.exchange(req, res, 'response_url', (args) => this.respond(rest[0] ?? '', args));
    else if (area === 'files') void this.file(req, res, rest);
    else return false;
    return true;
  }

  private async exchange(req: IncomingMessage, res: ServerResponse, what: string, carryOut: (args: Json) => Answer): Promise<void> {
    const started = performance.now();
    const at = this.workspace.now().toISOString();
    const body = await readBody(req);
    const trouble = this.workspace.troubles.next(what);
    if (trouble?.kind === 'down') return void req.socket.destroy();
    let request: Json = {};
    let answer: Answer;
    try {
      request = argumentsOf(req, body);
      answer = this.troubled(what, trouble) ?? carryOut(request);
    } catch (error) {
      answer = this.refusal(what, error);
    }
    const { token: _secret, ...shown } = request;
    const lost = trouble?.kind === 'lose-answer';
    const ms = Math.round(performance.now() - started);
    this.workspace.record({ at, direction: 'from-bot', what, request: shown, status: lost ? 0 : answer.status, response: answer.body, ms });
    if (lost) return void req.socket.destroy();
    const plain = typeof answer.body === 'string';
    res.writeHead(answer.status, { 'content-type': plain ? 'text/html' : 'application/json; charset=utf-8', ...answer.headers });
    res.end(plain ? answer.body : JSON.stringify(answer.body));
  }

  private troubled(what: string, trouble: Trouble | undefined): Answer | undefined {
    if (trouble?.kind === 'fail') return this.refusal(what, new SlackError(trouble.error));
    if (trouble?.kind === 'rate-limit') return limited(trouble.seconds);
    if (trouble?.kind === 'unavailable') return { status: 503, body: 'Service Unavailable' };
    return undefined;
  }

  private call(method: string, args: Json, req: IncomingMessage): Answer {
    this.checkToken(method, req.headers.authorization?.replace(/^Bearer /, '') ?? args.token);
    if (method === 'apps.connections.open') return { status: 200, body: { ok: true, url: this.sockets.newUrl() } };
    const run = METHODS[method];
    if (!run) throw new SlackError('unknown_method', { req_method: method });
    checkScopes(this.workspace, method, args);
    return { status: 200, body: { ok: true, ...run(this.workspace, args) } };
  }

  private respond(id: string, args: Json): Answer {
    this.workspace.responseUrls.answer(id, args);
    return { status: 200, body: 'ok' };
  }

  /** @throws SlackError not_authed, invalid_auth, not_allowed_token_type */
  private checkToken(method: string, token: string | undefined): void {
    const { botToken, appToken } = this.workspace.identity;
    if (WITHOUT_TOKEN.includes(method)) return;
    if (!token) throw new SlackError('not_authed');
    if (token !== botToken && token !== appToken) throw new SlackError('invalid_auth');
    if ((token === appToken) !== WITH_APP_TOKEN.includes(method)) throw new SlackError('not_allowed_token_type');
  }

  private refusal(what: string, error: unknown): Answer {
    if (error instanceof RateLimited) return limited(error.seconds);
    if (!(error instanceof SlackError)) return { status: 500, body: { ok: false, error: 'internal_error', detail: String(error) } };
    if (what === 'response_url') return { status: GONE.includes(error.word) ? 404 : 400, body: error.word };
    return { status: 200, body: { ok: false, error: error.word, ...error.more } };
  }

  private async file(req: IncomingMessage, res: ServerResponse, [first = '', id = '']: string[]): Promise<void> {
    const body = await readBody(req);
    if (first === 'upload' && req.method === 'POST') {
      const bytes = await uploadedBytes(req, body);
      const taken = this.workspace.files.receive(id, bytes);
      res.writeHead(taken ? 200 : 404, { 'content-type': 'text/plain' }).end(taken ? `OK - ${bytes.length}` : 'not found');
      return;
    }
    const file = this.workspace.files.read(first);
    if (!file?.bytes) return void res.writeHead(404, { 'content-type': 'text/plain' }).end('not found');
    res.writeHead(200, { 'content-type': 'application/octet-stream', 'x-content-type-options': 'nosniff', ...shownAs(file.name) });
    res.end(file.bytes);
  }
}

/** Images are shown; whatever else the bot has uploaded is saved and never opened as a page of this address. */
const shownAs = (name: string): Record<string, string> =>
  /\.(png|jpe?g|gif)$/i.test(name)
    ? { 'content-type': `image/${name.replace(/^.*\./, '').toLowerCase().replace('jpg', 'jpeg')}` }
    : { 'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}` };
