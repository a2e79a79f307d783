import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { sign } from '../src/playground/slack/signature.js';
import { type Outside, SIGNING_SECRET, WORKSPACE } from './outside.js';
import type { Question } from './questions.js';

const USERS = ['U0ADA', 'U0BEN', 'U0CLEO', 'U0DAN', 'U0EVE'];

/** Milliseconds of every request, ascending, and how many were answered a second. */
export interface Latencies {
  ms: number[];
  perSecond: number;
}

/** The time that a share of the requests stayed within; 0.99 gives the p99. */
export const percentile = ({ ms }: Latencies, share: number): number => ms[Math.max(0, Math.ceil(ms.length * share) - 1)] ?? Number.NaN;

/** One bot as Slack reaches it; connections are kept, as Slack keeps them. */
export class Asker {
  private readonly agent = new Agent({ keepAlive: true });
  private asked = 0;

  constructor(
    private readonly outside: Outside,
    private readonly port: number,
    /** Whether an answer is right; the echo has nothing to be wrong about. */
    private readonly right: (question: Question, body: string) => boolean,
  ) {}

  get count(): number {
    return this.asked;
  }

  /**
   * Milliseconds from the signed request to the whole answer at response_url.
   * @throws when the answer is not the right one, or the request is not acknowledged with 200.
   */
  async ask(question: Question): Promise<number> {
    const id = randomUUID();
    const body = new URLSearchParams({
      team_id: WORKSPACE,
      channel_id: 'C0ENG',
      user_id: USERS[this.asked++ % USERS.length] as string,
      command: '/aispend',
      text: question.text,
      trigger_id: id,
      response_url: this.outside.responseUrl(id),
    }).toString();
    const answer = this.outside.answer(id);
    const begun = performance.now();
    const [status, arrived] = await Promise.all([this.post(body), answer]);
    if (status !== 200) throw new Error(`${question.text}: acknowledged with ${status}`);
    if (!this.right(question, arrived.body))
      throw new Error(`${question.text}: wanted ${question.total}, got ${arrived.body.slice(0, 300)}`);
    return arrived.at - begun;
  }

  /** Asks `count` questions in turn, `concurrency` at a time: the next one goes out when one is answered. */
  async run(questions: Question[], count: number, concurrency: number): Promise<Latencies> {
    const ms: number[] = [];
    let next = 0;
    const begun = performance.now();
    await Promise.all(
      Array.from({ length: concurrency }, async () => {
        while (next < count) ms.push(await this.ask(questions[next++ % questions.length] as Question));
      }),
    );
    const seconds = (performance.now() - begun) / 1000;
    return { ms: ms.sort((a, b) => a - b), perSecond: count / seconds };
  }

  close(): void {
    this.agent.destroy();
  }

  private post(body: string): Promise<number> {
    const seconds = Math.floor(Date.now() / 1000);
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': Buffer.byteLength(body),
      'x-slack-request-timestamp': String(seconds),
      'x-slack-signature': sign(SIGNING_SECRET, seconds, body),
    };
    return new Promise((resolve, reject) => {
      request({ agent: this.agent, host: '127.0.0.1', port: this.port, path: '/slack/events', method: 'POST', headers }, (response) => {
        response.resume();
        response.on('end', () => resolve(response.statusCode ?? 0));
      })
        .on('error', reject)
        .end(body);
    });
  }
}
