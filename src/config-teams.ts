import type { FileConfig } from './config-schema.js';
import { closest, fold } from './did-you-mean.js';
import { Owners } from './spend/teams.js';

/** A shared team may be a tag value that no team of the file has; that it is a slip is more likely, and nothing would be shared. */
export function unknownShared({ teams, spend, chargeback }: FileConfig): string[] {
  const owners = new Owners(teams, spend.mergeSpelling);
  return chargeback.shared.teams
    .filter((name) => !owners.configured().includes(owners.of(name) ?? ''))
    .map((name) => {
      const near = closest(
        name,
        teams.flatMap((team) => [team.name, ...team.aliases]),
      );
      const meant = near === undefined ? '' : `; did you mean "${near}"?`;
      return `chargeback.shared.teams names "${name}", which is no team or alias of aispend.yaml and is taken for a value of the team tag${meant || '.'}`;
    });
}

/** Names and aliases that more than one team has, with these teams. */
export function repeatedNames(config: Named): [string, string[]][] {
  const spelling = config.spend.mergeSpelling ? fold : (name: string) => name;
  const owners = new Map<string, Set<string>>();
  for (const team of config.teams)
    for (const name of [team.name, ...team.aliases].map(spelling)) owners.set(name, (owners.get(name) ?? new Set()).add(team.name));
  const twice = config.teams.map((team) => team.name).filter((name, index, all) => all.indexOf(name) !== index);
  return [
    ...[...owners].filter(([, teams]) => teams.size > 1).map(([name, teams]): [string, string[]] => [name, [...teams]]),
    ...twice.map((name): [string, string[]] => [name, ['two teams']]),
  ];
}

interface Named {
  teams: { name: string; aliases: string[] }[];
  spend: { mergeSpelling: boolean };
}

/** What can be read of a file that does not fit its schema: names and aliases that are text, and the schedule. */
export function readable(raw: unknown): Named & { chargeback: { schedule: string }; timezone: string } {
  const { teams, spend, chargeback } = (raw ?? {}) as Record<string, unknown>;
  const of = (one: unknown, key: string): unknown => (one as Record<string, unknown> | null | undefined)?.[key];
  const isText = (one: unknown): one is string => typeof one === 'string' && one !== '';
  const schedule = of(chargeback, 'schedule');
  return {
    teams: (Array.isArray(teams) ? (teams as unknown[]) : []).flatMap((team) => {
      const [name, aliases] = [of(team, 'name'), of(team, 'aliases')];
      return isText(name) ? [{ name, aliases: Array.isArray(aliases) ? aliases.filter(isText) : [] }] : [];
    }),
    spend: { mergeSpelling: of(spend, 'mergeSpelling') === true },
    chargeback: { schedule: isText(schedule) ? schedule : '0 9 * * 1' },
    timezone: 'UTC',
  };
}
