import { addMonths } from '../src/period.js';
import { amountOf } from '../src/spend/statements/line.js';
import { MonthLedger } from '../src/spend/statements/month-ledger.js';
import { Owners } from '../src/spend/teams.js';
import { line, openDesks, TAGS } from './cur-desk.js';

const tags = { ...TAGS, 'cost-center': ['iamPrincipal/cost-center'] };
const reader = (ledger: ConstructorParameters<typeof MonthLedger>[0]['ledger'], aliases: string[] = []) =>
  new MonthLedger({
    ...{ ledger, source: 'cur-files', metric: 'unblended', tags, shared: { teams: [], split: 'proportional' } },
    owners: new Owners([{ name: 'engineering', aliases }], false),
  });
let desks: Awaited<ReturnType<typeof openDesks>>;
beforeAll(async () => {
  desks = await openDesks();
});
afterAll(() => desks.close());

test('a month of the Cost and Usage Report is as fine as the report: account, project, cost center, and adds up to it', async () => {
  const { write, pull, ledger, total } = desks.desk({ tags });
  const named = { 'iamPrincipal/team': 'engineering', 'iamPrincipal/project': 'assistant', 'iamPrincipal/cost-center': '4711' };
  await write([
    line({ cost: '0.00000001', tags: named }),
    line({ cost: '2', tags: named, day: '2026-10-31', account: '444455556666' }),
    line({ cost: '3', tags: {} }),
    line({ cost: '-1.5', tags: {}, recordType: 'Credit' }),
    line({ cost: '40', day: '2026-11-01' }),
  ]);
  await pull();
  const { lines, rules } = await reader(ledger).read('2026-10');
  expect(lines.map((one) => [one.bearer, one.sort, one.what, one.account, one.project, one.costCenter, one.amount]).sort()).toEqual([
    ['records', 'record', 'Credit', expect.any(String), null, null, '-1.5'],
    ['team:engineering', 'usage', 'Nova Lite', '111122223333', 'assistant', '4711', '0.00000001'],
    ['team:engineering', 'usage', 'Nova Lite', '444455556666', 'assistant', '4711', '2'],
    ['unattributed', 'usage', 'Nova Lite', '111122223333', null, null, '3'],
  ]);
  expect(rules.owners).toEqual({ engineering: 'engineering' });
  expect(amountOf(lines).toFixed()).toBe(await total({ start: '2026-10-01', end: '2026-11-01' }));
});

test('a month is read again by the rules it was closed by: a team that is called otherwise since is no restatement', async () => {
  const { write, pull, ledger } = desks.desk({ tags });
  await write([line({ tags: { 'iamPrincipal/team': 'eng' } }), line({ day: '2026-09-30', tags: { 'iamPrincipal/team': '__proto__' } })]);
  await pull();
  const frozen = await reader(ledger).read('2026-10');
  expect(frozen.lines.map((one) => one.bearer)).toEqual(['team:eng']);
  expect((await reader(ledger, ['eng']).read('2026-10')).lines.map((one) => one.bearer)).toEqual(['team:engineering']);
  const again = await reader(ledger, ['eng']).read('2026-10', JSON.parse(JSON.stringify(frozen.rules)));
  expect(again.lines).toEqual(frozen.lines);
  const odd = await reader(ledger).read('2026-09');
  expect((await reader(ledger, ['__proto__']).read('2026-09', JSON.parse(JSON.stringify(odd.rules)))).lines).toEqual(odd.lines);
});

test('a month the ledger does not hold, or not to its end, is not whole', async () => {
  const { write, pull, ledger } = desks.desk({ tags });
  await write([line(), line({ day: '2026-11-03' })]);
  await pull();
  expect((await reader(ledger).read('2026-10')).whole).toBe(true);
  expect((await reader(ledger).read(addMonths('2026-10', -6))).whole).toBe(false);
});
