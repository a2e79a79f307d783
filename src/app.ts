import { setTimeout as rest } from 'node:timers/promises';
import { assemble } from './assemble.js';
import { configuredChannels } from './assemble-audiences.js';
import { surface } from './commands/index.js';
import { ConfigError, loadConfig, readEnvironment } from './config.js';
import { isSayable } from './errors.js';
import { startJobs } from './jobs/scheduler.js';
import { createLog } from './log.js';
import { tellOfBroken } from './outbox/broken.js';
import { startOutbox } from './slack/outbox-sender.js';
import { startSlack } from './slack/start-slack.js';

const machine = () => new Date();
/** Slack tells of about fifty channels a minute (conversations.info, tier 3). */
const LOOKS_REST_MS = 1500;

async function start(): Promise<void> {
  const asked = loadConfig(readEnvironment());
  const log = createLog(asked.sample && asked.logLevel === 'info' ? 'warn' : asked.logLevel);
  for (const choice of asked.choices) log.info(choice);
  for (const warning of asked.warnings) log.warn(warning);

  // Without a Slack token the outside world is the playground's; the bot is the same.
  const playground =
    asked.slack.mode === 'playground'
      ? await (await import('./playground/playground.js')).openPlayground({ config: asked, now: machine })
      : undefined;
  const config = playground?.config ?? asked;
  const now = playground?.now ?? machine;
  if (config.slack.mode === 'playground') throw new Error('the playground always brings a workspace');

  const parts = await assemble({ config, log, now, aws: playground?.aws });
  const tidy = (): Promise<unknown> => parts.store.tidy().catch((error: unknown) => log.warn({ err: error }, 'could not tidy the store'));
  await tidy();
  setInterval(tidy, 86_400_000).unref();
  const slack = await startSlack({
    config: config.slack,
    port: playground ? 0 : config.port,
    surface,
    context: parts.context,
    deliveries: parts.store.deliveries,
    answers: parts.store.answers,
    log,
    now,
  });
  parts.knowPeopleBy(slack.people);
  parts.access.engine.start();
  void parts.audiences.ahead(configuredChannels(config), () => rest(LOOKS_REST_MS, undefined, { ref: false }));
  playground?.connect(slack.port);
  const sender = startOutbox({
    botToken: config.slack.botToken,
    apiUrl: config.slack.apiUrl,
    store: parts.store.outbox,
    onBroken: async (broken) => tellOfBroken(broken, config.admins, parts.outbox, log, await parts.store.subscriptions.at(broken.channel)),
    log,
    now,
  });
  parts.sendBy(sender.kick);
  const firstRead = parts.refresher.refreshQuietly();
  let caughtUp: Promise<unknown> = Promise.resolve();
  void firstRead.then((read) => (read ? parts.jobs.begin() : undefined));
  const look = (): Promise<void> => caughtUp.then(() => parts.jobs.look());
  const scheduled = startJobs({ look, stop: () => parts.jobs.stop() });
  // Somebody has moved the playground's clock: the bill is read as it would have been by then, and what is due is done.
  playground?.onAdvance(async () => {
    const readAgain = () => parts.jobs.run('refresh').catch((error: unknown) => log.warn({ err: error }, 'the bill could not be read'));
    caughtUp = Promise.all([firstRead, caughtUp]).then(readAgain);
    await look();
    await parts.access.engine.tick();
    sender.kick();
    await sender.idle();
  });
  console.log(playground ? `aispend playground: ${playground.url}  (sample data; Ctrl+C stops it)` : `aispend is up on port ${slack.port}`);

  // A library's forgotten promise must not take the bot down; it is a fault all the same.
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'a fault nobody waited for'));
  let stopping = false;
  const stop = async (signal: string): Promise<void> => {
    if (stopping) process.exit(1);
    stopping = true;
    log.info({ signal }, 'stopping');
    await scheduled.stop();
    await sender.stop();
    await slack.stop();
    await playground?.close();
    await parts.close();
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(signal));
}

start().catch((error: unknown) => {
  console.error(error instanceof ConfigError || isSayable(error) ? error.message : (portTaken(error) ?? error));
  process.exit(1);
});

const portTaken = (error: unknown): string | undefined =>
  (error as { code?: string }).code === 'EADDRINUSE'
    ? `Port ${(error as { port?: number }).port} is in use; choose another with PORT=3001.`
    : undefined;
