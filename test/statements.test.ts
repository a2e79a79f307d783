import fc from 'fast-check';
import { fileSchema } from '../src/config-schema.js';
import { decimal, sum } from '../src/money.js';
import { addMonths } from '../src/period.js';
import { bearerOf } from '../src/spend/statements/bearer.js';
import { Books } from '../src/spend/statements/books.js';
import { monthsToDraft } from '../src/spend/statements/calendar.js';
import { type ClosedMonth, frozenFor, numberOf, readClosed } from '../src/spend/statements/content.js';
import { Disputes } from '../src/spend/statements/disputes.js';
import { financePeople } from '../src/spend/statements/finance.js';
import { journal } from '../src/spend/statements/journal.js';
import { amountOf, type StatementLine } from '../src/spend/statements/line.js';
import type { MonthReading } from '../src/spend/statements/month-ledger.js';
import { passedOn } from '../src/spend/statements/passed-on.js';
import { readAmount, readMonth, readMove } from '../src/spend/statements/read-words.js';
import type { ClosedRow } from '../src/spend/statements/statement-store.js';
import { openStore, type Store } from '../src/store/open.js';
import { journalCsv } from '../src/views/journal-csv.js';

const line = (o: Partial<StatementLine> = {}): StatementLine => ({
  ...{ bearer: bearerOf('engineering'), sort: 'usage', month: '2026-09', what: 'Claude Opus 4.6', amount: '10' },
  ...{ account: null, project: null, costCenter: null, recordType: null, entry: null },
  ...o,
});

let store: Store;
let at: string;
let held: Map<string, StatementLine[]>;
let notWhole: Set<string>;
let books: Books;
let disputes: Disputes;
const settings = fileSchema.parse({
  teams: [{ name: 'engineering', costCenter: '4711' }, { name: 'platform' }],
  chargeback: { statements: { reviewDays: 0 }, journal: { expenseAccount: '6510', clearingAccount: '2410' } },
});
const reading = (month: string): MonthReading => ({
  ...{ rules: { metric: 'unblended', owners: {}, shared: { teams: [], split: 'none' } }, lines: held.get(month) ?? [] },
  ...{ asOf: at, source: 'cost-explorer', whole: !notWhole.has(month), provisional: [], incomplete: [], checks: [] },
});
const openBooks = async (url = ':memory:'): Promise<void> => {
  const now = () => new Date(at);
  store = await openStore({ file: url, now });
  const ledger = { read: async (month: string) => reading(month), version: async () => '1' };
  books = new Books({ store: store.statements, ledger, settings, now });
  disputes = new Disputes({ store: store.statements, now });
};
beforeEach(async () => {
  at = '2026-12-20T12:00:00Z';
  held = new Map();
  notWhole = new Set();
  await openBooks();
});
afterEach(() => store.close());

const close = async (month: string): Promise<ClosedMonth> => {
  await books.draft(month, new Date(at));
  return (await books.close(month, { by: 'U0DAN' })).closed;
};

describe('what was frozen and what the ledger says', () => {
  const where = fc.record({
    bearer: fc.constantFrom('team:engineering', 'team:platform', 'unattributed'),
    costCenter: fc.constantFrom(null, '100', '200'),
    project: fc.constantFrom(null, 'assistant'),
  });
  const amount = fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n }).map((value) => decimal(value).div(decimal(10).pow(12)).toFixed());
  const figures = fc.array(fc.tuple(where, amount), { maxLength: 5 });
  const step = fc.record({
    /** What AWS says of some earlier month after this one is closed. */
    revised: fc.array(fc.tuple(fc.nat(3), figures), { maxLength: 3 }),
    own: figures,
    moved: fc.option(amount, { nil: undefined }),
  });

  test('after any sequence of restatements the closed statements say of every month what the ledger says, to the last digit', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 4 }), async (steps) => {
        await store.close();
        await openBooks();
        held = new Map();
        const lines = (month: string, all: [Partial<StatementLine>, string][]) =>
          all.map(([o, value]) => line({ ...o, month, amount: value }));
        const first = '2026-06';
        for (const [index, one] of steps.entries()) {
          const month = addMonths(first, index);
          held.set(month, lines(month, one.own));
          for (const [back, all] of one.revised) {
            const earlier = addMonths(month, -back);
            if (earlier >= first) held.set(earlier, lines(earlier, all));
          }
          if (one.moved !== undefined && !decimal(one.moved).eq(0))
            await disputes.adjust({
              month,
              from: 'team:platform',
              to: 'unattributed',
              amount: decimal(one.moved),
              reason: 'why',
              by: 'U0DAN',
            });
          await close(month);
          const closed = await books.closed();
          for (const known of closed)
            for (const bearer of ['team:engineering', 'team:platform', 'unattributed'])
              for (const costCenter of [null, '100', '200']) {
                const of = (all: StatementLine[]) =>
                  amountOf(all.filter((each) => each.bearer === bearer && each.costCenter === costCenter)).toFixed();
                expect(of(frozenFor(known.month, closed))).toBe(of(held.get(known.month) ?? []));
              }
          // Adjustments move money and make none; every statement adds up to its lines.
          const all = closed.flatMap((each) => each.content.lines);
          expect(amountOf(all.filter((each) => each.sort === 'adjustment')).toFixed()).toBe('0');
          expect(closed.every((each) => each.intact)).toBe(true);
          for (const each of closed)
            expect(sum(each.content.statements.map((s) => decimal(s.total))).toFixed()).toBe(amountOf(each.content.lines).toFixed());
          const rows = closed.flatMap(journal);
          const total = (side: 'debit' | 'credit') => sum(rows.map((row) => decimal(row[side] || 0))).toFixed();
          expect(total('debit')).toBe(total('credit'));
        }
      }),
      { numRuns: 60 },
    );
  });

  test('a restatement is one line of the next statement, by team; the closed one stays', async () => {
    held.set('2026-09', [line({ amount: '100' }), line({ bearer: 'unattributed', amount: '1' })]);
    const before = await close('2026-09');
    held.set('2026-09', [line({ amount: '112.34' }), line({ bearer: 'unattributed', amount: '1' })]);
    expect((await books.restated()).map((one) => [one.month, amountOf(one.lines).toFixed()])).toEqual([['2026-09', '12.34']]);
    const next = await close('2026-10');
    expect(next.content.lines).toEqual([line({ sort: 'restatement', what: 'Restatement of 2026-09', amount: '12.34' })]);
    expect((await books.closed())[0]).toEqual(before);
    expect(await books.restated()).toEqual([]);
    expect((await close('2026-11')).content.lines).toEqual([]);
  });

  test('a model that is called otherwise, or a month the ledger no longer holds, is no restatement', async () => {
    held.set('2026-09', [line({ what: 'Claude Opus' })]);
    await close('2026-09');
    held.set('2026-09', [line({ what: 'Claude Opus 4.6' })]);
    expect(await books.restated()).toEqual([]);
    notWhole.add('2026-09');
    held.set('2026-09', []);
    expect(await books.restated()).toEqual([]);
    const state = await books.show('2026-10');
    expect(state.content.notCompared).toEqual(['September 2026 was not compared with the ledger: the ledger no longer holds all of it.']);
  });
});

describe('closing', () => {
  test('is in order, once, with running numbers that have no gap', async () => {
    held.set('2026-09', [line(), line({ bearer: 'unattributed' })]);
    held.set('2026-10', [line({ month: '2026-10' })]);
    const september = await close('2026-09');
    await expect(books.close('2026-11', { by: 'U0EVE', reason: 'I must' })).rejects.toThrow('October 2026 has to be closed first.');
    await expect(books.close('2026-08', { by: 'U0EVE', reason: 'I must' })).rejects.toThrow('an earlier month cannot be added');
    await books.draft('2026-10', new Date(at));
    const tries = await Promise.all(['U0DAN', 'U0EVE', 'U0ADA'].map((by) => books.close('2026-10', { by })));
    expect(tries.filter((one) => one.did === 'closed')).toHaveLength(1);
    expect(new Set(tries.map((one) => one.closed.closedBy)).size).toBe(1);
    const october = tries[0]?.closed as ClosedMonth;
    expect([numberOf(september, 'team:engineering'), numberOf(september, 'unattributed'), numberOf(october, 'team:engineering')]).toEqual([
      'AIS-2026-09-0001',
      'AIS-2026-09-0002',
      'AIS-2026-10-0003',
    ]);
    expect(october.previous).toBe(september.hash);
  });

  test('is refused with everything that stands against it; a reason lifts what is not firm and is kept', async () => {
    notWhole.add('2026-11');
    const refused =
      /November 2026 cannot be closed now\. The ledger does not hold the whole month\. No draft has been sent out for review yet\. An admin may/;
    await expect(books.close('2026-11', { by: 'U0DAN' })).rejects.toThrow(refused);
    const { closed } = await books.close('2026-11', { by: 'U0EVE', reason: 'year end' });
    expect(closed.override).toBe('year end (The ledger does not hold the whole month. No draft has been sent out for review yet.)');
    await expect(books.close('2026-12', { by: 'U0EVE', reason: 'early' })).rejects.toThrow('December 2026 is not over.');
  });

  test('what is changed in the store afterwards is seen', async () => {
    held.set('2026-09', [line()]);
    await close('2026-09');
    const row = (await store.statements.closed())[0] as ClosedRow;
    expect(readClosed([{ ...row, content: row.content.replace('"10"', '"11"') }])[0]?.intact).toBe(false);
    expect(readClosed([{ ...row, closedBy: 'U0EVE' }])[0]?.intact).toBe(false);
    expect(readClosed(await store.statements.closed())[0]?.intact).toBe(true);
  });
});

describe('the journal', () => {
  test('balances per number, swaps sides below zero, and knows cost centers', async () => {
    held.set('2026-09', [
      line({ amount: '100.123456789', costCenter: '100' }),
      line({ amount: '50', project: 'assistant' }),
      line({ bearer: 'records', sort: 'record', recordType: 'Credit', what: 'Credit', amount: '-30.5' }),
    ]);
    const rows = journal(await close('2026-09'));
    expect(rows.map((row) => [row.number, row.account, row.debit, row.credit, row.costCenter, row.project, row.description])).toEqual([
      ['AIS-2026-09-0001', '6510', '100.123456789', '', '100', '', 'Amazon Bedrock usage 2026-09'],
      ['AIS-2026-09-0001', '6510', '50', '', '4711', 'assistant', 'Amazon Bedrock usage 2026-09'],
      ['AIS-2026-09-0001', '2410', '', '150.123456789', '', '', 'Amazon Bedrock, engineering, 2026-09'],
      ['AIS-2026-09-0002', '6510', '', '30.5', '', '', 'Credit 2026-09'],
      ['AIS-2026-09-0002', '2410', '30.5', '', '', '', 'Amazon Bedrock, credits, refunds and tax, 2026-09'],
    ]);
    expect(new Set(rows.map((row) => row.date))).toEqual(new Set(['2026-09-30']));
  });

  test.each(['constructor', '__proto__', 'toString'])('a team called %s has no cost center that nobody gave it', async (team) => {
    held.set('2026-09', [line({ bearer: bearerOf(team) })]);
    const rows = journal(await close('2026-09'));
    expect(rows.map((row) => [row.team, row.costCenter])).toEqual([
      [team, ''],
      [team, ''],
    ]);
    expect(journalCsv(rows)).toContain(`,10,,,,${team},Amazon Bedrock usage 2026-09`);
  });

  test('rounded to cents it still balances, and differs from the exact total by less than a cent', () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt({ min: -(10n ** 16n), max: 10n ** 16n }), { minLength: 1, maxLength: 20 }), (values) => {
        const lines = values.map((value, index) =>
          line({ costCenter: `${index}`, amount: decimal(value).div(decimal(10).pow(12)).toFixed() }),
        );
        const content = {
          ...{
            month: '2026-09',
            lines,
            costCenters: {},
            statements: [{ bearer: 'team:engineering', total: amountOf(lines).toFixed(), before: null }],
          },
          journal: { expenseAccount: 'a', clearingAccount: 'b', decimals: 2 },
        };
        const rows = journal({ month: '2026-09', firstNumber: 1, hash: 'f'.repeat(64), content } as never);
        const side = (name: 'debit' | 'credit', account: string) =>
          sum(rows.filter((row) => row.account === account).map((row) => decimal(row[name] || 0)));
        for (const row of rows) expect(row.debit + row.credit).toMatch(/^\d+(\.\d{1,2})?$/);
        expect(side('debit', 'a').minus(side('credit', 'a')).toFixed()).toBe(side('credit', 'b').minus(side('debit', 'b')).toFixed());
        expect(side('debit', 'a').minus(side('credit', 'a')).minus(amountOf(lines)).abs().lte('0.005')).toBe(true);
      }),
    );
  });

  test('rounded to cents, the journal of however many teams adds up to the rounded bill, and each statement is off by less than a cent', () => {
    // Also 300 teams of half a cent each, which rounded one by one are three dollars instead of one and a half.
    const amount = fc.oneof(fc.constant(5n * 10n ** 9n), fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }));
    const team = fc.array(amount, { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(fc.array(team, { minLength: 1, maxLength: 300 }), fc.integer({ min: 0, max: 4 }), (teams, decimals) => {
        const lines = teams.flatMap((values, number) =>
          values.map((value, index) =>
            line({ bearer: bearerOf(`t${number}`), costCenter: `${index}`, amount: decimal(value).div(decimal(10).pow(12)).toFixed() }),
          ),
        );
        const statements = teams.map((_, number) => ({ bearer: bearerOf(`t${number}`), total: '0', before: null }));
        const content = {
          ...{ month: '2026-09', lines, costCenters: {}, statements },
          journal: { expenseAccount: 'a', clearingAccount: 'b', decimals },
        };
        const rows = journal({ month: '2026-09', firstNumber: 1, hash: 'f'.repeat(64), content } as never);
        const booked = (of: typeof rows, account: string) =>
          sum(of.filter((row) => row.account === account).map((row) => decimal(row.debit || 0).minus(decimal(row.credit || 0))));
        expect(booked(rows, 'a').toFixed()).toBe(amountOf(lines).round(decimals).toFixed());
        const step = decimal(1).div(decimal(10).pow(decimals));
        for (const [number] of teams.entries()) {
          const own = rows.filter((row) => row.team === `t${number}`);
          const exactly = amountOf(lines.filter((each) => each.bearer === bearerOf(`t${number}`)));
          expect(booked(own, 'a').plus(booked(own, 'b')).toFixed()).toBe('0');
          expect(booked(own, 'a').minus(exactly).abs().lt(step)).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
  });

  test('what a spreadsheet would run is text', async () => {
    held.set('2026-09', [line({ bearer: bearerOf('=HYPERLINK("x")'), project: '+1+1', costCenter: '@cmd' })]);
    const csv = journalCsv(journal(await close('2026-09')));
    expect(csv.split('\r\n')[1]).toContain(`10,,'@cmd,'+1+1,"'=HYPERLINK(""x"")"`);
  });
});

describe('entries', () => {
  test('for a closed month are on the next statement, once; those of a later month wait', async () => {
    await close('2026-09');
    const move = { from: 'team:platform', to: 'team:engineering', amount: decimal('5'), reason: 'theirs', by: 'U0DAN' };
    await disputes.adjust({ ...move, month: '2026-09' });
    await disputes.adjust({ ...move, month: '2026-11' });
    expect((await close('2026-10')).content.lines.map((one) => [one.bearer, one.month, one.amount])).toEqual([
      ['team:platform', '2026-09', '-5'],
      ['team:engineering', '2026-09', '5'],
    ]);
    expect((await close('2026-11')).content.lines.map((one) => one.month)).toEqual(['2026-11', '2026-11']);
  });

  test('the same dispute opened several times at once is one; when it was decided, the same words open another', async () => {
    const wish = { month: '2026-09', team: 'platform', span: { start: '2026-09-01', end: '2026-10-01' }, words: 'not ours', by: 'U0ADA' };
    const opened = await Promise.all(Array.from({ length: 5 }, () => disputes.open(wish)));
    expect(new Set(opened.map((one) => one.id)).size).toBe(1);
    expect(await disputes.all()).toHaveLength(1);
    await disputes.resolve(opened[0]?.id ?? '', { by: 'U0DAN', reason: 'yours', verdict: 'rejected' });
    expect((await disputes.open(wish)).id).not.toBe(opened[0]?.id);
    expect((await disputes.open({ ...wish, by: 'U0BEN' })).id).toMatch(/^[a-km-np-z2-9]{6}$/);
    expect(await disputes.all()).toHaveLength(3);
  });

  test('a dispute is decided once, never by who opened it, and its entries are made once', async () => {
    const span = { start: '2026-09-01', end: '2026-10-01' };
    const wish = { month: '2026-09', team: 'engineering', span, words: 'the load test', by: 'U0DAN' };
    const dispute = await disputes.open(wish);
    expect(await disputes.open(wish)).toEqual(dispute);
    const yes = { verdict: 'accepted' as const, amount: decimal('12.5'), against: 'team:platform', reason: 'right' };
    await expect(disputes.resolve(dispute.id, { ...yes, by: 'U0DAN' })).rejects.toThrow('Nobody decides about a dispute of their own');
    expect((await disputes.resolve(dispute.id, { ...yes, by: 'U0EVE' })).mine).toBe(true);
    const late = await disputes.resolve(dispute.id, { verdict: 'rejected', reason: 'no', by: 'U0CLEO' });
    expect([late.mine, late.outcome.verdict]).toEqual([false, 'accepted']);
    expect((await store.statements.entries()).map((one) => [one.bearer, one.amount, one.dispute])).toEqual([
      ['team:engineering', '-12.5', dispute.id],
      ['team:platform', '12.5', dispute.id],
    ]);
  });
});

test('shared costs pass to the others and sum to zero', () => {
  const usage = [
    line({ bearer: 'team:platform', amount: '10' }),
    line({ amount: '2' }),
    line({ bearer: 'team:research', amount: '1' }),
    line({ bearer: 'unattributed', amount: '9' }),
  ];
  const passed = passedOn('2026-09', usage, { teams: ['platform'], split: 'proportional' });
  expect(passed.map((one) => [one.bearer, one.amount])).toEqual([
    ['team:platform', '-10'],
    ['team:engineering', '6.666666666667'],
    ['team:research', '3.333333333333'],
  ]);
  expect(passedOn('2026-09', usage, { teams: ['platform'], split: 'none' })).toEqual([]);
});

describe('what people type', () => {
  test.each([
    ['120.50', '120.5'],
    ['-$1,200', '-1200'],
    ['$-3', '-3'],
    ['+0.000001', '0.000001'],
    ['1,20', undefined],
    ['1e5', undefined],
    ['NaN', undefined],
  ])('%s is an amount of %s', (typed, amount) => expect(readAmount(typed)?.toFixed()).toBe(amount));

  const now = new Date('2026-11-25T12:00:00Z');
  test.each([
    ['team engineering -120.50 2026-10 "moved to platform"', ['engineering', undefined, '-120.5', '2026-10', 'moved to platform']],
    ['engineering -5 to platform 2026-10 "its share"', ['engineering', 'platform', '-5', '2026-10', 'its share']],
    ['"data science" 5 from "R & D" 2026-11 why not', ['data science', 'R & D', '5', '2026-11', 'why not']],
    ['team 5 2026-10 "a team called team"', ['team', undefined, '5', '2026-10', 'a team called team']],
  ])('adjust %s', (typed, read) => {
    const move = readMove(typed, now, 'usage');
    expect([move.team, move.other, move.amount.toFixed(), move.month, move.reason]).toEqual(read);
  });
  test.each([
    ['engineering 2026-10 "no amount"', /needs a team and then an amount/],
    ['engineering 5 "no month"', /comes the month/],
    ['engineering 5 2026-13 "no such month"', /not a month that has begun/],
    ['engineering 5 2027-01 "ahead"', /not a month that has begun/],
    ['engineering 5 2026-10', /Say why/],
  ])('adjust %s is refused', (typed, why) => expect(() => readMove(typed, now, 'usage')).toThrow(why));

  test('a month is whole and over', () => {
    expect(['2026-10', 'last month', 'October', 'oct 2026'].map((words) => readMonth(words, '2026-11-25'))).toEqual(
      Array(4).fill('2026-10'),
    );
    for (const words of ['mtd', '2026-11', 'last week', 'Q3', '2026-10-01..2026-10-15'])
      expect(() => readMonth(words, '2026-11-25')).toThrow(/Statements are for whole months|is not over/);
  });
});

test.each([
  ['2026-11-05', [], ['2026-09']],
  ['2026-11-05', ['2026-09'], []],
  ['2026-11-06', [], ['2026-10']],
  ['2026-11-25', ['2026-10'], []],
  ['2026-12-06', ['2026-08'], ['2026-09', '2026-10', '2026-11']],
  ['2027-01-06', ['2026-11'], ['2026-12']],
])('on %s, with %j known, drafts are due for %j', (day, known, due) => {
  expect(monthsToDraft(new Date(`${day}T08:00:00Z`), 5, known)).toEqual(due);
});

test('those who close months: the closers that are listed, else the finance team’s managers; always the admins', () => {
  const teams = [
    { name: 'finance', managers: ['U0DAN'], channel: 'C0FIN' },
    { name: 'other', managers: ['U0ADA'] },
  ];
  const of = (closers: string[]) =>
    financePeople(fileSchema.parse({ teams, admins: ['U0EVE'], chargeback: { financeChannel: 'C0FIN', closers } }));
  expect([of([]), of(['U0CLEO'])]).toEqual([
    ['U0DAN', 'U0EVE'],
    ['U0CLEO', 'U0EVE'],
  ]);
  expect(financePeople(fileSchema.parse({ teams, admins: ['U0EVE'] }))).toEqual(['U0EVE']);
});
