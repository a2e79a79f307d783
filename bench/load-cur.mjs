// The load that is measured: the bot's own refresh, compiled, in a process of its own.
import { assemble } from '../dist/assemble.js';
import { loadConfig } from '../dist/config.js';
import { createLog } from '../dist/log.js';

const config = loadConfig(process.env, { needsSlack: false });
const parts = await assemble({ config, log: createLog('warn'), now: () => new Date() });
const begun = performance.now();
await parts.refresher.refresh();
console.log(performance.now() - begun);
await parts.close();
