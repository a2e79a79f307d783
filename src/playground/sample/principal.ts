import type { Day } from '../../period.js';
import type { Lane } from './lanes.js';
import type { Rhythm } from './rhythm.js';
import type { Tier } from './usage-type-names.js';

/** How a job spends its money over the kinds of tokens. */
export type Mix = 'agent' | 'chat' | 'bulk';

/** One job of a principal: about so many dollars on a full working day once everybody uses it. */
export interface Job {
  lane: Lane;
  usd: number;
  mix: Mix;
  tier: Tier;
  rhythm: Rhythm;
  /** Tags of the application inference profile it goes through. */
  profile?: Record<string, string>;
}

export interface Principal {
  arn: string;
  account: string;
  /** IAM tags of the caller. */
  tags: Record<string, string>;
  jobs: Job[];
  /** The first day it no longer works. */
  until?: Day;
  /** Its loop went wrong a few days ago. */
  runaway?: true;
}

const COST_CENTER: Record<string, string> = {
  engineering: 'CC-1100',
  'data-science': 'CC-1200',
  platform: 'CC-1300',
  research: 'CC-1400',
  support: 'CC-2100',
  marketing: 'CC-2200',
  finance: 'CC-3100',
  legal: 'CC-3200',
};

/** IAM tags of a team's principal; `spelled` is how the team wrote its own name there. */
export const tags = (team: string, project: string, spelled = team): Record<string, string> => ({
  team: spelled,
  project,
  'cost-center': COST_CENTER[team] as string,
});
/** A job at the standard tier in office hours unless told otherwise. */
export const job = (lane: Lane, usd: number, mix: Mix, more: Partial<Job> = {}): Job => ({
  lane,
  usd,
  mix,
  tier: 'standard',
  rhythm: 'office',
  ...more,
});
/** An IAM user's ARN. */
export const user = (account: string, name: string): Pick<Principal, 'arn' | 'account'> => ({
  account,
  arn: `arn:aws:iam::${account}:user/${name}`,
});
/** The ARN of a role's session: an instance id, a function's name, an e-mail address or whatever the caller chose. */
export const session = (account: string, role: string, name: string): Pick<Principal, 'arn' | 'account'> => ({
  account,
  arn: `arn:aws:sts::${account}:assumed-role/${role}/${name}`,
});
