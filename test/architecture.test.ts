import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

const root = join(__dirname, '..', 'src');

interface Import {
  file: string;
  from: string;
  typesOnly: boolean;
}

const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
  (name) => name.endsWith('.ts') && !name.startsWith(join('playground', 'page', '')),
);
const source = (file: string): string => readFileSync(join(root, file), 'utf8');

/** Every import and export-from of src, with relative paths resolved to files below src. */
const imports: Import[] = files.flatMap((file) =>
  [
    ...source(file).matchAll(
      /(?:^|\n)\s*(?:import|export)\s+(type\s+)?([^'";]*?)from\s+'([^']+)'|import\('([^']+)'\)|(?:^|\n)import\s+'([^']+)'/g,
    ),
  ].map((match) => {
    const from = match[3] ?? match[4] ?? match[5] ?? '';
    const named = (/\{([^}]*)\}/.exec(match[2] ?? '')?.[1] ?? '').split(',').filter((one) => one.trim() !== '');
    const allTypes = named.length > 0 && /^\s*\{[^}]*\}\s*$/.test(match[2] ?? '') && named.every((one) => one.trim().startsWith('type '));
    return {
      file,
      from: from.startsWith('.') ? normalize(join(dirname(file), from)).replace(/\.js$/, '.ts') : from,
      typesOnly: match[1] !== undefined || allTypes,
    };
  }),
);

/** The part of the house a file belongs to: its folder, or its own name at the top. */
const part = (file: string): string => file.split(/[\\/]/)[0]?.replace(/\.ts$/, '') ?? '';
const inside = (one: Import): boolean => files.includes(one.from);
const breaking = (rule: (one: Import) => boolean): string[] => imports.filter(rule).map((one) => `${one.file} -> ${one.from}`);

const LEAVES = ['errors', 'money', 'period', 'typed-text', 'did-you-mean', 'duration', 'log'];
/** Who may import whom: for each part, the parts it may import; a trailing "?" allows types only. */
const MAY: Record<string, string[]> = {
  commands: [...LEAVES, 'spend', 'views', 'jobs?', 'outbox?', 'config-schema?', 'access'],
  jobs: [...LEAVES, 'spend', 'views', 'outbox?', 'config-schema?', 'access'],
  access: [...LEAVES, 'spend', 'aws?', 'views?', 'outbox?', 'config-schema?', 'audit'],
  audit: [...LEAVES],
  spend: [...LEAVES, 'aws?', 'config-schema?'],
  views: [...LEAVES, 'spend?', 'store?', 'jobs?', 'access?', 'audit?', 'config-schema?'],
  outbox: [...LEAVES, 'views?'],
  slack: [...LEAVES, 'commands', 'views', 'outbox', 'spend?', 'store?', 'config?'],
  aws: [...LEAVES],
  store: [...LEAVES, 'spend?', 'jobs?', 'outbox?', 'access?', 'audit?'],
  cli: [...LEAVES, 'commands', 'jobs', 'spend', 'views', 'assemble?', 'cli', 'own-rights'],
  'own-rights': [...LEAVES, 'aws', 'access?', 'config-schema?'],
  config: ['config-schema', 'config-channel', 'config-teams', 'config-access-warnings', 'config-readable', 'did-you-mean', 'jobs'],
  'config-readable': ['config?', 'config-schema?', 'config-teams', 'jobs'],
  'config-access-warnings': ['config-schema?'],
  'config-teams': ['config-schema?', 'did-you-mean', 'spend'],
};

describe('who may import whom', () => {
  test('the reader of imports sees them', () => {
    expect(imports.length).toBeGreaterThan(200);
    expect(imports).toContainEqual({ file: join('slack', 'receiver.ts'), from: '@slack/bolt', typesOnly: false });
  });

  test.each(Object.entries(MAY))('%s imports only what it may', (name, allowed) => {
    const bad = breaking((one) => {
      if (part(one.file) !== name || one.file === 'cli.ts' || !inside(one) || part(one.from) === name) return false;
      const target = part(one.from);
      return !(allowed.includes(target) || (allowed.includes(`${target}?`) && one.typesOnly));
    });
    expect(bad).toEqual([]);
  });

  test('nobody imports app', () => expect(breaking((one) => one.from === 'app.ts')).toEqual([]));
  test('only app and cli bring in the playground', () =>
    expect(
      breaking((one) => part(one.from) === 'playground' && inside(one) && !['playground', 'app', 'cli'].includes(part(one.file))),
    ).toEqual([]));

  test.each([
    [/^@slack\/bolt$/, /^slack[\\/]/],
    [/^@aws-sdk\//, /^aws[\\/]/],
    [/^(kysely|libsql|pg)$/, /^store[\\/]/],
    [/^@duckdb\//, /^spend[\\/]ledger/],
    [/^node-cron$/, /^jobs[\\/]/],
  ])('%s is imported only below %s', (library, place) => {
    expect(imports.some((one) => library.test(one.from))).toBe(true);
    expect(breaking((one) => library.test(one.from) && !place.test(one.file))).toEqual([]);
  });

  test('only config reads the environment', () => {
    expect(files.filter((file) => source(file).includes('process.env') && file !== 'config.ts')).toEqual([]);
  });

  test('no folder for things without a home', () => {
    expect(files.filter((file) => /(^|[\\/])(utils?|helpers?|common|types|services)([\\/]|\.ts$)/.test(file))).toEqual([]);
  });

  test('no file is longer than 250 lines', () => {
    expect(files.filter((file) => source(file).split('\n').length > 250)).toEqual([]);
  });
});
