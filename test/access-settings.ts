export const SONNET = 'anthropic.claude-sonnet-5';
export const MYTHOS = 'anthropic.claude-mythos-preview';

/** Ben asks; Ada manages engineering; Sue and Sam are security; Eve is the admin. */
export const SETTINGS = {
  spend: { tags: { team: ['iamPrincipal/team'] } },
  teams: [
    { name: 'engineering', managers: ['U0ADA'], members: ['U0BEN', 'U0SUE'] },
    { name: 'research', managers: ['U0CLEO'] },
  ],
  admins: ['U0EVE'],
  access: {
    approvers: { manager: 'team-managers', security: ['U0SUE', 'U0SAM'] },
    rolePath: '/teams/',
    channel: 'C0ACCESS',
    breakGlass: { people: ['U0BEN'], maxDuration: '1h' },
    models: [
      { id: SONNET, name: 'Claude Sonnet 5', endpoint: 'bedrock-runtime', stages: ['manager'], maxDuration: '8h' },
      { id: MYTHOS, name: 'Claude Mythos', endpoint: 'bedrock-mantle', stages: ['manager', 'security'], maxDuration: '8h' },
    ],
  },
};
