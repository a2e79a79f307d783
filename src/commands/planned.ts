import { z } from 'zod';
import { UsageError } from '../errors.js';
import { dayOf } from '../period.js';
import { readPlanWish } from '../spend/anomalies/plan-words.js';
import { drawAnnounced, drawAnnouncedList, drawWithdrawn } from '../views/anomaly-list.js';
import { undoPlanned } from './anomaly-buttons.js';
import { mustAnswerFor } from './anomaly-rights.js';
import type { Command, CommandContext, Reply } from './command.js';

/** Announces spend that is meant, so that nobody is alarmed; lists and takes back what was announced. */
export const planned: Command = {
  name: 'planned',
  summary: 'Announces spend that is meant, so that it raises no alarm',
  details: 'Alone it lists what is announced; remove takes it back.',
  usage: '[team | model | principal <name> [from <day>] until <day> ["what it is"]] | remove <id>',
  examples: ['planned', 'planned team engineering until friday "load test"', 'planned remove k3m9p2'],
  args: z.object({ what: z.string().optional() }),
  async run({ what = 'list' }, context) {
    const [, id] = /^remove(?:\s+(.*))?$/i.exec(what) ?? [];
    if (/^list$/i.test(what)) return list(context);
    if (/^remove\b/i.test(what)) return remove((id ?? '').toLowerCase().replace(/[`#]/g, '').trim(), context);
    return announce(what, context);
  },
};

async function list({ anomalies, slash }: CommandContext): Promise<Reply> {
  const [announced, rows] = await Promise.all([anomalies.announced(), anomalies.current()]);
  return { message: drawAnnouncedList(announced, rows, slash) };
}

async function announce(words: string, context: CommandContext): Promise<Reply> {
  const { anomalies, asker, slash, now } = context;
  if (asker.id === '') throw new UsageError('Who announces spend is written down; type it in Slack.');
  const { kind, name, from, until, note } = readPlanWish(words, dayOf(now()));
  const { subject, team } = await anomalies.subject(kind, name);
  mustAnswerFor(team, 'announce spend of it', context);
  const { did, row } = await anomalies.announce({ subject, team, from, until, note, by: asker.id });
  return { message: drawAnnounced(row, did, slash) };
}

/** What was announced, or an incident that was said to be planned. */
async function remove(id: string, context: CommandContext): Promise<Reply> {
  const { anomalies, slash } = context;
  if (id === '') throw new UsageError(`Which one? \`${slash} planned\` lists them with their ids.`);
  const known = await anomalies.findAnnounced(id);
  if (known && known.by !== context.asker.id) mustAnswerFor(known.team, 'take back what was announced', context);
  const removed = known && (await anomalies.withdraw(id));
  if (removed) return { message: drawWithdrawn(removed) };
  const incident = await anomalies.find(id);
  if (incident?.state === 'planned') return undoPlanned(incident, context);
  throw new UsageError(
    `Nothing that is announced is called "${id.slice(0, 40)}", or it was taken back already; \`${slash} planned\` lists them.`,
  );
}
