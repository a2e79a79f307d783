/**
 * Who bears a cost: `team:` and the team's name, what no team owns, or money that is not usage (credits, refunds, tax),
 * which is kept apart and never netted into anybody's usage. One statement each.
 */
export type Bearer = string;

export const UNATTRIBUTED: Bearer = 'unattributed';
export const RECORDS: Bearer = 'records';

/** @param team `null` is spend without a team */
export const bearerOf = (team: string | null): Bearer => (team === null ? UNATTRIBUTED : `team:${team}`);

/** The team's name; undefined for the two bearers that are none. */
export const teamOf = (bearer: Bearer): string | undefined => (bearer.startsWith('team:') ? bearer.slice(5) : undefined);

/** As people read it. */
export const bearerName = (bearer: Bearer): string =>
  teamOf(bearer) ?? (bearer === RECORDS ? 'credits, refunds and tax' : '(unattributed)');

/** Teams by name, then what nobody owns, then money of other kinds: the order in which statements are numbered. */
export const inOrder = (a: Bearer, b: Bearer): number => rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0);

const rank = (bearer: Bearer): number => [UNATTRIBUTED, RECORDS].indexOf(bearer);
