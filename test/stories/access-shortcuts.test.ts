import { accessStoreOver } from '../../src/access/access-store.js';
import type { AccessRequest } from '../../src/access/request.js';
import { REQUEST_SHORTCUT } from '../../src/views/access/actions.js';
import { type AccessDesk, ASK, openAccessDesk, ROLE, shows, told } from '../access-desk.js';
import { MYTHOS } from '../access-settings.js';

let desk: AccessDesk;
afterEach(() => desk.close());

const BEDROCK = 'arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-lite-v1:0';
const home = async (user: string): Promise<string> => {
  await desk.slack.openHome(user);
  // Waiting for what runs has an end of its own, which a busy machine reaches.
  while ((await desk.bot.idle()) !== 0);
  return shows(desk.slack.home(user));
};
const inHome = async (user: string, button: string, value?: string): Promise<string[]> => {
  const since = desk.slack.messages.length;
  await desk.slack.clickInView(user, button, value);
  await desk.delivered();
  return told(desk.slack.messages.slice(since).filter((one) => one.from === 'bot'));
};

describe('the form', () => {
  test('by the bare command, with what may be asked for; what is wrong is said in the window', async () => {
    desk = await openAccessDesk();
    const opened = await desk.window('access');
    expect(shows(opened)).toMatch(/Claude Mythos \(up to 8 h\).*Claude Opus 5 \(up to 1 d\).*CodeReviewService role/);
    expect(shows(opened)).not.toMatch(/LiteratureAgent/);
    const fields = { model: 'anthropic.claude-opus-5', principal: 'CodeReviewService', reason: '  ', duration: 'long', ticket: 'INC-9' };
    expect(told(await desk.submit('U0BEN', fields))).toEqual([]);
    expect(desk.slack.openView('U0BEN')?.errors).toEqual({
      duration: 'Write a duration such as 4h, 90m or 1h30m.',
      reason: 'Say what it is for; those who decide read it.',
    });
    expect(told(await desk.submit('U0BEN', { ...fields, reason: 'the outage', duration: '3d' }))).toEqual([]);
    expect(desk.slack.openView('U0BEN')?.errors).toEqual({ duration: 'That is too long; at most 1 d can be asked for.' });
    const said = told(await desk.submit('U0BEN', { ...fields, reason: 'the outage', duration: '2h' }));
    expect(said).toContainEqual(expect.stringMatching(/^C0ENG for U0BEN: Asked for \*Claude Opus 5 for 2 h\*/));
    expect(shows(desk.card())).toContain('Reason: the outage (INC-9)');
  });

  test('an extension that is too long is refused at the field, and what was typed stays', async () => {
    desk = await openAccessDesk();
    await desk.click('U0ADA', await desk.asked(), 'Approve');
    await desk.pass(60);
    const granted = desk.slack.messages.findLast((one) => one.channel === 'D0BEN' && one.text.startsWith('*Granted:*'));
    expect(await desk.write('U0BEN', granted as NonNullable<typeof granted>, 'Extend', { duration: '9d', reason: 'more' })).toEqual([]);
    expect(desk.slack.openView('U0BEN')?.errors).toEqual({ duration: 'That is too long; at most 1 d can be asked for.' });
  });

  test('by the global shortcut, which has no conversation: the answer comes as a direct message', async () => {
    desk = await openAccessDesk();
    const opened = desk.slack.nextView('U0BEN');
    await desk.slack.shortcut('U0BEN', REQUEST_SHORTCUT);
    await opened;
    const said = told(
      await desk.submit('U0BEN', { model: 'anthropic.claude-opus-5', principal: 'IdeGateway', reason: 'a test', duration: '1h' }),
    );
    expect(said).toContainEqual(expect.stringMatching(/^D0BEN: Asked for \*Claude Opus 5 for 1 h\*/));
    expect(await desk.state()).toBe('Pending');
  });

  test('what was typed without a role is in the form already; only the role is to be chosen', async () => {
    desk = await openAccessDesk();
    const opened = await desk.window('access opus 90m for INC-42, the outage');
    expect(shows(opened)).toMatch(
      /"initial_option":\{"value":"anthropic.claude-opus-5".*"initial_value":"90m".*"initial_value":"INC-42, the outage".*"initial_value":"INC-42"/,
    );
    await desk.submit('U0BEN', { principal: 'TestGeneration' });
    expect(await desk.request()).toMatchObject({ state: 'Pending', minutes: 90, ticket: 'INC-42', reason: 'INC-42, the outage' });
  });

  test('a window that Slack does not open leaves a message with a button that brings the form, filled in', async () => {
    desk = await openAccessDesk();
    desk.slack.trouble.fail('views.open', 'expired_trigger_id', 1);
    const message = await desk.ask('access opus 90m for INC-42', 'U0BEN');
    expect(message.text).toMatch(/^Which role or user is it for\? .* CodeReviewService/);
    const opened = desk.slack.nextView('U0BEN');
    await desk.slack.click('U0BEN', message, 'Request model access');
    expect(shows(await opened)).toMatch(/"initial_value":"90m"/);
  });

  test('models: what can be asked for, for how long, by whom, and who decides', async () => {
    desk = await openAccessDesk();
    expect(shows(await desk.ask('access models', 'U0BEN'))).toMatch(
      /Claude Mythos.*up to 8 h.*decided by .*manager.*the team's managers.*then security.*U0EVE.*U0DAN.*AWS allows accounts one by one/,
    );
  });
});

describe('App Home', () => {
  /** Others like the one that was asked for, some hours before it or after. */
  async function more(count: number, hours: number, change: Partial<AccessRequest> = {}): Promise<void> {
    const template = await desk.request();
    const store = accessStoreOver(desk.parts.store.access);
    const askedAt = new Date(Date.parse(template.askedAt) + hours * 3_600_000).toISOString();
    for (let n = 0; n < count; n++) await store.add({ ...template, todo: [], askedAt, ...change, id: `more${hours < 0 ? 'a' : 'b'}${n}` });
  }

  test('counts all that waits, and says so when there is more than it looked at', async () => {
    desk = await openAccessDesk();
    await desk.asked();
    await more(249, 1);
    expect(await home('U0ADA')).toMatch(/Waiting for me\* \(250\).*and 246 more/);
    await more(51, -1);
    expect(await home('U0ADA')).toMatch(/Waiting for me\* \(300 or more\)/);
  });

  test("shows an admin's own request behind whatever others have asked since", async () => {
    desk = await openAccessDesk();
    await desk.asked(ASK);
    await more(1, -2, { asker: 'U0EVE', reason: 'her own' });
    await more(250, 1);
    expect(await home('U0EVE')).toMatch(/My requests\*".*\*Pending:\* Claude Opus 5 for 4 h.*Cancel the request.*morea0:0/);
  });

  test('shows what waits for me with its buttons, and what is mine; it is drawn anew after a press, and no message is sent', async () => {
    desk = await openAccessDesk();
    expect(await home('U0ADA')).toMatch(/Waiting for me\*: nothing.*My requests\*: none are open/);
    await desk.asked(`${ASK} <!channel> & more`);
    expect(await home('U0BEN')).toMatch(
      /My requests.*\*Pending:\* Claude Opus 5 for 4 h on .*waits for <@U0ADA> \(manager of engineering\)/,
    );
    const waiting = await home('U0ADA');
    expect(waiting).toMatch(
      /Waiting for me\* \(1\).*<@U0BEN> asks for.*"type":"plain_text","text":"Reason: INC-42 <!channel> & more".*Approve/,
    );
    expect(await inHome('U0ADA', 'Approve')).toEqual([]);
    expect(shows(desk.slack.home('U0ADA'))).toMatch(/Waiting for me\*: nothing/);
    await desk.pass(30);
    expect(await home('U0BEN')).toMatch(/\*Granted:\*.*ends <!date.*I'm done.*Extend/);
    expect((await inHome('U0BEN', "I'm done")).filter((one) => one.startsWith('D0BEN'))).toEqual([expect.stringMatching(/Revoked/)]);
    expect(await home('U0BEN')).toMatch(/none are open/);
  });

  test('a window opened from there: it is drawn anew when that has been sent', async () => {
    desk = await openAccessDesk();
    await desk.asked();
    await home('U0ADA');
    const opened = desk.slack.nextView('U0ADA');
    await desk.slack.clickInView('U0ADA', 'Deny');
    await opened;
    expect(told(await desk.submit('U0ADA', { text: 'not now' }))).toEqual(['D0BEN: <@U0ADA> denied *Claude Opus 5 for 4 h*.']);
    expect(shows(desk.slack.home('U0ADA'))).toMatch(/Waiting for me\*: nothing/);
  });

  test('Show opens a window with everything about a request', async () => {
    desk = await openAccessDesk();
    await desk.asked();
    await home('U0ADA');
    const opened = desk.slack.nextView('U0ADA');
    await desk.slack.clickInView('U0ADA', 'Show');
    expect(shows(await opened)).toMatch(/You may decide: manager of engineering/);
  });
});

describe('without approval', () => {
  test('broken glass: at once, loud on the card and to those concerned, and reviewed by somebody else', async () => {
    desk = await openAccessDesk({ config: { admins: ['U0EVE', 'U0DAN'] } });
    desk.aws.bedrock.entitle(MYTHOS);
    // Terms are agreed to also by those who break the glass.
    const terms = await desk.window('access break-glass mythos 1h on InternalAssistant for INC-1', 'U0EVE');
    expect(shows(terms)).toMatch(/provider_data_share/);
    const said = told(await desk.submit('U0EVE', {}));
    expect(said.sort()).toEqual([
      expect.stringMatching(/^C0ENG for U0EVE: Glass broken: \*Claude Mythos for 1 h\* is granted in about 20 seconds, without approval/),
      expect.stringMatching(/^C0ENG: Broken glass, \w+: Claude Mythos for 1 h, by <@U0EVE>/),
      expect.stringMatching(/^D0DAN: \*Broken glass:\* <@U0EVE> took \*Claude Mythos for 1 h\*/),
    ]);
    await desk.pass(30);
    expect(await desk.state()).toBe('Granted');
    expect((await desk.press('U0EVE', desk.card(), 'Review')).text).toMatch(/^Nobody reviews what they did themselves/);
    expect(await home('U0DAN')).toMatch(/still to be reviewed/);
    const told_ = desk.slack.visible('U0DAN', 'D0DAN').at(-1) as never;
    await desk.write('U0DAN', told_, 'Review', { verdict: 'justified', text: 'the outage <was> real' });
    expect(shows(desk.card())).toMatch(/Reviewed by <@U0DAN>: justified.*Note: the outage <was> real/);
    expect((await desk.ask('access break-glass opus 1h on CodeReviewService for INC-1', 'U0BEN')).text).toMatch(/Only the people named/);
  });

  test('a pause: denied at once, undone by name; its team hears of both', async () => {
    desk = await openAccessDesk();
    expect(desk.may('bedrock:InvokeModel', BEDROCK)).toBe('allowed');
    expect((await desk.ask('pause principal CodeReviewService for 2h because it runs away <!here>', 'U0EVE')).text).toBe(
      '*Pause of CodeReviewService for 2 h* begins in about 20 seconds and ends by itself.',
    );
    await desk.delivered();
    const said = told(await desk.pass(30));
    expect(said.filter((one) => one.startsWith('D0')).sort()).toEqual([
      expect.stringMatching(
        /^D0ADA: <@U0EVE> paused `CodeReviewService role.* <@U0EVE>, the admins and those named to pause may undo it\.$/,
      ),
      expect.stringMatching(/^D0EVE: <@U0EVE> paused/),
    ]);
    expect([desk.may('bedrock:InvokeModel', BEDROCK), shows(desk.card())]).toEqual([
      'explicitDeny',
      expect.stringMatching(/Pause of CodeReviewService.*Reason: it runs away <!here>/),
    ]);
    expect((await desk.ask('unpause CodeReviewService', 'U0BEN')).text).toMatch(/^This pause was set by an admin.* by <@U0EVE>/);
    expect((await desk.ask('unpause CodeReviewService', 'U0ADA')).text).toMatch(/^This pause was set by an admin.* by <@U0EVE>/);
    expect(desk.may('bedrock:InvokeModel', BEDROCK)).toBe('explicitDeny');
    expect((await desk.ask('unpause CodeReviewService', 'U0EVE')).text).toMatch(/Revoking: .*; it is lifted within moments/);
    await desk.delivered();
    expect([desk.may('bedrock:InvokeModel', BEDROCK), await desk.state()]).toEqual(['allowed', 'Revoked']);
  });
});

describe('looked after', () => {
  test('a grant that somebody removed in the console, and a policy that nobody recorded', async () => {
    desk = await openAccessDesk();
    await desk.click('U0ADA', await desk.asked(), 'Approve');
    await desk.pass(30);
    const entity = desk.aws.iam.entity(ROLE);
    const { [`aispend-${(await desk.request()).id}`]: ours, ...inline } = entity?.inline ?? {};
    desk.aws.iam.put({ ...(entity as NonNullable<typeof entity>), inline: { ...inline, 'aispend-zzzzzzzzzz': ours as string } });
    const said = told(await desk.runJob('access-sweep'));
    expect(said.filter((one) => one.startsWith('D0EVE'))).toEqual(['D0EVE: AWS and the records of access do not agree in 2 places.']);
    expect(said.join('\n')).toMatch(/C0ENG thread: AWS and the record of \*Claude Opus 5 for 4 h\* differ: Somebody removed the policy/);
    expect(said.join('\n')).toMatch(/D0BEN: \*Revoked:\*.* Somebody removed it at AWS, outside aispend/);
    expect(await desk.state()).toBe('Revoked');
  });

  test('the audit trail: verified, exported as a file to the person who may, and refused to others', async () => {
    desk = await openAccessDesk();
    await desk.click('U0ADA', await desk.asked(), 'Approve');
    await desk.pass(30);
    expect((await desk.ask('access audit verify', 'U0EVE')).text).toMatch(/^The audit trail is intact: 5 entries/);
    const [, hash] = /`([0-9a-f]{16})…`/.exec((await desk.ask('access audit verify', 'U0EVE')).text) ?? [];
    expect(hash).toMatch(/^[0-9a-f]{16}$/);
    const against = async (end: string) => (await desk.ask(`access audit verify ${end}`, 'U0EVE')).text;
    expect(await against(`5 ${hash}…`)).toMatch(/^The audit trail is intact/);
    expect(await against(`6 ${hash}`)).toMatch(/not intact.* the trail ends at entry 5; entries up to 6 were cut off/);
    expect(await against('5')).toContain('access audit verify &lt;number&gt; &lt;hash&gt;');
    expect((await desk.ask('access audit export json', 'U0EVE')).text).toMatch(/The file comes as a direct message\.$/);
    await desk.delivered();
    const file = desk.slack.visible('U0EVE', 'D0EVE').at(-1);
    expect(JSON.stringify(file?.files)).toMatch(/aispend-audit-2026-11-25\.json/);
    expect((await desk.ask('access audit export', 'U0BEN')).text).toMatch(/^The whole audit trail is for the admins\./);
    expect(shows(await desk.ask(`access audit ${(await desk.request()).id}`, 'U0BEN'))).toMatch(/put the policy/);
  });
});
