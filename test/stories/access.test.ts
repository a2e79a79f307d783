import { PRODUCTION } from '../../src/playground/sample/accounts.js';
import { sampleConfig } from '../../src/playground/sample/sample-config.js';
import { type AccessDesk, ASK, openAccessDesk, shows, told } from '../access-desk.js';
import { MYTHOS } from '../access-settings.js';

let desk: AccessDesk;
afterEach(() => desk.close());

describe('from asking to the last message', () => {
  test('Claude Mythos: terms, waiting for AWS, two stages, granted, reminded of, ended at the second, closed', async () => {
    desk = await openAccessDesk();
    const terms = await desk.window('access mythos 4h on CodeReviewService for INC-42');
    expect(shows(terms)).toMatch(/AWS must have allow-listed this account.*By asking you consent to: provider_data_share/);
    expect(told(await desk.submit('U0BEN', {}))).toEqual([
      expect.stringMatching(/^C0ENG for U0BEN: \*Claude Mythos for 4 h\* waits for AWS: this account is not allowed yet\./),
      expect.stringMatching(/^D0BEN: \*Claude Mythos for 4 h\* waits for AWS/),
      expect.stringMatching(/^D0EVE: <@U0BEN>'s request .* waits for AWS.* Send this text to your AWS account team/),
    ]);
    expect(await desk.state()).toBe('Waiting for AWS');
    const [text] = desk.slack.visible('U0EVE', 'D0EVE').slice(-1);
    expect(shows(text)).toMatch(/Please allow AWS account 702915384627 to use anthropic.claude-mythos-preview.*Purpose: INC-42/);

    expect(told(await desk.pass(2 * 86_400))).toEqual([]);
    desk.aws.bedrock.entitle(MYTHOS);
    expect(told(await desk.pass(86_400))).toEqual([
      expect.stringMatching(/^C0ENG: Pending: Claude Mythos for 4 h, asked by <@U0BEN>\.$/),
      expect.stringMatching(/^D0BEN: AWS now allows this account Claude Mythos\. .* has gone to <@U0ADA> \(manager of engineering\)\./),
      expect.stringMatching(/^D0EVE: AWS now allows this account Claude Mythos\. <@U0BEN>'s request for .* has gone to <@U0ADA>/),
    ]);
    expect(shows(desk.card())).toMatch(
      /Reason: INC-42".*Stage 1 of 2: manager.*data retention.*Consent given: provider_data_share.*May decide/,
    );

    // An edited card notifies nobody, so its thread names those whose turn it is.
    expect(told(await desk.click('U0ADA', desk.card(), 'Approve')).sort()).toEqual([
      'C0ENG thread: <@U0ADA> approved as manager. Now security decides, with the buttons above: <@U0EVE> (named as security) or <@U0DAN> (named as security).',
      // Dan wants it by direct message, too.
      expect.stringMatching(/^D0DAN: <@U0BEN> asks for \*Claude Mythos for 4 h\* on .* You may decide: named as security\.$/),
    ]);
    expect(shows(desk.card())).toMatch(/Stage 2 of 2: security.*Approved by.*U0ADA.*manager of engineering/);
    expect(told(await desk.click('U0EVE', desk.card(), 'Approve'))).toEqual([]);
    expect(told(await desk.pass(30))).toEqual([
      expect.stringMatching(
        /^D0BEN: \*Granted:\* you have \*Claude Mythos for 4 h\* on `CodeReviewService role \(702915384627\)` of engineering until <!date/,
      ),
    ]);
    const granted = await desk.request();
    expect([granted.state, desk.policies()]).toEqual(['Granted', [`aispend-${granted.id}`]]);
    const project = `arn:aws:bedrock-mantle:us-east-1:${PRODUCTION}:project/default`;
    const may = () => desk.may('bedrock-mantle:CreateInference', project, { 'bedrock-mantle:Model': MYTHOS });
    expect(may()).toBe('allowed');
    expect(shows(desk.card())).toMatch(/Granted: Claude Mythos for 4 h.*Revoke/);

    const end = granted.endsAt as string;
    desk.clock.set(new Date(Date.parse(end) - 15 * 60_000).toISOString());
    expect(told(await desk.delivered())).toEqual([
      expect.stringMatching(/^D0BEN: \*Claude Mythos for 4 h\* ends .* ask now if you need longer/),
    ]);
    desk.clock.set(new Date(Date.parse(end) - 1000).toISOString());
    await desk.delivered();
    expect([may(), await desk.state()]).toEqual(['allowed', 'Granted']);
    desk.clock.set(end);
    expect(may()).toBe('implicitDeny');
    const last = await desk.delivered();
    expect(told(last).sort()).toEqual([
      expect.stringMatching(/^C0ENG thread: \*Revoked:\*.*Cost Explorer does not know who called; the CUR 2\.0 with caller identity does/),
      expect.stringMatching(/^D0BEN: \*Revoked:\* \*Claude Mythos for 4 h\*\. Its time was over; AWS was read again and has it no more\./),
    ]);
    expect([await desk.state(), desk.policies()]).toEqual(['Revoked', []]);
  });

  test('a direct message with buttons says what has become of it, without them, once somebody has decided', async () => {
    desk = await openAccessDesk();
    desk.aws.bedrock.entitle(MYTHOS);
    await desk.window('access mythos 4h on CodeReviewService for INC-42');
    await desk.submit('U0BEN', {});
    await desk.click('U0ADA', desk.card(), 'Approve');
    const asked = () => desk.slack.visible('U0DAN', 'D0DAN').at(-1);
    expect(shows(asked())).toMatch(/You may decide: named as security.*access_approve.*access_deny/);
    await desk.click('U0EVE', desk.card(), 'Approve');
    expect(asked()?.text).toMatch(/^<@U0BEN> asks for .* \*Approved\* by <@U0ADA> and <@U0EVE>; it is granted in about 20 seconds\.$/);
    expect(shows(asked())).not.toMatch(/"actions"/);
    // Nobody is told anew.
    expect(desk.slack.visible('U0DAN', 'D0DAN').filter((one) => one.text.includes('Claude Mythos'))).toHaveLength(1);

    const [granted] = await desk.pass(30);
    const message = () => desk.slack.messages.find((one) => one.ts === granted?.ts && one.channel === 'D0BEN');
    expect(shows(message())).toMatch(/access_done.*access_extend/);
    await desk.write('U0EVE', desk.card(), 'Revoke', { text: 'over' });
    await desk.pass(30);
    expect(message()?.text).toMatch(/^You had \*Claude Mythos for 4 h\* on .*\. \*Revok(ing|ed)\*: taken back by <@U0EVE>\.$/);
    expect(shows(message())).not.toMatch(/"actions"/);
  });

  test('a denial says why, to the person who asked and to nobody else', async () => {
    desk = await openAccessDesk();
    const card = await desk.asked();
    expect(told(await desk.write('U0ADA', card, 'Deny', { text: 'Use <!channel> Sonnet' }))).toEqual([
      'D0BEN: <@U0ADA> denied *Claude Opus 5 for 4 h*.',
    ]);
    const [notice] = desk.slack.visible('U0BEN', 'D0BEN').slice(-1);
    expect(notice?.blocks[1]?.text).toEqual({ type: 'plain_text', text: 'Reason: Use <!channel> Sonnet', emoji: false });
    expect(shows(desk.card())).toMatch(/Denied: Claude Opus 5/);
    expect(shows(desk.card())).not.toMatch(/access_approve/);
    expect([await desk.state(), desk.policies()]).toEqual(['Denied', []]);
  });

  test('asked back and answered: on the card, and by message to the one who waits for it', async () => {
    desk = await openAccessDesk();
    const card = await desk.asked();
    const question = await desk.write('U0ADA', card, 'Ask', { text: 'Which <b>data?' });
    expect(told(question)).toEqual(['D0BEN: <@U0ADA> asks about your request for *Claude Opus 5 for 4 h*. It stays open.']);
    expect(shows(desk.card())).toMatch(/not answered yet.*Question: Which <b>data\?/);
    expect(told(await desk.write('U0BEN', question[0] as never, 'Answer', { text: 'Public <data>' }))).toEqual([
      expect.stringMatching(/^D0BEN for U0BEN|^D0BEN: Answered\./),
      'D0ADA: <@U0BEN> answered your question about *Claude Opus 5 for 4 h*.',
    ]);
    expect(shows(desk.card())).toMatch(/Answer: Public <data>/);
    const again = await desk.press('U0BEN', question[0] as never, 'Answer');
    expect(again.text).toBe('This question has been answered already.');
    expect(shows(desk.slack.visible('U0BEN', 'D0BEN').find((one) => one.ts === question[0]?.ts))).toMatch(/Your answer: Public <data>"/);
    const [answer] = desk.slack.visible('U0ADA', 'D0ADA').slice(-1);
    await desk.click('U0ADA', answer as never, 'Approve');
    expect(await desk.state()).toBe('Granting');
    expect(shows(desk.card())).toMatch(/It is granted in about 20 seconds\. As a rule AWS enforces it by then/);
  });

  test('claimed: the card says who looks at it, silently, and others still may decide', async () => {
    desk = await openAccessDesk({ config: { admins: ['U0EVE'] } });
    const card = await desk.asked();
    expect(told(await desk.click('U0ADA', card, 'Claim'))).toEqual([]);
    expect(shows(desk.card())).toContain('<@U0ADA> is looking at it.');
    expect(await desk.state()).toBe('Pending');
  });

  test('cancelled by the person who asked, who needs no second message', async () => {
    desk = await openAccessDesk();
    const reply = await desk.ask(ASK, 'U0BEN');
    expect(reply.text).toBe(
      'Asked for *Claude Opus 5 for 4 h*. It waits for <@U0ADA> (manager of engineering); you hear by direct message.',
    );
    await desk.delivered();
    expect(told(await desk.click('U0BEN', reply, 'Cancel the request'))).toEqual([]);
    expect([await desk.state(), shows(desk.card())]).toEqual(['Cancelled', expect.stringMatching(/Cancelled: Claude Opus 5/)]);
  });

  test('extended by a new decision, then given back early: both end', async () => {
    desk = await openAccessDesk();
    await desk.click('U0ADA', await desk.asked(), 'Approve');
    const [granted] = await desk.pass(30);
    const extension = await desk.write('U0BEN', granted as never, 'Extend', { duration: '2h', reason: 'not done yet' });
    expect(told(extension)[0]).toMatch(/Asked for \*Claude Opus 5 for 2 h\*\. It waits for <@U0ADA>/);
    expect(shows(desk.card())).toMatch(/Prolongs the grant/);
    await desk.click('U0ADA', desk.card(), 'Approve');
    await desk.pass(30);
    expect(desk.policies()).toHaveLength(2);
    const done = told(await desk.click('U0BEN', granted as never, "I'm done"));
    expect(done.filter((one) => /^D0BEN.*Revoked/.test(one))).toHaveLength(2);
    expect(done.at(-1)).toMatch(/Returned early by <@U0BEN>/);
    expect(desk.policies()).toEqual([]);
  });

  test('`done` and `cancel` need no id when only one request can be meant, and name those there are otherwise', async () => {
    desk = await openAccessDesk();
    await desk.click('U0ADA', await desk.asked(), 'Approve');
    await desk.pass(30);
    expect((await desk.ask('access cancel', 'U0BEN')).text).toMatch(/^You have no request that is Pending or Waiting for AWS or Approved;/);
    expect((await desk.ask('access done', 'U0ADA')).text).toMatch(/^You have no request that is Granted;/);
    expect((await desk.ask('access done', 'U0BEN')).text).toMatch(/^Revoking: \*Claude Opus 5 for 4 h\*/);
    await desk.pass(30);
    expect([await desk.state(), desk.policies()]).toEqual(['Revoked', []]);
    await desk.asked();
    await desk.asked('access opus 2h on IdeGateway for INC-43');
    expect((await desk.ask('access cancel', 'U0BEN')).text).toMatch(
      /^Which one\? Write `\/aispend access cancel &lt;id&gt;`: `\w+` \(Claude Opus 5 on \w+\), `\w+` \(/,
    );
  });

  test('revoked with a reason, which the person reads', async () => {
    desk = await openAccessDesk();
    await desk.click('U0ADA', await desk.asked(), 'Approve');
    await desk.pass(30);
    const said = await desk.write('U0EVE', desk.card(), 'Revoke', { text: 'Incident <over>' });
    expect(told(said).filter((one) => one.startsWith('D0BEN'))).toEqual([
      expect.stringMatching(/^D0BEN: \*Revoked:\*.* Taken back by <@U0EVE>/),
    ]);
    expect(shows(said.find((one) => one.channel === 'D0BEN'))).toContain('Reason: Incident <over>');
    expect(desk.policies()).toEqual([]);
  });
});

describe('who may not', () => {
  test('nobody decides their own request, not even by pressing the button; it is in the audit trail', async () => {
    desk = await openAccessDesk();
    await desk.window('access opus 4h for INC-1', 'U0ADA');
    await desk.submit('U0ADA', { principal: 'CodeReviewService' });
    for (const button of ['Approve', 'Claim', 'Deny', 'Ask'])
      expect((await desk.press('U0ADA', desk.card(), button)).text).toMatch(
        /^Nobody decides their own request; <@U0EVE> decides this stage \(manager\), and you can cancel it\./,
      );
    expect(await desk.state()).toBe('Pending');
    const trail = await desk.ask(`access audit ${(await desk.request()).id}`, 'U0EVE');
    expect(shows(trail)).toMatch(/was refused, who wanted to approve/);
    // Ada's own manager rights do not count, so an admin stands in.
    expect(shows(desk.card())).toMatch(/U0EVE.*admin, standing in/);
  });

  test('a guest, a stranger, somebody of another team: one sentence each, and nothing happens', async () => {
    desk = await openAccessDesk({ config: { access: { ...ACCESS, channel: 'C0GENERAL' } } });
    await desk.ask(ASK, 'U0BEN', 'C0GENERAL');
    await desk.delivered();
    const card = desk.slack.messages.findLast((one) => one.channel === 'C0GENERAL' && !one.onlyFor) as never;
    expect((await desk.press('U0CLEO', card, 'Approve')).text).toMatch(/^Only <@U0ADA> decides this stage \(manager\); you can ask them\./);
    expect((await desk.press('U0GUS', card, 'Approve')).text).toMatch(/guest/i);
    expect([await desk.state(), desk.policies()]).toEqual(['Pending', []]);
  });

  test('an approver who leaves before it is carried out does not count: it is decided again, and said', async () => {
    desk = await openAccessDesk();
    desk.aws.bedrock.entitle(MYTHOS);
    await desk.window('access mythos 4h on CodeReviewService for INC-42');
    await desk.submit('U0BEN', {});
    await desk.click('U0ADA', desk.card(), 'Approve');
    const ada = desk.slack.people.find((one) => one.id === 'U0ADA') as { deleted?: boolean };
    ada.deleted = true;
    desk.clock.pass(3600);
    const said = told(await desk.click('U0DAN', desk.slack.visible('U0DAN', 'D0DAN').at(-1) as never, 'Approve'));
    expect(said.join('\n')).toMatch(
      /C0ENG thread: The approval of \*Claude Mythos for 4 h\* by <@U0ADA> no longer counts: no longer a full member/,
    );
    expect(shows(desk.card())).toMatch(/Stage 1 of 2: manager.*Does not count any more.*U0EVE.*admin, standing in/);
    expect([await desk.state(), desk.policies()]).toEqual(['Pending', []]);
    delete ada.deleted;
  });
});

describe('at the same instant', () => {
  test('two approvers: one decision, and the slower one hears who was faster', async () => {
    desk = await openAccessDesk({ config: { access: { ...ACCESS, approvers: { manager: ['U0ADA', 'U0EVE'] }, models: [OPUS_ONLY] } } });
    const card = await desk.asked();
    const since = desk.slack.messages.length;
    await Promise.all([desk.slack.click('U0ADA', card, 'Approve'), desk.slack.click('U0EVE', card, 'Approve')]);
    await desk.pass(30);
    const said = told(desk.slack.messages.slice(since).filter((one) => one.from === 'bot'));
    expect(said.filter((one) => /Somebody was faster/.test(one))).toHaveLength(1);
    expect(said.filter((one) => /Granted/.test(one))).toHaveLength(1);
    expect((await desk.request()).decisions).toHaveLength(1);
    expect(desk.aws.requests.filter((one) => one.action === 'PutRolePolicy')).toHaveLength(1);
  });

  test('a click that Slack delivers twice is one click', async () => {
    desk = await openAccessDesk();
    const card = await desk.asked();
    expect(told(await desk.click('U0ADA', card, 'Approve', { repeat: 3 }))).toEqual([]);
    expect(told(await desk.pass(30))).toHaveLength(1);
    expect((await desk.request()).decisions).toHaveLength(1);
    expect((await desk.press('U0ADA', card, 'Approve')).text).toMatch(
      /^You have dealt with \*Claude Opus 5 for 4 h\* already; it is Granted\./,
    );
  });
});

const OPUS_ONLY = {
  id: 'anthropic.claude-opus-5',
  name: 'Claude Opus 5',
  aliases: ['opus'],
  endpoint: 'bedrock-runtime',
  stages: ['manager'],
};
const ACCESS = { ...sampleConfig.access, models: [OPUS_ONLY] };
