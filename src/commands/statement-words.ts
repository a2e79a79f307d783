import { NotAllowed } from '../errors.js';
import { dayOf } from '../period.js';
import { type Bearer, bearerOf, RECORDS, UNATTRIBUTED } from '../spend/statements/bearer.js';
import { financePeople } from '../spend/statements/finance.js';
import { readMonth } from '../spend/statements/read-words.js';
import { Owners } from '../spend/teams.js';
import type { CommandContext } from './command.js';

export const isFinance = ({ asker, settings }: CommandContext): boolean => asker.id !== '' && financePeople(settings).includes(asker.id);

/** @throws NotAllowed for everybody who does not close months */
export function mustBeFinance(context: CommandContext): void {
  if (!isFinance(context)) throw new NotAllowed('Only those who close the months may do this:', financePeople(context.settings));
}

/** The month that was typed; the last that is over when none was. */
export const monthOf = (words: string | undefined, now: Date): string => readMonth(words || 'last month', dayOf(now));

/**
 * The bearer that a person means: a team that spent or is configured, or what nobody owns.
 * @throws UsageError for a team nobody knows, naming the nearest
 */
export async function readBearer(typed: string | undefined, { spend, settings }: CommandContext): Promise<Bearer> {
  if (typed === undefined) return UNATTRIBUTED;
  const seen = [...(await spend.teams()).keys()];
  // A team may be called like that; it goes first.
  const taken = [...seen, ...settings.teams.map((team) => team.name)].includes(typed);
  if (!taken && /^\(?unattributed\)?$/i.test(typed)) return UNATTRIBUTED;
  if (!taken && /^(records|credits)$/i.test(typed)) return RECORDS;
  const owners = new Owners(settings.teams, settings.spend.mergeSpelling);
  return bearerOf(owners.find(typed.replace(/^team (?=.)/i, ''), seen));
}
