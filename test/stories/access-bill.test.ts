import { mkdtemp, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AccessDesk, openAccessDesk, shows, told } from '../access-desk.js';
import { accountOn } from '../anomaly-world.js';
import { writeCur } from '../cur-writer.js';

const AGENT = 'TicketTriageAgent';
let desk: AccessDesk;
let folder: string;
/** The export as AWS has delivered it by that morning. */
const deliver = async (day: string): Promise<void> => {
  const at = new Date(`${day}T05:00:00Z`);
  for (const file of await writeCur(folder, accountOn(day).lines({ start: '2026-09-01', end: day }))) await utimes(file, at, at);
};
const open = (at: string): Promise<AccessDesk> =>
  openAccessDesk({
    at,
    account: {
      get current() {
        return accountOn((desk?.clock.now().toISOString() ?? at).slice(0, 10));
      },
    },
    filled: 'pull',
    config: { spend: { source: 'cur-files', curFiles: { path: folder }, tags: { team: ['iamPrincipal/team', 'team'] } } },
  });
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aispend-cur-'));
});
afterEach(async () => {
  await desk.close();
  desk = undefined as never;
  await rm(folder, { recursive: true, force: true });
});

test('with the Cost and Usage Report the closing message says what the principal spent, when those days are billed', async () => {
  await deliver('2026-11-25');
  desk = await open('2026-11-25T12:00:00Z');
  await desk.click('U0ADA', await desk.asked(), 'Approve');
  const closing = told(await desk.pass(5 * 3600)).filter((one) => one.startsWith('D0BEN'));
  expect(closing.at(-1)).toMatch(/\*Revoked:\*.* What was spent follows when AWS has billed these days\.$/);
  await deliver('2026-11-28');
  desk.clock.set('2026-11-28T06:00:00Z');
  const said = told([...(await desk.runJob('refresh', { again: true })), ...(await desk.pass(86_400))]).filter((one) =>
    one.includes('the bill is complete'),
  );
  expect(said.sort()).toEqual([
    expect.stringMatching(/^C0ENG thread: /),
    expect.stringMatching(
      /^D0BEN: \*Claude Opus 5 for 4 h\*: the bill is complete\. Spent by this principal on the days of the grant \(25 Nov 2026, whole UTC days\): \$[1-9][\d,]*\.\d\d\.$/,
    ),
  ]);
  expect(told(await desk.pass(3 * 86_400)).filter((one) => one.includes('the bill is complete'))).toEqual([]);
});

test('from the message on an anomaly: the caller behind it is paused until the end of a day, by its role', async () => {
  await deliver('2026-11-25');
  desk = await open('2026-11-25T06:00:00Z');
  await desk.runJob('anomaly-watch');
  const alert = desk.slack.messages.find((one) => one.from === 'bot' && / above expected/.test(one.text)) as never;
  const closer = await desk.press('U0EVE', alert, 'Look closer');
  const button = closer.blocks.flatMap((block) => block.elements ?? []).find((one) => one.action_id === 'anomaly_pause');
  const opened = desk.slack.nextView('U0EVE');
  await desk.slack.click('U0EVE', closer, 'anomaly_pause', button.value);
  await opened;
  const answer = desk.slack.nextMessage((one) => one.onlyFor === 'U0EVE');
  await desk.slack.submit('U0EVE', {
    until: { until: { type: 'datepicker', selected_date: '2026-11-26' } },
    reason: { reason: { type: 'plain_text_input', value: 'a loop' } },
  });
  expect((await answer).text).toMatch(/^TicketTriageAgent is paused within a minute, through 2026-11-26 UTC;/);
  await desk.pass(60);
  expect(await desk.request()).toMatchObject({ kind: 'pause', state: 'Granted', endsAt: '2026-11-27T00:00:00.000Z' });
  const { principal } = await desk.request();
  expect(principal).toMatch(new RegExp(`:role/teams/${AGENT}$`));
  expect(desk.aws.iam.decides(principal, 'bedrock:InvokeModel', 'arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0')).toBe(
    'explicitDeny',
  );
  expect(shows(desk.card())).toContain('Reason: a loop');
});
