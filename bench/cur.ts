import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { commands } from '../src/commands/index.js';
import { parse } from '../src/commands/parse.js';
import { decimal, usd } from '../src/money.js';
import { dayOf, type Month } from '../src/period.js';
import { Duck, literal } from '../src/spend/ledger/duckdb.js';
import { CUR_TEAMS, curMonths, writeCurExport } from './cur-export.js';
import { runToEnd } from './process.js';
import { plainText, type Question } from './questions.js';
import { below, type Measure } from './report.js';
import { assembleFor } from './sample-bot.js';

const IS_USAGE = `line_item_product_code = 'AmazonBedrock' AND line_item_line_item_type = 'Usage'`;
const TAGS = { team: ['iamPrincipal/team'], project: ['iamPrincipal/project'] };

export const millions = (lines: number): string => `${lines / 1_000_000} million lines`;

/** Reading an export of that many lines and asking over it, beside DuckDB doing the same straight over the files. */
export async function cur(o: { folder: string; lines: number; now: Date; loading: boolean }): Promise<Measure[]> {
  const [files, dataDir, temp] = ['cur', 'data', 'temp'].map((name) => join(o.folder, name)) as [string, string, string];
  const months = curMonths(o.now);
  await mkdir(temp, { recursive: true });
  const duck = new Duck({ memoryLimit: '1GB', threads: 2, tempDir: temp });
  try {
    await writeCurExport(duck, files, months, o.lines);
    const spend = { source: 'cur-files', curFiles: { path: files }, tags: TAGS };
    const loaded = await load({ ...o, files, dataDir, temp, spend });
    const asked = await ask({ duck, files, dataDir, months, now: o.now, spend });
    const part = `CUR, ${millions(o.lines)}`;
    return [...loaded, ...asked].map((measure) => ({ part, ...measure }));
  } finally {
    duck.close();
  }
}

type Unplaced = Omit<Measure, 'part'>;

/** The first refresh from an empty ledger, against DuckDB summing the same lines to the same grain; each in its own process. */
async function load(o: {
  folder: string;
  files: string;
  dataDir: string;
  temp: string;
  loading: boolean;
  spend: object;
}): Promise<Unplaced[]> {
  const config = join(o.folder, 'aispend.yaml');
  await writeFile(config, stringify({ spend: o.spend }));
  const grain = `SELECT CAST(line_item_usage_start_date AS DATE) AS day, line_item_usage_account_id, line_item_iam_principal,
  line_item_product_code, line_item_usage_type, line_item_line_item_type, pricing_unit, tags['iamPrincipal/team'] AS team,
  tags['iamPrincipal/project'] AS project, sum(line_item_unblended_cost) AS cost, sum(line_item_usage_amount) AS quantity
FROM ${scan(o.files)} WHERE line_item_product_code = 'AmazonBedrock' GROUP BY ALL`;
  // All of it is asked for, or DuckDB would not even read the quantity. Once unmeasured, so that both find the files in the
  // system's cache.
  const aggregate = () => runToEnd(['bench/aggregate.mjs', o.temp, `SELECT count(*), sum(cost), sum(quantity) FROM (${grain})`], {});
  await aggregate();
  const alone = await aggregate();
  const written = await runToEnd(
    [
      'bench/aggregate.mjs',
      o.temp,
      `COPY (FROM (${grain}) ORDER BY day) TO ${literal(join(o.temp, 'grain.parquet'))} (FORMAT parquet, COMPRESSION zstd)`,
    ],
    {},
  );
  const ours = await runToEnd(['bench/load-cur.mjs'], { AISPEND_CONFIG: config, AISPEND_DATA_DIR: o.dataDir });
  const seconds = (name: string, run: { ms: number }) => ({ name, value: run.ms / 1000 });
  return [
    {
      what: 'load',
      unit: 's',
      value: ours.ms / 1000,
      baseline: seconds('DuckDB, summed', alone),
      target: o.loading ? below('ratio', 1.3) : undefined,
    },
    { what: 'load', unit: 's', value: ours.ms / 1000, baseline: seconds('DuckDB, summed, sorted and written', written) },
    {
      what: 'load: peak memory',
      unit: 'MB',
      value: ours.peakMb,
      baseline: { name: 'DuckDB, summed', value: alone.peakMb },
      target: o.loading ? below('value', 1024, 'MB') : undefined,
    },
  ];
}

/** A team's month: asked first after a refresh and asked again, against DuckDB summing that month's files. */
async function ask(o: { duck: Duck; files: string; dataDir: string; months: Month[]; now: Date; spend: object }): Promise<Unplaced[]> {
  const month = o.months[0] as Month;
  const parts = await assembleFor({ dataDir: o.dataDir, now: () => o.now, file: { spend: o.spend, teams: [] } });
  const times: Record<'first' | 'again' | 'straight', number[]> = { first: [], again: [], straight: [] };
  const asked = async (question: Question): Promise<number> => {
    const begun = performance.now();
    const { command, args } = parse(question.text, commands, dayOf(o.now), '/aispend');
    const reply = await command.run(args, parts.context({ id: 'U0ADA', workspace: 'T0BENCH' }, '/aispend'));
    const ms = performance.now() - begun;
    if (!plainText(reply.message).includes(question.total))
      throw new Error(`${question.text}: wanted ${question.total}, got ${reply.message.text}`);
    return ms;
  };
  try {
    await asked(await question(o.duck, o.files, month, CUR_TEAMS.at(-1) as string));
    for (const team of CUR_TEAMS.slice(0, 5)) {
      const wanted = await question(o.duck, o.files, month, team);
      await forget(parts.ledger.folder);
      times.first.push(await asked(wanted));
      times.again.push(await asked(wanted));
      const begun = performance.now();
      await o.duck.rows(
        `SELECT line_item_usage_type, sum(line_item_unblended_cost) AS cost, sum(line_item_usage_amount) AS quantity FROM ${scan(o.files, month)} WHERE ${IS_USAGE} AND tags['iamPrincipal/team'] = ${literal(team)} GROUP BY 1`,
      );
      times.straight.push(performance.now() - begun);
    }
  } finally {
    await parts.close();
  }
  const baseline = { name: 'DuckDB over the files', value: median(times.straight) };
  return [
    { what: 'a first question', unit: 'ms', value: median(times.first), baseline },
    { what: 'the same again', unit: 'ms', value: median(times.again), baseline },
  ];
}

/** The exact total, summed as whole ten-billionths of a dollar. */
async function question(duck: Duck, files: string, month: Month, team: string): Promise<Question> {
  const [row] = await duck.rows(
    `SELECT CAST(sum(CAST(round(line_item_unblended_cost * 1e10) AS BIGINT)) AS VARCHAR) AS total FROM ${scan(files, month)} WHERE ${IS_USAGE} AND tags['iamPrincipal/team'] = ${literal(team)}`,
  );
  return { text: `team ${team} ${month}`, total: usd(decimal(String(row?.['total'])).div(1e10)) };
}

/** Gives the ledger's newest month a new time, as a refresh does. */
async function forget(ledger: string): Promise<void> {
  const newest = (await readdir(ledger))
    .filter((name) => name.endsWith('.parquet'))
    .sort()
    .at(-1) as string;
  await utimes(join(ledger, newest), new Date(), new Date());
}

const scan = (files: string, month = '*'): string =>
  `read_parquet(${literal(join(files, `BILLING_PERIOD=${month}`, '*.parquet'))}, hive_partitioning = false)`;

const median = (numbers: number[]): number => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
