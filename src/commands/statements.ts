import { z } from 'zod';
import { decimal, sum, usd } from '../money.js';
import type { ClosedMonth } from '../spend/statements/content.js';
import type { Drafted } from '../spend/statements/statement-store.js';
import { drawMonths } from '../views/statement-month.js';
import { stateWords } from '../views/statement-words.js';
import type { Command } from './command.js';

/** Every month with statements, and where it stands. */
export const statements: Command = {
  name: 'statements',
  summary: 'The months with statements: drafts under review and closed ones',
  usage: '',
  examples: ['statements'],
  args: z.object({}),
  async run(_args, { statements: { books }, slash }) {
    const closed = await books.closed();
    const drafts = (await books.drafts()).filter((one) => !closed.some((each) => each.month === one.month));
    const months = [...drafts.map(draftRow), ...closed.map(closedRow)].sort((a, b) => (a.month < b.month ? 1 : -1));
    const csv = ['month,state,total_usd', ...months.map((one) => `${one.month},${one.kind},${one.exact}`)].join('\r\n');
    return { message: drawMonths(months, slash), lines: { csv, json: { question: 'statements', months } } };
  },
};

const draftRow = (one: Drafted) => ({
  ...{ month: one.month, kind: 'draft', exact: '', total: undefined as string | undefined },
  state: stateWords({ state: 'draft', drafted: one }),
});

function closedRow(closed: ClosedMonth) {
  const total = sum(closed.content.statements.map((one) => decimal(one.total)));
  const state = `${stateWords({ state: 'closed', closed })}${closed.intact ? '' : ' · *changed in the store since*'}`;
  return { month: closed.month, kind: 'closed', exact: total.toFixed(), total: usd(total) as string | undefined, state };
}
