import { start } from './start.js';
import { validateBlocks } from '../src/playground/slack/validate-blocks.js';
import { drawTeam } from '../src/views/team.js';
import { readPeriod } from '../src/spend/period-grammar.js';
test('try', async () => {
  let t = performance.now();
  const s = await start({ filled: false });
  console.log('start', performance.now() - t); t = performance.now();
  await s.parts.refresher.refresh();
  console.log('refresh', performance.now() - t);t = performance.now();
  const a = await s.parts.spend.team('engineering', readPeriod('mtd', '2026-11-25')!);
  console.log('q', performance.now() - t);t = performance.now();
  await s.parts.spend.team('engineering', readPeriod('mtd', '2026-11-25')!);
  console.log('q2', performance.now() - t);t = performance.now();
  const d = drawTeam(a);
  console.log('draw', performance.now() - t);t = performance.now();
  console.log(validateBlocks(d.blocks, 'message'));
  await s.close();
}, 60000);
