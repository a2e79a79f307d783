import { UsageError } from '../errors.js';
import { type Decimal, decimal, usd } from '../money.js';
import { monthOf as monthOfDay, wholeMonth } from '../period.js';
import { bearerOf, teamOf } from '../spend/statements/bearer.js';
import { entryOf, named } from '../spend/statements/entries.js';
import { oneStatement } from '../spend/statements/one-statement.js';
import { readAmount } from '../spend/statements/read-words.js';
import { WEEK_DISPUTE } from '../views/chargeback.js';
import {
  ACCEPT_FORM,
  acceptWindow,
  DISPUTE_ACCEPT,
  DISPUTE_FORM,
  DISPUTE_REJECT,
  disputeWindow,
  drawDecidedBefore,
  REJECT_FORM,
  rejectWindow,
} from '../views/dispute.js';
import { drawStatement, STATEMENT_DETAILS, STATEMENT_DISPUTE } from '../views/statement.js';
import type { CommandContext } from './command.js';
import { openDispute } from './dispute.js';
import { accept, reject } from './dispute-decision.js';
import { monthOf, mustBeFinance, readBearer } from './statement-words.js';
import type { Done, Form, Press } from './surface.js';
import { weekOf } from './week-buttons.js';

/** What a button under a statement is about. @throws UsageError for a button this version does not know */
function statementOf(value: string, now: Date): { month: string; bearer: string } {
  try {
    const [month, bearer] = JSON.parse(value) as [string, string];
    return { month: monthOf(month, now), bearer };
  } catch (error) {
    throw new UsageError('This button is out of date; ask with `/aispend statement <team> <month>`.', { cause: error });
  }
}

/** Every line, as it stands now, for the eyes of the person who pressed. */
const details: Press = {
  action: STATEMENT_DETAILS,
  async run({ value }, { statements, now }) {
    const { month, bearer } = statementOf(value, now());
    const state = await statements.books.show(month);
    const one = oneStatement(state, bearer);
    if (!one) throw new UsageError('Nothing is billed to this team for that month any more.');
    return { message: drawStatement(one, state, { top: 40 }) };
  },
};

const dispute: Press = {
  action: STATEMENT_DISPUTE,
  async run({ value }, { now }) {
    const { month, bearer } = statementOf(value, now());
    return { window: disputeWindow(teamOf(bearer) ?? '', wholeMonth(month)) };
  },
};

/** The button under a weekly summary opens the same window for those seven days. */
const disputeWeek: Press = {
  action: WEEK_DISPUTE,
  async run({ value }) {
    const { team, period } = weekOf(value);
    return { window: disputeWindow(team, period) };
  },
};

const required = (field: string, words: string) => (fields: Record<string, unknown>) =>
  String(fields[field] ?? '').trim().length < 5 ? { [field]: words } : ({} as Record<string, string>);

const disputeForm: Form = {
  callback: DISPUTE_FORM,
  check: required('words', 'Say in a few words what is wrong.'),
  async run(fields, about, context) {
    const [team = '', start = '', end = ''] = JSON.parse(about) as string[];
    return openDispute({ team, month: monthOfDay(start), span: { start, end }, words: String(fields['words']) }, context);
  },
};

const decision = (action: string, window: typeof rejectWindow | typeof acceptWindow): Press => ({
  action,
  async run({ value }, context): Promise<Done> {
    mustBeFinance(context);
    const { dispute: known, outcome } = await context.statements.disputes.find(value);
    if (!outcome) return { window: window(known, await context.statements.books.holds(known.month, bearerOf(known.team))) };
    return { message: drawDecidedBefore(known, named(outcome), await context.statements.books.landsOn(known.month, entryOf(known.id))) };
  },
});

/** What the window is about, and what the statement held when it was opened. */
function toAccept(about: string): { id: string; holds: string } {
  const [id = '', holds = '0'] = about.split(' ');
  return { id, holds };
}

function wrongAmount(amount: Decimal | undefined, holds: Decimal): Record<string, string> {
  if (!amount?.gt(0)) return { amount: 'An amount of dollars above zero, such as 120.50.' };
  return amount.gt(holds) ? { amount: `The statement holds ${usd(holds)}; accept at most that.` } : {};
}

const acceptForm: Form = {
  callback: ACCEPT_FORM,
  check: async (fields, about, context) => ({
    ...required('reason', 'Say in a few words why.')(fields),
    ...(await knownBearer(text(fields['against']), context)),
    ...wrongAmount(readAmount(String(fields['amount'] ?? '').trim()), decimal(toAccept(about).holds)),
  }),
  run: (fields, about, context: CommandContext) =>
    accept(
      toAccept(about).id,
      { amount: String(fields['amount']), against: text(fields['against']), reason: String(fields['reason']) },
      context,
    ),
};

/** What is wrong with the team that was typed, if anything. */
async function knownBearer(typed: string | undefined, context: CommandContext): Promise<Record<string, string>> {
  try {
    await readBearer(typed?.trim() || undefined, context);
    return {};
  } catch (error) {
    if (error instanceof UsageError) return { against: error.message };
    throw error;
  }
}

const rejectForm: Form = {
  callback: REJECT_FORM,
  check: required('reason', 'Say in a few words why.'),
  run: (fields, id, context) => reject(id, String(fields['reason']), context),
};

const text = (field: unknown): string | undefined => (typeof field === 'string' ? field : undefined);

/** Buttons and windows of statements and disputes. */
export const statementPresses: Press[] = [
  ...[details, dispute, disputeWeek],
  ...[decision(DISPUTE_ACCEPT, acceptWindow), decision(DISPUTE_REJECT, rejectWindow)],
];
export const statementForms: Form[] = [disputeForm, acceptForm, rejectForm];
