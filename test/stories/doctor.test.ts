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

test('a closed month that was changed in the store is named, and a script that watches hears of it', async () => {
  bot = await start();
  const { statements } = bot.parts;
  await statements.books.close('2026-10', { by: 'U0EVE', reason: 'a test' });
  const before = await aispendDoctor(bot.parts);
  expect([before.code, before.out]).toEqual([0, expect.stringContaining('Statements: 1 closed month is as it was closed')]);
  const kept = bot.parts.store.statements.closed;
  bot.parts.store.statements.closed = async () =>
    (await kept()).map((row) => ({ ...row, content: row.content.replace(/"total":"/, '"total":"1') }));
  const after = await aispendDoctor(bot.parts);
  expect([after.code, after.out]).toEqual([
    1,
    expect.stringContaining(
      "WRONG  October 2026: its hash does not fit: this month's statements, or those of the month before, were changed",
    ),
  ]);
  expect(after.out).not.toContain('Statements: ');
});
