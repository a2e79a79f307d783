import { parseArgs } from 'node:util';
import { type Assembly, assemble } from './assemble.js';
import { ask } from './cli/ask.js';
import { doctor } from './cli/doctor.js';
import { policy } from './cli/policy.js';
import { runJob } from './cli/run-job.js';
import { sync } from './cli/sync.js';
import { ConfigError, loadConfig, readEnvironment, slackToken } from './config.js';
import { isSayable, NotAllowed, UsageError } from './errors.js';
import { createLog } from './log.js';
import { peopleByToken } from './slack/people-by-token.js';

/** What a terminal command is given; it prints with `say` (stdout) and `aside` (stderr) and returns the exit code. */
export interface Terminal {
  words: string[];
  json: boolean;
  csv: boolean;
  due: string | undefined;
  again?: boolean;
  parts: Assembly;
  now(): Date;
  say(text: string): void;
  aside(text: string): void;
}

const COMMANDS: Record<string, (terminal: Terminal) => Promise<number>> = { ask, sync, doctor, policy, job: runJob };

const HELP = `aispend answers what AI on Amazon Bedrock costs.

  aispend ask "<question>" [--json | --csv]   for example: aispend ask "team engineering last month"
                                              aispend ask help   lists the questions
  aispend sync                                reads the bill into the ledger and ends
  aispend doctor [--json]                     how fresh and complete the figures are, what is wrong, and
                                              which of aispend's own rights are missing or too wide
  aispend policy [<role ARN>] [--json]        the IAM policy that this configuration needs, and nothing more
  aispend job list [--json]                   when jobs run next and how they went
  aispend job run <name> [--due ISO]          runs a job by hand for its last due time or --due, once;
                                              with --again also when that has been done

Settings come from aispend.yaml (or AISPEND_CONFIG), .env and the environment; without any, the sample account answers.`;

async function main(argv: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      json: { type: 'boolean' },
      csv: { type: 'boolean' },
      due: { type: 'string' },
      again: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  const [name, ...words] = positionals;
  if (values.help || name === undefined || name === 'help') {
    console.log(HELP);
    return 0;
  }
  const command = COMMANDS[name];
  if (!command) throw new UsageError(`There is no \`aispend ${name.slice(0, 40)}\`; \`aispend help\` lists what there is.`);

  const machine = () => new Date();
  const env = readEnvironment();
  const asked = loadConfig(env, { needsSlack: false });
  const log = createLog(asked.logLevel === 'info' ? 'error' : asked.logLevel);
  for (const warning of asked.warnings) console.error(warning);
  const playground = asked.sample ? await import('./playground/playground.js') : undefined;
  if (playground) console.error('Sample figures: there is neither aispend.yaml nor any AWS setting here.');
  // The terminal reads the clock that the playground's page may have moved.
  const clock = playground?.playgroundClock(asked, machine);
  const now = clock?.now ?? machine;
  const sample = await playground?.startSampleAws(now, clock?.firstDay, playground.iamFileOf(asked));
  let parts: Assembly | undefined;
  try {
    parts = await assemble({ config: playground?.sampleOver(asked) ?? asked, log, now, aws: sample?.settings });
    // What is done on behalf of people, and what goes into channels, needs Slack's word on them.
    const token = slackToken(env);
    if (token && name === 'job' && !asked.sample) parts.knowPeopleBy(peopleByToken({ ...token, log, now }));
    return await command({
      words,
      json: values.json === true,
      csv: values.csv === true,
      due: values.due,
      again: values.again,
      parts,
      now,
      say: (text) => console.log(text),
      aside: (text) => console.error(text),
    });
  } finally {
    await parts?.close();
    await sample?.fake.close();
  }
}

/** The Slack ids of those who may do what was refused. */
const whoMay = (error: unknown): string[] => (error instanceof NotAllowed && error.people.length > 0 ? [error.people.join(', ')] : []);

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const usage = error instanceof UsageError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS');
    if (usage || isSayable(error) || error instanceof ConfigError)
      console.error([(error as Error).message.replaceAll('`', ''), ...whoMay(error)].join(' '));
    else console.error(error);
    process.exitCode = usage ? 2 : 1;
  },
);
