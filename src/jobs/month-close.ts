import { createHash } from 'node:crypto';
import type { FileConfig } from '../config-schema.js';
import { dayOf, type Month, monthOf } from '../period.js';
import { nextToClose } from '../spend/statements/blockers.js';
import { monthsToDraft } from '../spend/statements/calendar.js';
import { amountOf, type StatementLine, totals } from '../spend/statements/line.js';
import { drawRestated, drawReviewOver } from '../views/statement-month.js';
import { type Job, type JobContext, TURNS } from './job.js';
import { draftKey, hasPlace } from './statement-mail.js';

type Uses = 'settings' | 'outbox' | 'statements';

const SLASH = '/aispend';
/** How far back messages about closed months and disputes are looked after. */
const DAYS = 7;

/** Drafts the months whose time has come, says when their review is over, closes them where the settings want it, and reports what AWS revised. */
export const monthClose = (settings: FileConfig): Job<Uses> => ({
  name: 'month-close',
  schedule: `0 ${settings.chargeback.statements.hour} * * *`,
  timeZone: settings.timezone,
  missed: 'run-latest',
  maxAgeHours: 72,
  // A draft of long ago would be followed by those of every month since.
  byHandDays: 31,
  turn: TURNS.reports,
  summary: 'Drafts the statements of a month that is over, and says when they can be closed',
  async run(due, context) {
    const did = [await draft(due, context), await review(due, context), await restated(context)];
    return did.filter((words) => words !== '').join('; ');
  },
});

/** What a process that died between a decision and its messages left unsaid. */
export const statementMessages: Job<Uses> = {
  name: 'statement-messages',
  schedule: '*/5 * * * *',
  timeZone: 'UTC',
  missed: 'skip',
  maxAgeHours: 1,
  summary: 'Sends what a broken-off run left unsaid about statements and disputes',
  async run(due, { statements: { books, disputes, mail } }) {
    const recent = new Date(due.getTime() - DAYS * 86_400_000).toISOString();
    let said = 0;
    for (const closed of await books.closedSince(recent))
      said += (await mail.closed({ state: 'closed', content: closed.content, closed })).length;
    for (const pair of await disputes.adjustedSince(recent)) said += (await mail.adjusted(pair)).length;
    for (const { dispute, outcome } of await disputes.all()) {
      if (!outcome) said += (await mail.disputed(dispute)).length;
      else if (outcome.at >= recent) {
        await disputes.carryOut(dispute, outcome);
        said += (await mail.disputed(dispute)).length + (await mail.decided(dispute, outcome)).length;
      }
    }
    return said === 0 ? '' : `${said} ${said === 1 ? 'message' : 'messages'}`;
  },
};

async function draft(due: Date, { settings, statements: { books, mail } }: Pick<JobContext, Uses>): Promise<string> {
  const [closed, drafts] = [await books.closed(), await books.drafts()];
  const known = [...closed, ...drafts].map((one) => one.month);
  const wanted = monthsToDraft(due, settings.chargeback.statements.draftAfterDays, known);
  // Nobody is sent nothing for a month that nobody has read. Where later months were, it is not going to be.
  const unread = async (month: Month): Promise<boolean> => (await books.show(month)).content.asOf === '';
  const fresh: Month[] = [];
  for (const month of wanted) {
    if ((await unread(month)) && (known.length === 0 || (await unread(monthOf(dayOf(due)))))) break;
    await books.draft(month, due);
    fresh.push(month);
  }
  const waits = wanted[fresh.length];
  // Also those a run before this one noted and did not get to send.
  const open = [...fresh, ...drafts.map((one) => one.month)].filter((month) => !closed.some((one) => one.month === month));
  let said = 0;
  for (const month of open) said += (await mail.drafted(await books.show(month))).length;
  const did =
    fresh.length + said === 0 ? [] : [`drafted ${fresh.join(', ') || 'nothing new'}, ${said} ${said === 1 ? 'message' : 'messages'}`];
  return [...did, ...(waits === undefined ? [] : [`${waits} waits: the ledger holds nothing of it yet`])].join('; ');
}

/** A month whose review is over: closed where the settings say so and nothing is against it, otherwise told once. */
async function review(due: Date, { settings, outbox, statements: { books, disputes, mail } }: Pick<JobContext, Uses>): Promise<string> {
  const closed = await books.closed();
  const over = (await books.drafts()).filter(
    (one) => one.reviewUntil <= due.toISOString() && !closed.some((each) => each.month === one.month),
  );
  const did: string[] = [];
  for (const { month } of over) {
    const state = await books.show(month);
    if (state.state === 'closed') continue;
    const open = (await disputes.all()).filter((one) => one.dispute.month === month && !one.outcome).length;
    if (settings.chargeback.statements.autoClose && open === 0 && state.blockers.length === 0) {
      const { closed: row } = await books.close(month, { by: 'aispend' });
      await mail.closed({ state: 'closed', content: row.content, closed: row });
      did.push(`closed ${month}`);
      continue;
    }
    const channel = settings.chargeback.financeChannel;
    if (!channel || !(await outbox.find(draftKey(month, channel)))) continue;
    const key = `statement:${month}:review-over`;
    const thread = (await hasPlace(outbox, draftKey(month, channel))) ? draftKey(month, channel) : undefined;
    const said = await outbox.put([{ key, channel, ...drawReviewOver(state, open, SLASH, thread !== undefined), thread }]);
    if (said.length > 0) did.push(`told that the review of ${month} is over`);
  }
  return did.join(', ');
}

/** Tells one revision from another, also where both come to the same in all. */
const figuresOf = (lines: StatementLine[]): string =>
  createHash('sha256')
    .update(JSON.stringify([...totals(lines, (line) => line.bearer)].map(([bearer, total]) => [bearer, total.toFixed()]).sort()))
    .digest('hex')
    .slice(0, 16);

/** Each amount by which AWS revised a closed month is told once; the next statement carries the last of them. */
async function restated({ settings, outbox, statements: { books } }: Pick<JobContext, Uses>): Promise<string> {
  const channel = settings.chargeback.financeChannel;
  const changed = await books.restated();
  const next = nextToClose(await books.closed());
  if (!channel || !next) return '';
  const said = await outbox.put(
    changed.map(({ month, lines }) => {
      const [amount, bearers] = [amountOf(lines), new Set(lines.map((line) => line.bearer)).size];
      return { key: `statement:${month}:restated:${figuresOf(lines)}`, channel, ...drawRestated(month, amount, bearers, next) };
    }),
  );
  return said.length === 0 ? '' : `AWS revised ${changed.map((one) => one.month).join(', ')}`;
}
