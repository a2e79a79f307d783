import { start } from './start.js';

const started = await start({ dataDir: process.argv[2] ?? '', filled: 'pull' });
await started.close();
