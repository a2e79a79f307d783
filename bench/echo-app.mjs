// The baseline: the least a Bolt app over HTTP can do with a slash command. Plain JavaScript, so that nothing is compiled at start.
import { App, HTTPReceiver, LogLevel } from '@slack/bolt';

const { PORT, SLACK_BOT_TOKEN: token, SLACK_SIGNING_SECRET: signingSecret, SLACK_API_URL: slackApiUrl } = process.env;
const receiver = new HTTPReceiver({
  signingSecret,
  endpoints: '/slack/events',
  logLevel: LogLevel.ERROR,
  customRoutes: [{ path: '/readyz', method: 'GET', handler: (_request, response) => response.writeHead(200).end() }],
});
const app = new App({ token, receiver, clientOptions: { slackApiUrl }, logLevel: LogLevel.ERROR });
app.command(/.*/, async ({ ack, command }) => {
  await ack();
  const response = await fetch(command.response_url, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify({ response_type: 'ephemeral', text: 'echo' }),
  });
  await response.text();
});
await app.start(Number(PORT));
