import { z } from 'zod';
import { UsageError } from '../errors.js';
import { decimal, usd } from '../money.js';
import { showMonth } from '../period.js';
import { teamOf } from '../spend/statements/bearer.js';
import type { MonthStatements } from '../spend/statements/books.js';
import { journal } from '../spend/statements/journal.js';
import { monthSummary, statementLines } from '../spend/statements/month-summary.js';
import { oneStatement } from '../spend/statements/one-statement.js';
import { escaped, section } from '../views/blocks.js';
import { journalCsv, statementCsv } from '../views/journal-csv.js';
import { drawStatement } from '../views/statement.js';
import { drawMonth } from '../views/statement-month.js';
import type { Command, CommandContext, Reply } from './command.js';
import { monthOf, readBearer } from './statement-words.js';

/** Lines that are named in an answer, which one person reads. */
const TOP = 40;

/** A month's statements: all of them, one team's, or the journal of a closed month as a file. */
export const statement: Command = {
  name: 'statement',
  summary: 'What each team is charged for a month, as a draft or closed',
  details: '`export` brings the journal of a closed month as a file.',
  withoutPeriod: 'last month',
  usage: '[team | export] [month]',
  examples: ['statement', 'statement engineering 2026-10', 'statement export 2026-10'],
  args: z.object({ what: z.string().max(200, 'A team name has at most 200 characters.').optional(), period: z.string().optional() }),
  async run(args, context) {
    const month = monthOf(args['period'], context.now());
    const what = args['what'];
    const state = await context.statements.books.show(month);
    if (what?.toLowerCase() === 'export') return exported(state, context);
    const csv = (bearer?: string) => ({
      csv: statementCsv(month, statementLines(state, bearer)),
      json: {
        question: 'statement',
        month,
        state: state.state,
        closed: closedJson(state),
        lines: state.content.lines.filter((line) => bearer === undefined || line.bearer === bearer),
      },
    });
    if (what === undefined) return { message: drawMonth(state, monthSummary(state)), lines: csv() };
    const bearer = await readBearer(what, context);
    const one = oneStatement(state, bearer);
    if (!one) throw new UsageError(`${teamOf(bearer) ?? what} has no statement for ${showMonth(month)}: nothing was billed to it.`);
    const budget = context.settings.teams.find((team) => team.name === teamOf(bearer))?.budget;
    const style = { top: TOP, budget: budget === undefined ? undefined : decimal(budget) };
    return { message: drawStatement(one, state, style), lines: csv(bearer) };
  },
};

function closedJson(state: MonthStatements): object | null {
  if (state.state === 'draft') return null;
  const { position, firstNumber, lastNumber, hash, closedBy, closedAt, override, intact } = state.closed;
  return { position, firstNumber, lastNumber, hash, closedBy, closedAt, override, intact };
}

/** @throws UsageError while the month is a draft: a journal is booked once. */
async function exported(state: MonthStatements, { asker, outbox, now, slash }: CommandContext): Promise<Reply> {
  const { month } = state.content;
  if (state.state === 'draft')
    throw new UsageError(`${showMonth(month)} is still a draft, so there is no journal to book; \`${slash} statement ${month}\` shows it.`);
  const rows = journal(state.closed);
  const csv = journalCsv(rows);
  const debit = rows.reduce((all, row) => all.plus(row.debit || 0), decimal(0));
  const words = `Journal of ${showMonth(month)}: ${rows.length} lines, debit and credit ${usd(debit)} each.`;
  const lines = { csv, json: { question: 'journal', month, rows } };
  if (asker.id === '') return { message: { text: `${words} Add --csv to print it.`, blocks: [section(words)] }, lines };
  const key = `journal:${month}:${asker.id}:${now().toISOString()}`;
  const file = { name: `journal-${month}.csv`, content: csv };
  await outbox.put([{ key, channel: asker.id, text: escaped(words), blocks: [section(escaped(words))], file }]);
  const reply = `${words} It comes to you as a file in a direct message.`;
  return { message: { text: reply, blocks: [section(reply)] }, lines };
}
