import { sampleConfig } from './sample-config.js';

/** What each person of the sample company may want to ask: first what he or she answers for. */
export function suggestionsFor(user: string): string[] {
  const own = sampleConfig.teams.filter((team) => team.managers.some((manager) => manager === user)).map((team) => team.name);
  const teams = (own.length > 0 ? own.slice(0, 2) : ['engineering']).map((name) => `/aispend team ${name}`);
  const operates = sampleConfig.admins.some((admin) => admin === user) ? ['/aispend status', '/aispend jobs'] : [];
  const asks = sampleConfig.teams.some((team) => 'members' in team && team.members?.some((member) => member === user));
  return [...teams, '/aispend teams last month', ...(asks ? ['/aispend access mythos 4h for INC-42'] : []), ...operates, '/aispend help'];
}
