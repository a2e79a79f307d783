import { ACTING_ROLES, BOT_ROLE } from '../../src/playground/sample/acting-roles.js';
import { aispendDoctor } from '../doctor.js';
import { policy } from '../iam.setup.js';
import { type Started, start } from '../start.js';

let bot: Started;
afterEach(() => bot.close());

test("the sample company's roles have what is needed and no more, and doctor looks at every one of them", async () => {
  bot = await start();
  const { code, out } = await aispendDoctor(bot.parts);
  for (const arn of [BOT_ROLE, ...ACTING_ROLES])
    expect(out).toContain(`Rights: ${arn} may do what is needed and, of what is looked for, no more`);
  expect(out).toContain('All in order.');
  expect(code).toBe(0);
});

test('an action too few in one account and one too many in another are both named, with the role they are of', async () => {
  bot = await start();
  const [poor = '', rich = ''] = ACTING_ROLES;
  const put = (arn: string, inline: Record<string, string>): void => bot.aws.iam.put({ ...bot.aws.iam.entity(arn), arn, inline });
  const { Aispend = '' } = bot.aws.iam.entity(rich)?.inline ?? {};
  put(poor, { Aispend: Aispend.replace('"iam:DeleteRolePolicy",', '') });
  put(rich, { Aispend, Foolish: policy({ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' }) });
  const { code, out } = await aispendDoctor(bot.parts);
  const faults = out.split('\n').filter((line) => /^(MISSING|TOO WIDE|NOT CHECKED)/.test(line));
  expect(faults).toEqual([
    `MISSING  ${poor}: iam:DeleteRolePolicy: not allowed. Needed to put and delete the policies of grants and pauses.`,
    `TOO WIDE  ${rich}: sts:AssumeRole on any role: allowed, although not needed. It could act as roles that are not in aispend.yaml.`,
  ]);
  expect(out).not.toContain('in order');
  expect(code).toBe(1);
});
