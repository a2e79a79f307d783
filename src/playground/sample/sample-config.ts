import type { z } from 'zod';
import type { accessSchema } from '../../config-access.js';
import type { FileConfig } from '../../config-schema.js';
import { ACTING_ROLES } from './acting-roles.js';

/** What the sample company would have written into `aispend.yaml`. "Data-Science" is left for the reader to find. */
export const sampleConfig = {
  spend: {
    // Three tags over a dozen services: more than the default allows on the first day.
    costExplorer: { dailyRequests: 300 },
    tags: {
      team: ['iamPrincipal/team', 'team'],
      project: ['iamPrincipal/project'],
      'cost-center': ['iamPrincipal/cost-center'],
    },
  },
  timezone: 'Europe/Berlin',
  teams: [
    { name: 'engineering', aliases: ['eng'], managers: ['U0ADA'], members: ['U0BEN'], channel: 'C0ENG', budget: 18_000 },
    { name: 'data-science', aliases: [], managers: ['U0CLEO'], channel: 'C0DATA', budget: 9_000 },
    { name: 'support', aliases: [], managers: ['U0EVE'], channel: 'C0GENERAL', budget: 6_500 },
    { name: 'marketing', aliases: [], managers: [], budget: 4_000 },
    { name: 'research', aliases: [], managers: ['U0CLEO'], budget: 14_000 },
    { name: 'platform', aliases: [], managers: ['U0EVE'], budget: 8_000 },
    { name: 'finance', aliases: [], managers: ['U0DAN'], channel: 'C0FIN', budget: 2_500 },
    { name: 'legal', aliases: [], managers: [] },
  ],
  chargeback: { financeChannel: 'C0FIN' },
  access: {
    approvers: { manager: 'team-managers', security: ['U0EVE', 'U0DAN'] },
    models: [
      {
        id: 'anthropic.claude-mythos-preview',
        name: 'Claude Mythos',
        aliases: ['mythos'],
        endpoint: 'bedrock-mantle',
        stages: ['manager', 'security'],
        maxDuration: '8h',
        terms: 'A gated research preview: AWS must have allow-listed this account, in us-east-1 only.',
        consent: 'provider_data_share',
        allowListed: true,
      },
      {
        id: 'anthropic.claude-opus-5',
        name: 'Claude Opus 5',
        aliases: ['opus'],
        endpoint: 'bedrock-runtime',
        stages: ['manager'],
        maxDuration: '1d',
      },
    ],
    rolePath: '/teams/',
    roleToAssume: ACTING_ROLES,
    channel: 'C0ENG',
    // Not in that channel.
    directMessages: ['U0DAN'],
    breakGlass: { people: ['U0EVE'] },
  },
  // Shared with a partner of the company, and meant to be.
  allowOutsiders: ['C0ENG'],
  admins: ['U0EVE'],
} satisfies Pick<FileConfig, 'timezone' | 'teams' | 'admins' | 'allowOutsiders'> & {
  spend: Pick<FileConfig['spend'], 'tags' | 'costExplorer'>;
  chargeback: Partial<FileConfig['chargeback']>;
  access: z.input<typeof accessSchema>;
};
