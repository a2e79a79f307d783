import { PRODUCTION } from '../../src/playground/sample/accounts.js';
import { ACTING_ROLES } from '../../src/playground/sample/acting-roles.js';
import { sampleConfig } from '../../src/playground/sample/sample-config.js';
import { type Started, start } from '../start.js';

const ROLE = `arn:aws:iam::${PRODUCTION}:role/teams/CodeReviewService`;
const who = (id: string) => ({ id, workspace: 'T0ACME' });
const config = {
  teams: sampleConfig.teams.map((team) => (team.name === 'engineering' ? { ...team, members: ['U0BEN'] } : team)),
  access: {
    rolePath: '/teams/',
    roleToAssume: ACTING_ROLES,
    channel: 'C0FIN',
    approvers: { manager: 'team-managers', security: ['S0FINOPS'] },
    models: [{ id: 'anthropic.claude-sonnet-5', name: 'Claude Sonnet 5', endpoint: 'bedrock-runtime', stages: ['manager', 'security'] }],
  },
};

let bot: Started;
beforeAll(async () => {
  bot = await start({ config });
});
afterAll(() => bot.close());

test('the whole way in the sample company: asked, approved by two, granted in another account, revoked, and the bill speaks', async () => {
  const { access } = bot.parts.access;
  const choices = await access.forPrincipalChoices(who('U0BEN'));
  expect(choices.map((one) => one.name)).toContain('CodeReviewService');
  expect(choices.every((one) => one.team === 'engineering' && one.path === '/teams/')).toBe(true);
  const wish = { model: 'sonnet', principal: 'CodeReviewService', duration: '2h', reason: 'review of the parser', ticket: 'ENG-7' };
  const looked = await access.preflight(wish, who('U0BEN'));
  expect(looked.blocked).toBe(false);
  const estimate = looked.findings.find((one) => one.check === 'cost');
  expect(estimate?.line).toMatch(
    /^Estimate: about \$[\d,.]+\. On the \d+ of the last 28 billed days on which engineering used Claude Sonnet 5/,
  );
  expect(looked.findings.find((one) => one.check === 'tag')?.level).toBe('ok');

  const { id } = await access.ask(wish, who('U0BEN'), 'form-1');
  const [card] = await bot.delivered();
  expect(card).toMatchObject({ channel: 'C0FIN' });
  await access.decide(id, who('U0ADA'), 'approve', { stage: 0 });
  // A member of the user group in Slack decides the second stage; a guest never.
  await expect(access.decide(id, who('U0GUS'), 'approve', { stage: 1 })).rejects.toThrow('Only full members');
  await access.decide(id, who('U0DAN'), 'approve', { stage: 1 });
  await bot.delivered();
  bot.clock.pass(20);
  const said = await bot.delivered();
  expect((await access.find(id, who('U0BEN'))).state).toBe('Granted');
  expect(said.map((one) => one.channel)).toContain('D0BEN');
  expect(Object.keys(bot.aws.iam.entity(ROLE)?.inline ?? {})).toContain(`aispend-${id}`);
  const put = bot.aws.requests.find((one) => one.action === 'PutRolePolicy');
  expect(put?.sourceIdentity).toBe('U0DAN');

  await bot.runJob('access-sweep');
  bot.clock.pass(2 * 3600);
  const last = await bot.delivered();
  expect((await access.find(id, who('U0BEN'))).state).toBe('Revoked');
  expect(Object.keys(bot.aws.iam.entity(ROLE)?.inline ?? {})).not.toContain(`aispend-${id}`);
  expect(JSON.stringify(last.map((one) => [one.text, one.blocks]))).toContain('Cost Explorer does not know who called');
  expect(await access.verifyAudit(who('U0EVE'))).toMatchObject({ intact: true });
});
