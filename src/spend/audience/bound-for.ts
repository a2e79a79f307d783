import type { FileConfig } from '../../config-schema.js';
import { financePeople } from '../statements/finance.js';

type Settings = Pick<FileConfig, 'teams' | 'chargeback' | 'admins'>;

/** What aispend sends to a channel of its own accord, by aispend.yaml: of which teams, and whether of all. */
export const boundFor = (channel: string, { teams, chargeback }: Settings): { teams: string[]; everything: boolean } => ({
  teams: teams.filter((team) => team.channel === channel).map((team) => team.name),
  everything: chargeback.financeChannel === channel,
});

/** Slack ids of those who get directly what may not go to a channel: its teams' managers, and for finance's those who close months. */
export const heardInstead = (channel: string, settings: Settings): string[] => [
  ...new Set([
    ...settings.teams.filter((team) => team.channel === channel).flatMap((team) => team.managers),
    ...(settings.chargeback.financeChannel === channel ? financePeople(settings) : []),
  ]),
];
