// Two projects: `rules` (what may import what, manifest, limits) runs in `npm run check` too; `stories` is everything else.
const base = {
  testEnvironment: 'node',
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'commonjs' } }] },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  extensionsToTreatAsEsm: [],
};
const rules = ['<rootDir>/test/architecture.test.ts', '<rootDir>/test/manifest.test.ts'];

export default {
  projects: [
    { ...base, displayName: 'rules', testMatch: rules },
    { ...base, displayName: 'stories', testMatch: ['<rootDir>/test/**/*.test.ts'], testPathIgnorePatterns: ['/node_modules/', ...rules.map((r) => r.replace('<rootDir>', ''))] },
  ],
  testTimeout: 30_000,
};
