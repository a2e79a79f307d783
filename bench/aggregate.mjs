// The baseline of loading: DuckDB alone, with what the bot allows it, runs one statement in a process of its own.
import { Duck } from '../dist/spend/ledger/duckdb.js';

const [tempDir, sql] = process.argv.slice(2);
const duck = new Duck({ memoryLimit: '512MB', threads: 2, tempDir });
const begun = performance.now();
await duck.rows(sql);
console.log(performance.now() - begun);
duck.close();
