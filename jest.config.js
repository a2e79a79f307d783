// Three projects: `rules` (who may import whom, the manifest) runs in `npm run check` too; `tables` are pure rules, wire
// fakes and contracts; `stories` go through the front door over a ledger of the sample year that is filled once.
const base = {
  testEnvironment: 'node',
  transform: {
    '^.+\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } }],
  },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
};
const rules = ['<rootDir>/test/architecture.test.ts', '<rootDir>/test/manifest.test.ts'];
const stories = ['<rootDir>/test/stories/**/*.test.ts'];
const without = (globs) => globs.map((glob) => glob.replace('<rootDir>', '').replace('**/*.test.ts', ''));

export default {
  projects: [
    { ...base, displayName: 'rules', testMatch: rules },
    {
      ...base,
      displayName: 'tables',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: [...without(rules), ...without(stories)],
    },
    {
      ...base,
      displayName: 'stories',
      testMatch: stories,
      globalSetup: '<rootDir>/test/sample-ledger.mjs',
      globalTeardown: '<rootDir>/test/drop-sample.mjs',
    },
  ],
  testTimeout: 60_000,
};
