import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import dotenv from 'dotenv';
import { parse as parseYaml } from 'yaml';
import { unknownConsents, unreviewable } from './config-access-warnings.js';
import { namesTakenForComments } from './config-channel.js';
import { readableOf } from './config-readable.js';
import { type FileConfig, fileSchema, keyName, unknownKeys } from './config-schema.js';
import { unknownShared } from './config-teams.js';

/** One thing wrong in the configuration: where, what, and how to put it right. */
export interface Problem {
  key: string;
  wrong: string;
  cure: string;
}

export type SlackConfig =
  | { mode: 'http'; botToken: string; signingSecret: string; apiUrl?: string }
  | { mode: 'socket'; botToken: string; appToken: string; apiUrl?: string }
  | { mode: 'playground' };

export interface Config extends FileConfig {
  slack: SlackConfig;
  /** The playground's sample account stands in for AWS: no Slack token, and for the terminal no sign of AWS either. */
  sample: boolean;
  port: number;
  dataDir: string;
  databaseUrl?: string;
  logLevel: string;
  /** What was chosen and why, one sentence each; logged at start and shown by `doctor`. */
  choices: string[];
  warnings: string[];
}

export class ConfigError extends Error {
  override name = 'ConfigError';
  /** @param warnings what is wrong without standing in the way, such as unknown keys; one sentence each */
  constructor(
    readonly problems: Problem[],
    readonly warnings: string[] = [],
  ) {
    const all = [...problems.map((p) => `${p.key}: ${p.wrong}. ${p.cure}`), ...warnings];
    super(
      `The configuration has ${all.length === 1 ? 'a problem' : `${all.length} problems`}:\n${all.map((one) => `  - ${one}`).join('\n')}`,
    );
  }
}

/** Pino's. */
const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];

type Env = Record<string, string | undefined>;

/** The process environment with `.env` below it. The only place that reads `process.env`. */
export function readEnvironment(folder = process.cwd()): Env {
  dotenv.config({ path: resolve(folder, '.env'), quiet: true });
  // The AWS SDK's five lines on Node 20 would stand above every answer; the README says which Node is supported until when.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  return process.env;
}

/**
 * Environment and `aispend.yaml` become one checked value, or one ConfigError that lists every problem at once.
 * @param needsSlack false for the terminal, which answers without Slack tokens.
 */
export function loadConfig(env: Env, o: { needsSlack: boolean; folder?: string } = { needsSlack: true }): Config {
  const folder = o.folder ?? process.cwd();
  const problems: Problem[] = [];
  const choices: string[] = [];
  const warnings: string[] = [];
  const file = readFile(env, folder, problems, choices, warnings);
  const slack = o.needsSlack ? readSlack(env, problems, choices) : ({ mode: 'playground' } as const);
  const port = Number(env['PORT'] || 3000);
  if (!/^\d*$/.test(env['PORT'] ?? '') || port > 65_535)
    problems.push({
      key: 'PORT',
      wrong: `"${env['PORT']}" is not a port`,
      cure: 'Write a number from 1 to 65535, or leave it out for 3000.',
    });
  if (env['DATABASE_URL'] && !/^postgres(ql)?:\/\//.test(env['DATABASE_URL']))
    problems.push({
      key: 'DATABASE_URL',
      wrong: 'it is not a Postgres address',
      cure: 'Write postgres://user:password@host:5432/database, or leave it out to use SQLite in AISPEND_DATA_DIR.',
    });
  const logLevel = env['LOG_LEVEL'] || 'info';
  if (!LOG_LEVELS.includes(logLevel))
    problems.push({ key: 'LOG_LEVEL', wrong: `"${logLevel}" is not a level`, cure: `Write one of ${LOG_LEVELS.join(', ')}.` });
  const sample = o.needsSlack ? slack.mode === 'playground' : !configured(env, file?.found === true);
  if (sample && !o.needsSlack)
    choices.push('The sample account of the playground, because there is neither aispend.yaml nor any AWS setting.');
  if (sample && !o.needsSlack && env['NODE_ENV'] === 'production')
    problems.push({
      key: 'aispend.yaml',
      wrong: 'there is neither this file nor any AWS setting, and sample figures are not for production',
      cure: 'Write an aispend.yaml, or point AISPEND_CONFIG at yours.',
    });
  if (problems.length > 0 || !file) throw new ConfigError(problems, warnings);
  const dataDir = resolve(folder, env['AISPEND_DATA_DIR'] || './data');
  return {
    ...file.config,
    slack,
    sample,
    port,
    // Sample figures must never mix with a real bill.
    dataDir: sample ? join(dataDir, 'playground') : dataDir,
    databaseUrl: sample ? undefined : env['DATABASE_URL'] || undefined,
    logLevel,
    choices,
    warnings,
  };
}

/** Whether anything points at a real account: the bill of a machine that has merely a role needs an aispend.yaml to say so. */
const configured = (env: Env, file: boolean): boolean =>
  file ||
  [
    'SLACK_BOT_TOKEN',
    'AWS_PROFILE',
    'AWS_ACCESS_KEY_ID',
    'AWS_ROLE_ARN',
    'AWS_WEB_IDENTITY_TOKEN_FILE',
    'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
    'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  ].some((name) => env[name]) ||
  Object.keys(env).some((name) => name.startsWith('AWS_ENDPOINT_URL'));

/** The bot's token for a process that answers no one in Slack, where there is one. */
export const slackToken = (env: Env): { botToken: string; apiUrl?: string } | undefined =>
  env['SLACK_BOT_TOKEN'] && env['SLACK_BOT_TOKEN'] !== 'xoxb-' ? { botToken: env['SLACK_BOT_TOKEN'], apiUrl: apiUrlOf(env) } : undefined;

const apiUrlOf = (env: Env): string | undefined => (env['SLACK_API_URL'] ? env['SLACK_API_URL'].replace(/\/*$/, '/') : undefined);

function readSlack(env: Env, problems: Problem[], choices: string[]): SlackConfig {
  const [botToken, appToken, signingSecret] = [env['SLACK_BOT_TOKEN'], env['SLACK_APP_TOKEN'], env['SLACK_SIGNING_SECRET']];
  const apiUrl = apiUrlOf(env);
  if (apiUrl && !/^https?:\/\/[^/]/.test(apiUrl))
    problems.push({
      key: 'SLACK_API_URL',
      wrong: 'it is not an address',
      cure: 'Write one such as https://slack.com/api/, or leave it out.',
    });
  for (const [key, token] of Object.entries({ SLACK_BOT_TOKEN: botToken, SLACK_APP_TOKEN: appToken }))
    if (token === 'xoxb-' || token === 'xapp-')
      problems.push({
        key,
        wrong: 'it is still the placeholder of .env.example',
        cure: 'Put in the token that Slack shows, or remove the line.',
      });
  if (appToken && botToken) {
    choices.push('Slack by Socket Mode, because SLACK_APP_TOKEN is set.');
    return { mode: 'socket', botToken, appToken, apiUrl };
  }
  if (botToken && signingSecret) {
    choices.push('Slack over HTTP at /slack/events, because SLACK_SIGNING_SECRET is set and SLACK_APP_TOKEN is not.');
    return { mode: 'http', botToken, signingSecret, apiUrl };
  }
  const nothing = !botToken && !appToken && !signingSecret;
  if (nothing && env['NODE_ENV'] !== 'production') {
    choices.push('The playground, because there is no Slack token.');
    return { mode: 'playground' };
  }
  if (!botToken)
    problems.push({
      key: 'SLACK_BOT_TOKEN',
      wrong: 'it is missing',
      cure: 'Copy the Bot User OAuth Token (xoxb-…) from "OAuth & Permissions" of your Slack app.',
    });
  if (!appToken && !signingSecret)
    problems.push({
      key: 'SLACK_SIGNING_SECRET or SLACK_APP_TOKEN',
      wrong: 'both are missing',
      cure: 'For HTTP copy the Signing Secret from "Basic Information"; for Socket Mode make an App-Level Token (xapp-…) with connections:write there.',
    });
  return { mode: 'playground' };
}

function readFile(
  env: Env,
  folder: string,
  problems: Problem[],
  choices: string[],
  warnings: string[],
): { config: FileConfig; found: boolean } | undefined {
  const named = env['AISPEND_CONFIG'];
  const path = resolve(folder, named || 'aispend.yaml');
  let raw: unknown = {};
  if (existsSync(path)) {
    try {
      // A key with nothing behind it, its values commented out, is a key that was left out.
      const yaml = readFileSync(path, 'utf8');
      raw = parseYaml(yaml, (_key, value) => (value === null ? undefined : value)) ?? {};
      problems.push(...namesTakenForComments(yaml));
      choices.push(`Configuration from ${path}.`);
    } catch (error) {
      problems.push({
        key: path,
        wrong: `it cannot be read as YAML (${(error as Error).message.split('\n')[0]})`,
        cure: 'Mend that line; aispend.example.yaml shows the shape.',
      });
      return undefined;
    }
  } else if (named) {
    problems.push({ key: 'AISPEND_CONFIG', wrong: `there is no file ${path}`, cure: 'Point it at your aispend.yaml, or leave it out.' });
    return undefined;
  } else choices.push('Defaults, because there is no aispend.yaml.');

  warnings.push(...unknownKeys(raw));
  const parsed = fileSchema.safeParse(raw);
  problems.push(...readableOf(raw, parsed.data));
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      const key = keyName(issue.path) || path;
      const athena = key === 'spend.source' && (raw as { spend?: { source?: unknown } })?.spend?.source === 'cur-athena';
      problems.push({
        key,
        wrong: athena ? 'cur-athena is not in this version yet' : issue.message,
        cure: athena ? 'Use cur-files over the exported Parquet, or cost-explorer.' : 'See aispend.example.yaml.',
      });
    }
    return undefined;
  }
  if (parsed.data.spend.source === 'cur-files' && !parsed.data.spend.curFiles)
    problems.push({
      key: 'spend.curFiles.path',
      wrong: 'it is missing although spend.source is cur-files',
      cure: 'Write the folder that holds the CUR 2.0 Parquet files.',
    });
  if (!parsed.data.spend.tags['team'])
    problems.push({ key: 'spend.tags.team', wrong: 'no tag says which team a cost belongs to', cure: 'Write team: [iamPrincipal/team].' });
  warnings.push(...unknownShared(parsed.data), ...unreviewable(parsed.data), ...unknownConsents(parsed.data));
  return { config: parsed.data, found: existsSync(path) };
}
