// One replica of the bot's clock-driven half, from the built files: the real runner, the real outbox, one store with others.
// It lives until it is killed. Its time goes `speed` times as fast as the machine's, so that a lease of a minute is over in
// seconds.
import { JobRunner } from '../dist/jobs/runner.js';
import { silentLog } from '../dist/log.js';
import { outboxOver } from '../dist/outbox/outbox.js';
import { startOutbox } from '../dist/slack/outbox-sender.js';
import { openStore } from '../dist/store/open.js';

const o = JSON.parse(process.argv[2]);
const now = () => new Date(o.base + (Date.now() - o.began) * o.speed);
const store = await openStore({ file: '', url: o.url, now });
const sender = startOutbox({
  botToken: o.botToken,
  apiUrl: o.apiUrl,
  store: store.outbox,
  onBroken: async () => undefined,
  log: silentLog(),
  now,
  wake: (ms, run) => {
    const timer = setTimeout(run, ms / o.speed);
    return () => clearTimeout(timer);
  },
});
const outbox = outboxOver(store.outbox, now, sender.kick);
/** Every five minutes a report to each channel, put channel by channel so that a process can die in between. */
const report = {
  name: 'report',
  schedule: '*/5 * * * *',
  timeZone: 'UTC',
  missed: 'run-latest',
  maxAgeHours: 1,
  summary: 'Reports',
  async run(due, context) {
    for (const channel of o.channels) {
      const key = `report:${due.toISOString()}:${channel}`;
      await context.outbox.put([{ key, channel, text: `${key} is here` }]);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return `${o.channels.length} messages`;
  },
};
const runner = new JobRunner([report], { runs: store.jobRuns, context: { outbox }, log: silentLog(), now });
setInterval(() => void runner.look(), 30_000 / o.speed);
void runner.look();
