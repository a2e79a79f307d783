import { createActing } from '../src/aws/acting.js';
import { createCostExplorer } from '../src/aws/cost-explorer.js';
import { rememberingTags } from '../src/spend/tag-status.js';
import { ACTING, type IamSetup, MEMBER, PAYER, policy, startIam } from './iam.setup.js';

const KEY = 'iamPrincipal/team';
let it: IamSetup;
let counted: number;
beforeEach(async () => {
  it = await startIam();
  counted = 0;
});
afterEach(() => it.close());

const hooks = {
  beforeRequest: async () => void counted++,
  notBilled: async () => void counted--,
  pause: async () => undefined,
};
const asked = () => it.aws.requests.filter((one) => one.action === 'ListCostAllocationTags').length;
const remembering = (settings: object = it.settings) => rememberingTags(createCostExplorer(settings, hooks), [KEY, 'team'], it.clock.now);

test('asked once for all keys, whoever wants to know, and again after six hours; each time is counted', async () => {
  const ce = remembering();
  await Promise.all([ce.tagStatus([KEY]), ce.tagStatus(['team', KEY])]);
  it.clock.pass(6 * 3600 - 1);
  await ce.tagStatus([KEY]);
  expect([asked(), counted]).toEqual([1, 1]);
  it.clock.pass(1);
  await ce.tagStatus([KEY]);
  expect([asked(), counted]).toEqual([2, 2]);
});

test('an account that does not pay is refused in the words of AWS; that costs nothing and is asked again after an hour', async () => {
  it.aws.iam.put({
    arn: ACTING,
    trust: policy({ Effect: 'Allow', Principal: { AWS: PAYER }, Action: ['sts:AssumeRole', 'sts:SetSourceIdentity'] }),
  });
  const ce = remembering({ ...it.settings, ...createActing(it.settings, [ACTING]).settings(MEMBER, 'U0ADA') });
  await expect(ce.tagStatus([KEY])).rejects.toThrow(/ce:ListCostAllocationTags/);
  await expect(ce.tagStatus([KEY])).rejects.toThrow();
  expect([asked(), counted]).toEqual([1, 0]);
  expect(it.aws.requests.find((one) => one.action === 'ListCostAllocationTags')).toMatchObject({ error: 'AccessDeniedException' });
  it.clock.pass(3600);
  await expect(ce.tagStatus([KEY])).rejects.toThrow();
  expect(asked()).toBe(2);
});
