import { readFileSync, writeFileSync } from 'node:fs';
import { withPolicies } from './readme-policy.js';

// Run by hand after the bot has come to need more or less: npx tsx test/write-readme-policy.ts
const file = new URL('../README.md', import.meta.url);
writeFileSync(file, withPolicies(readFileSync(file, 'utf8')));
