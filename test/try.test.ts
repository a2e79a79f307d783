import { start } from './start.js';
test('try', async () => {
  const t0 = performance.now();
  const s = await start();
  console.log('start', performance.now() - t0, s.aws.requests.length);
  const m = await s.ask('team engineering');
  console.log(m.text, JSON.stringify(m.blocks, null, 1));
  for (const q of ['teams last month', 'team enginering', 'status', '', 'team legal 7d', 'help team']) { const r = await s.ask(q); console.log(q, '=>', r.text); }
  const why = s.slack.nextView('U0ADA');
  console.log(await s.slack.click('U0ADA', m, 'Why?'));
  console.log(JSON.stringify((await why).view, null, 1).slice(0, 3000));
  const shared = s.slack.nextMessage((x) => !x.onlyFor);
  await s.slack.click('U0ADA', m, 'Share to channel');
  console.log((await shared).text);
  await s.close();
}, 60000);
