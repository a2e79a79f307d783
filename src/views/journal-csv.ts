import type { JournalRow } from '../spend/statements/journal.js';
import type { statementLines } from '../spend/statements/month-summary.js';
import { table } from './csv.js';

/** The journal of a closed month for a general ledger; debits equal credits exactly. */
export const journalCsv = (rows: JournalRow[]): string =>
  table([
    ['date', 'number', 'account', 'debit', 'credit', 'cost_center', 'project', 'team', 'description', 'currency', 'reference'],
    ...rows.map((row) => [
      ...[row.date, row.number, row.account, row.debit, row.credit],
      ...[row.costCenter, row.project, row.team, row.description, row.currency, row.reference],
    ]),
  ]);

/** Lines of statements with exact amounts; `number` is empty while the month is a draft. */
export const statementCsv = (month: string, lines: ReturnType<typeof statementLines>): string =>
  table([
    ['month', 'number', 'statement', 'sort', 'line', 'about_month', 'cost_center', 'project', 'account', 'amount_usd'],
    ...lines.map(({ name, number, line }) => [
      ...[month, number ?? '', name, line.sort, line.what, line.month],
      ...[line.costCenter ?? '', line.project ?? '', line.account ?? '', line.amount],
    ]),
  ]);
