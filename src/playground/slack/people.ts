import type { Channel, Person } from './fake-slack.types.js';

export const TEAM_ID = 'T0ACME';
const OTHER_TEAM_ID = 'T0OTHER';
/** What workspaces call themselves. */
export const TEAM_NAMES: Record<string, string> = { [TEAM_ID]: 'Acme', [OTHER_TEAM_ID]: 'Partner Inc' };

/** The company of the playground: who asks, who decides, and the three kinds of people who must not. */
export const defaultPeople = (): Person[] => [
  { id: 'U0ADA', name: 'ada', realName: 'Ada Ferrari', title: 'Engineering manager', tz: 'Europe/Berlin' },
  { id: 'U0BEN', name: 'ben', realName: 'Ben Okafor', title: 'Engineer', tz: 'Europe/London' },
  { id: 'U0CLEO', name: 'cleo', realName: 'Cleo Martin', title: 'Data science manager', tz: 'Europe/Paris' },
  { id: 'U0DAN', name: 'dan', realName: 'Dan Weiss', title: 'Finance', tz: 'America/New_York' },
  { id: 'U0EVE', name: 'eve', realName: 'Eve Lindqvist', title: 'Platform', tz: 'Europe/Stockholm', is_admin: true },
  { id: 'U0GUS', name: 'gus', realName: 'Gus', title: 'Contractor', tz: 'America/Los_Angeles', is_restricted: true },
  { id: 'U0OUT', name: 'olga', realName: 'Olga', title: 'Partner', tz: 'Asia/Kolkata', is_stranger: true, teamId: OTHER_TEAM_ID },
  { id: 'U0LEFT', name: 'lena', realName: 'Lena', title: 'Engineer', tz: 'Europe/Berlin', deleted: true },
];

export const defaultChannels = (): Channel[] => [
  { id: 'C0GENERAL', name: 'general', botIsMember: true, members: ['U0ADA', 'U0BEN', 'U0CLEO', 'U0DAN', 'U0EVE', 'U0GUS'] },
  { id: 'C0ENG', name: 'eng-leads', botIsMember: true, members: ['U0ADA', 'U0BEN', 'U0EVE', 'U0OUT'] },
  { id: 'C0DATA', name: 'data-science', botIsMember: false, members: ['U0CLEO', 'U0ADA'] },
  { id: 'C0FIN', name: 'finance', botIsMember: true, members: ['U0DAN', 'U0ADA', 'U0CLEO', 'U0EVE'] },
  { id: 'C0PLATFORM', name: 'platform', botIsMember: false, isPrivate: true, members: ['U0EVE'] },
];

export const defaultUserGroups = (): Record<string, string[]> => ({ S0FINOPS: ['U0DAN', 'U0CLEO'], S0PLATFORM: ['U0EVE'] });

/** The direct conversation of a person with the bot. */
export const dmOf = (user: string): string => `D${user.slice(1)}`;
