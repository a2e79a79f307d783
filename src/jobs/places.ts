import type { Audiences } from '../spend/audience/audiences.js';
import type { TeamSettings } from '../spend/chargeback.js';

/**
 * Where a team is told something: in its channel, and directly to those managers who are not there to read it (all of them
 * where Slack does not tell who is). Without a channel, or where figures may not go there, to the managers alone.
 */
export async function placesOf(team: TeamSettings, toManagers: boolean, audiences: Pick<Audiences, 'before'>): Promise<string[]> {
  const managers = [...new Set(team.managers)];
  if (!team.channel) return managers;
  const audience = await audiences.before(team.channel);
  if (audience?.held) return managers;
  return [team.channel, ...(toManagers ? managers.filter((id) => !audience?.members.includes(id)) : [])];
}
