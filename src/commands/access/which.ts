import type { State } from '../../access/request.js';
import { UsageError } from '../../errors.js';
import type { CommandContext } from '../command.js';

/** In which states one's own request can be meant when no id is typed. */
const MEANT: Record<'done' | 'cancel', readonly State[]> = {
  done: ['Granted'],
  cancel: ['Pending', 'Waiting for AWS', 'Approved'],
};
const NAMED = 5;

/** The id that was typed; without one that of the asker's only request that can be meant. @throws UsageError */
export async function which(typed: string, verb: keyof typeof MEANT, { access, asker, slash }: CommandContext): Promise<string> {
  const id = idOf(typed);
  if (id !== '') return id;
  const states = MEANT[verb];
  const mine = (await access.list(asker, { states, limit: 100 })).filter((one) => one.kind === 'grant' && one.asker === asker.id);
  const [first, ...more] = mine;
  if (!first) throw new UsageError(`You have no request that is ${states.join(' or ')}; \`${slash} access list\` shows yours.`);
  if (more.length === 0) return first.id;
  const named = mine.slice(0, NAMED).map((one) => `\`${one.id}\` (${one.model?.name ?? 'a model'} on ${one.principal.split('/').at(-1)})`);
  throw new UsageError(`Which one? Write \`${slash} access ${verb} <id>\`: ${named.join(', ')}${mine.length > NAMED ? ', …' : ''}.`);
}

export function mustHaveId(typed: string, verb: string, { slash }: Pick<CommandContext, 'slash'>): string {
  const id = idOf(typed);
  if (id === '') throw new UsageError(`Which request? Write \`${slash} access ${verb} <id>\`; \`${slash} access list\` shows the ids.`);
  return id;
}

const idOf = (typed: string): string => typed.trim().split(' ')[0] ?? '';
