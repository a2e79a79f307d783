import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FakeSlack } from '../src/playground/slack/fake-slack.types.js';
import { mrkdwn, option, plain, spendAnswer } from './page-sample.js';

const askModal = {
  type: 'modal',
  callback_id: 'request',
  title: plain('Request access'),
  submit: plain('Request'),
  blocks: [
    {
      type: 'section',
      text: mrkdwn('You ask for a model for some hours.'),
      accessory: { type: 'button', action_id: 'more-about', text: plain('More') },
    },
    {
      type: 'input',
      block_id: 'model',
      label: plain('Model'),
      element: { type: 'static_select', action_id: 'model', options: [option('Claude Mythos', 'mythos'), option('Nova Premier', 'nova')] },
    },
    {
      type: 'input',
      block_id: 'hours',
      label: plain('Hours'),
      hint: plain('At most 8'),
      element: { type: 'number_input', action_id: 'hours', is_decimal_allowed: false },
    },
    {
      type: 'input',
      block_id: 'why',
      optional: true,
      label: plain('Why'),
      element: { type: 'plain_text_input', action_id: 'why', multiline: true },
    },
    {
      type: 'input',
      block_id: 'who',
      label: plain('Tell'),
      element: { type: 'checkboxes', action_id: 'who', options: [option('My manager', 'manager'), option('Security', 'security')] },
      optional: true,
    },
    { type: 'input', block_id: 'from', label: plain('From'), optional: true, element: { type: 'datepicker', action_id: 'from' } },
  ],
};

const said = (text: string) => ({ type: 'section', text: mrkdwn(text) });
const moreModal = {
  type: 'modal',
  title: plain('More about it'),
  blocks: [said('There is more to know.'), { type: 'actions', elements: [{ type: 'button', action_id: 'tell', text: plain('Tell me') }] }],
};

/** A bot of a few lines, for looking at the page without the real one: it remembers what it was sent. */
export class PageBot {
  readonly submitted: Record<string, Record<string, { value?: string; selected_option?: { value: string } }>>[] = [];
  readonly clicked: { action_id: string; value?: string; selected_option?: { value: string } }[] = [];
  private readonly server: Server;

  constructor(private readonly slack: FakeSlack) {
    this.server = createServer(async (req, res) => {
      let body = '';
      for await (const part of req) body += part;
      const form = new URLSearchParams(body);
      const payload = form.has('payload') ? JSON.parse(form.get('payload')!) : Object.fromEntries(form);
      if (form.get('text') === 'sleep') return;
      const answer = payload.type === 'view_submission' ? this.submission(payload) : '';
      res.writeHead(200, { 'content-type': 'application/json' }).end(answer && JSON.stringify(answer));
      if (payload.command) await this.command(payload);
      if (payload.type === 'block_actions') await this.click(payload);
    });
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    this.slack.deliverTo(`http://127.0.0.1:${(this.server.address() as AddressInfo).port}/slack/events`);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async command({ text, response_url, trigger_id }: Record<string, string>): Promise<void> {
    if (text === 'request') await this.api('views.open', { trigger_id, view: askModal });
    else await this.respond(response_url!, { text: 'engineering: $13,700.13', blocks: spendAnswer });
  }

  // biome-ignore lint/suspicious/noExplicitAny: Slack's own payload
  private async click({ actions, response_url, trigger_id, view }: any): Promise<void> {
    this.clicked.push(...actions);
    if (actions[0].action_id === 'ask') return void (await this.api('views.open', { trigger_id, view: askModal }));
    if (actions[0].action_id === 'more-about') return void (await this.api('views.push', { trigger_id, view: moreModal }));
    if (!response_url)
      return void (await this.api('views.update', { view_id: view.id, view: { ...moreModal, blocks: [said('Now you know.')] } }));
    if (actions[0].action_id === 'share')
      await this.respond(response_url, {
        text: 'Ada shared: engineering is at $13,700.13',
        response_type: 'in_channel',
        replace_original: false,
      });
    else await this.respond(response_url, { text: `You chose ${actions[0].action_id}`, replace_original: false });
  }

  // biome-ignore lint/suspicious/noExplicitAny: Slack's own payload
  private submission({ view }: any): object {
    this.submitted.push(view.state.values);
    return Number(view.state.values.hours.hours.value) > 8 ? { response_action: 'errors', errors: { hours: 'At most 8 hours.' } } : {};
  }

  private respond = (url: string, body: object): Promise<Response> =>
    fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });

  /** Calls the workspace's API as the bot and gives its answer. */
  // biome-ignore lint/suspicious/noExplicitAny: Slack's own answer
  readonly api = async (method: string, body: object): Promise<any> => {
    const answer = await fetch(`${this.slack.apiUrl}${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8', authorization: `Bearer ${this.slack.botToken}` },
      body: JSON.stringify(body),
    });
    return answer.json();
  };

  /** Uploads a text as Slack wants it: an address, the bytes, and the end. */
  async upload(name: string, content: string, where: { channel: string; thread_ts?: string }): Promise<void> {
    const form = new URLSearchParams({ filename: name, length: String(Buffer.byteLength(content)), token: this.slack.botToken });
    const answer = await fetch(`${this.slack.apiUrl}files.getUploadURLExternal`, { method: 'POST', body: form });
    const asked = (await answer.json()) as { upload_url: string; file_id: string };
    await fetch(asked.upload_url, { method: 'POST', body: content });
    const { channel: channel_id, thread_ts } = where;
    const ended = await this.api('files.completeUploadExternal', { files: [{ id: asked.file_id, title: name }], channel_id, thread_ts });
    if (!ended.ok) throw new Error(ended.error);
  }
}
