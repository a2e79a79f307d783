import type { FileConfig } from '../../config-schema.js';

/**
 * Slack ids of those who close months, adjust and decide disputes: `chargeback.closers`, or while nobody is listed the
 * managers of the team whose channel is the finance channel; admins always may.
 */
export function financePeople({ chargeback, teams, admins }: Pick<FileConfig, 'chargeback' | 'teams' | 'admins'>): string[] {
  const managers = teams.filter((team) => team.channel !== undefined && team.channel === chargeback.financeChannel);
  const closers = chargeback.closers.length > 0 ? chargeback.closers : managers.flatMap((team) => team.managers);
  return [...new Set([...closers, ...admins])];
}
