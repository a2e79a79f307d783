import { type AccessDesk, ASK, openAccessDesk, shows, told } from '../access-desk.js';

let desk: AccessDesk;
afterEach(() => desk.close());

const members = (): string[] => desk.slack.channels.find((one) => one.id === 'C0ENG')?.members ?? [];
/** Somebody of another organisation joins by Slack Connect. */
const share = (): void => {
  members().push('U0OUT');
};

test('a channel that is shared with another organisation gets no card: those who decide get it directly, the admins hear why', async () => {
  desk = await openAccessDesk({ config: { allowOutsiders: [] } });
  share();
  await desk.ask(ASK, 'U0BEN');
  await desk.delivered();
  const public_ = () => desk.slack.messages.filter((one) => one.from === 'bot' && one.channel === 'C0ENG' && !one.onlyFor);
  const card = desk.slack.messages.findLast((one) => one.from === 'bot' && one.channel === 'D0ADA');
  expect(shows(card)).toMatch(/Claude Opus.*INC-42/);
  expect(told(await desk.delivered())).toEqual([]);
  const notices = desk.slack.messages.filter((one) => one.channel === 'D0EVE' && one.text.startsWith('<#C0ENG>'));
  expect(notices.map((one) => one.text)).toEqual([
    expect.stringMatching(
      /^<#C0ENG> is shared with Partner Inc \(Slack Connect\), so aispend holds back .*requests for access\. .*Requests for access go to those who decide them\. .*allowOutsiders/,
    ),
  ]);
  await desk.click('U0ADA', card as NonNullable<typeof card>, 'Approve');
  await desk.pass(60);
  expect([await desk.state(), public_()]).toEqual(['Granted', []]);
});

test('a channel that is shared afterwards keeps its card as it was, and hears nothing more', async () => {
  desk = await openAccessDesk({ config: { allowOutsiders: [] } });
  const outsider = members().indexOf('U0OUT');
  if (outsider >= 0) members().splice(outsider, 1);
  const before = shows(await desk.asked());
  share();
  desk.clock.set(new Date(desk.clock.now().getTime() + 25 * 3_600_000).toISOString());
  await desk.ask('access list', 'U0BEN');
  const since = desk.slack.messages.length;
  await desk.ask(`access cancel ${(await desk.request()).id}`, 'U0BEN');
  await desk.delivered();
  expect(await desk.state()).toBe('Cancelled');
  expect(desk.slack.messages.slice(since).filter((one) => one.channel === 'C0ENG' && !one.onlyFor && one.from === 'bot')).toEqual([]);
  expect(shows(desk.card())).toBe(before);
});

test('where Slack does not tell who hears it, nothing waits', async () => {
  desk = await openAccessDesk({ config: { allowOutsiders: [] } });
  share();
  desk.slack.trouble.fail('conversations.info', 'internal_error');
  expect(shows(await desk.asked())).toMatch(/INC-42/);
});
