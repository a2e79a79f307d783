import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Clicks } from './clicks.js';
import { typeCommand } from './commands.js';
import { Delivery } from './delivery.js';
import type { FakeSlack, Message, OpenView } from './fake-slack.types.js';
import { chooseShortcut } from './shortcuts.js';
import { SocketMode } from './socket-mode.js';
import { Submissions } from './submissions.js';
import { say } from './talk.js';
import { WebApi } from './web-api.js';
import { type FakeSlackOptions, Workspace } from './workspace.js';

export { dmOf } from './people.js';
export type { FakeSlackOptions } from './workspace.js';

const PATIENCE_MS = 5000;

const shownMessage = (message: Message): string =>
  `${message.ts} ${message.channel} ${message.from}${message.onlyFor ? ` to ${message.onlyFor}` : ''}: ${message.text}`;
const shownView = ({ id, user, view }: OpenView): string => `${id} of ${user}: ${view.title?.text ?? view.type}`;

/** Builds a workspace that speaks Slack's Web API, response_urls, signed deliveries and Socket Mode. It does not listen yet. */
export function createFakeSlack(options: FakeSlackOptions): FakeSlack {
  const workspace = new Workspace(options);
  const sockets = new SocketMode(workspace);
  const api = new WebApi(workspace, sockets);
  const delivery = new Delivery(workspace, sockets);
  const clicks = new Clicks(workspace, delivery);
  const submissions = new Submissions(workspace, delivery);

  const server = createServer((req, res) => {
    if (!api.handle(req, res)) res.writeHead(404).end();
  });
  server.on('upgrade', (req, socket, head) => {
    if (!sockets.handleUpgrade(req, socket, head)) socket.destroy();
  });

  const { identity, directory, messages, views } = workspace;
  return {
    teamId: identity.teamId,
    botUserId: identity.botUserId,
    botToken: identity.botToken,
    appToken: identity.appToken,
    signingSecret: identity.signingSecret,
    people: directory.people,
    channels: directory.channels,
    messages: messages.all,
    log: workspace.log,
    trouble: workspace.troubles.trouble,
    get apiUrl() {
      return `${workspace.base}/api/`;
    },

    async listen(port = 0) {
      await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
      workspace.base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    },
    async close() {
      sockets.close();
      if (!server.listening) return;
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
    handle: (req, res) => api.handle(req, res),
    handleUpgrade: (req, socket, head) => sockets.handleUpgrade(req, socket, head),
    setBase(url) {
      workspace.base = url.replace(/\/$/, '');
    },
    deliverTo(url) {
      delivery.url = url;
    },

    command: (user, channel, text, o) => typeCommand(workspace, delivery, user, channel, text, o),
    say: (user, channel, text, thread) => say(workspace, user, channel, text, thread),
    click: (user, message, action, value, o) => clicks.inMessage(user, message, action, value, o),
    clickInView: (user, action, value) => clicks.inView(user, action, value),
    suggest: (user, where, action, typed) => clicks.suggestions(user, where, action, typed),
    submit: (user, values) => submissions.submit(user, values),
    shortcut: (user, callbackId) => chooseShortcut(workspace, delivery, user, callbackId),
    closeView: (user) => submissions.close(user),
    openHome: async (user) => {
      const event = { type: 'app_home_opened', user, tab: 'home', channel: directory.forBot(user).id, view: views.home(user)?.view };
      const { teamId: team_id, appId: api_app_id, verificationToken: token } = identity;
      const event_time = Math.floor(workspace.now().getTime() / 1000);
      const event_id = `Ev${workspace.log.length + 1}`;
      return delivery.send('events_api', { type: 'event_callback', token, team_id, api_app_id, event, event_id, event_time });
    },
    home: (user) => views.home(user),
    redeliver: () => delivery.redeliver(),

    visible: (user, channel) => messages.visible(user, directory.find(channel)),
    openView: (user) => views.top(user),
    nextMessage: (match = () => true, ms = PATIENCE_MS, after) => workspace.messageFeed.next(match, ms, shownMessage, after?.messages),
    nextView: (user, ms = PATIENCE_MS, after) => workspace.viewFeed.next((open) => open.user === user, ms, shownView, after?.views),
    moment: () => ({ messages: workspace.messageFeed.length, views: workspace.viewFeed.length }),
    onChange(listener) {
      workspace.listeners.add(listener);
      return () => workspace.listeners.delete(listener);
    },
  };
}
