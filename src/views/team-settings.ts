import type { FileConfig } from '../config-schema.js';
import { decimal, usd } from '../money.js';
import { header, moment, section } from './blocks.js';
import type { Draw } from './message.js';

const people = (ids: string[], none: string): string => (ids.length === 0 ? none : ids.map((id) => `<@${id}>`).join(', '));

function managersWords({ channel, managers }: FileConfig['teams'][number], toManagers: boolean): string {
  if (!channel || managers.length === 0) return '';
  return toManagers ? ' (told directly when they are not in the channel)' : ' (not told directly: `chargeback.toManagers` is false)';
}

/** What aispend.yaml says of a team's summaries, and how to change it. @param next when the next summary is due, ISO 8601 */
export function drawTeamSettings(
  team: FileConfig['teams'][number],
  settings: Pick<FileConfig, 'admins' | 'timezone' | 'chargeback'>,
  next: string | undefined,
  slash: string,
): Draw {
  const { chargeback } = settings;
  const lines = [
    `*Channel:* ${team.channel ? `<#${team.channel}>` : 'none'}`,
    `*Managers:* ${people(team.managers, 'none')}${managersWords(team, chargeback.toManagers)}`,
    `*Budget:* ${team.budget === undefined ? 'none' : `${usd(decimal(team.budget))} a month`}`,
    `*Weekly summary:* \`${chargeback.schedule}\`, ${settings.timezone}${next ? `; the next one ${moment(next)}` : ''}`,
    `*A week without spend:* ${chargeback.nothingToSay === 'skip' ? 'nothing is said' : 'one line'}`,
    `These are set in aispend.yaml by the admins: ${people(settings.admins, 'nobody is listed under `admins` yet')}. For summaries of your own: \`${slash} subscribe\`.`,
  ];
  return {
    text: `Settings of ${team.name.replace(/[&<>]/g, '')}`,
    blocks: [header(`Settings of ${team.name}`), section(lines.join('\n'))],
  };
}
