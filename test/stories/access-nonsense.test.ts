import { type AccessDesk, openAccessDesk, shows, told } from '../access-desk.js';

let desk: AccessDesk;
beforeAll(async () => {
  desk = await openAccessDesk();
});
afterAll(() => desk.close());

/** What is typed, by whom, and what the one sentence must tell. */
const NONSENSE: [typed: string, said: RegExp, by?: string][] = [
  ['access mythos', /^Say which model and for how long, such as `\/aispend access mythos 4h for INC-42`\.$/],
  ['access 4h for INC-42', /^Say which model and for how long/],
  ['access mythos 4 hours for INC-42', /^Say which model and for how long/],
  ['access mythos -4h for INC-42', /^"-4h" is not a duration; write one such as 4h/],
  ['access mythos 4h', /^Say what it is for/],
  ['access mythos 4h for', /^Say what it is for/],
  ['access mythos 4h INC-42', /^Write "for" before the reason, such as/],
  ['access mythos 4h please for INC-42', /^"please" is neither "on &lt;role&gt;" nor "for &lt;reason&gt;"/],
  ['access gpt-9 4h for INC-42', /^There is no model "gpt-9" to ask for\. Models: Claude Mythos, Claude Opus 5\.$/],
  ['access mithos 4h for INC-42', /did you mean mythos\?/],
  ['access claude 4h for INC-42', /^More than one model is called like that/],
  ['access <!channel> 4h for INC-42', /^There is no model "&lt;!channel&gt;"/],
  ['access opus 0h for INC-42', /^"0h" is not a duration/],
  ['access opus 1m for INC-42', /^Less than 5 minutes/],
  ['access opus 9d for INC-42', /^9 d is too long; at most 1 d can be asked for/],
  ['access opus 9999h for INC-42', /too long/],
  ['access opus 4h on Nobody for INC-42', /^"Nobody" is not among the roles and users you may ask for: /],
  ['access opus 4h on AWSReservedSSO_DeveloperAccess_5b1f0c8e92d7a634 for INC-42', /is not among the roles/],
  ['access opus 4h on LiteratureAgent for INC-42', /is not among the roles/],
  ['access opus 4h on <!here> for INC-42', /^"&lt;!here&gt;" is not among/],
  ['access show', /^Which request\? Write `\/aispend access show &lt;id&gt;`/],
  ['access show zzzzzzzzzz', /^There is no access request "zzzzzzzzzz" that you may see/],
  ["access show ' OR 1=1", /^There is no access request/],
  ['access cancel', /^You have no request that is Pending or Waiting for AWS or Approved;/],
  ['access cancel zzzzzzzzzz', /^There is no access request "zzzzzzzzzz" that you may see: it is shown to who asked/],
  ['access done', /^You have no request that is Granted;/],
  ['access done zzzzzzzzzz', /^There is no access request/],
  ['access revoke zzzzzzzzzz for fun', /^There is no access request/],
  ['access extend', /^Write `\/aispend access extend &lt;id&gt; 2h for &lt;reason&gt;`\.$/],
  ['access extend zzzzzzzzzz 2h for more', /^You have no access zzzzzzzzzz to extend/],
  ['access list maybe', /^There is no state "maybe"; states: Pending, Waiting for AWS/],
  ['access review zzzzzzzzzz perhaps', /^Write `\/aispend access review &lt;id&gt; justified &lt;note&gt;`/],
  ['access review zzzzzzzzzz justified yes', /^There is no access request/],
  ['access break-glass', /^Say which model and for how long, such as `\/aispend access break-glass mythos 1h/],
  ['access break-glass opus 1h on CodeReviewService for INC-1', /^Only the people named in access\.breakGlass/],
  ['access break-glass opus 4h on InternalAssistant for INC-1', /^4 h is too long; at most 1 h/, 'U0EVE'],
  ['access audit', /^The whole audit trail is for the admins/],
  ['access audit verify', /^Checking the audit trail is for the admins/],
  ['access audit zzzzzzzzzz', /^There is no access request "zzzzzzzzzz"/],
  ['access audit export xml', /^"xml" is no format; write csv or json/, 'U0EVE'],
  ['pause', /^Say whom to pause and for how long/],
  ['pause principal', /^Say whom to pause and for how long/],
  ['pause 2h for INC-1', /^Say whom to pause/],
  ['pause principal CodeReviewService', /^Say whom to pause and for how long/],
  ['pause principal CodeReviewService 2h', /^Say why it is paused/, 'U0ADA'],
  ['pause principal CodeReviewService 2h for', /^Say why it is paused/, 'U0ADA'],
  ['pause principal CodeReviewService 2h for fun', /^A principal is paused by the admins, the managers of its team/],
  ['pause principal LiteratureAgent 2h for fun', /^A principal is paused by the admins, the managers of its team/, 'U0ADA'],
  ['pause principal Nobody 2h for INC-1', /^There is no role or user "Nobody" in this account\.$/, 'U0EVE'],
  ['pause principal CodeReviewService 99d for INC-1', /^99 d is too long; at most 7 d/, 'U0EVE'],
  ['pause principal svc-docs 1h for fun', /^svc-docs is not below the path \/teams\//, 'U0EVE'],
  ['pause principal AWSServiceRoleForSupport 1h for fun', /^There is more than one|belongs to AWS/, 'U0EVE'],
  ['access opus 0h on CodeReviewService for INC-1', /^"0h" is not a duration; write one such as 4h/],
  ['access opus -2h on CodeReviewService for INC-1', /^"-2h" is not a duration; write one such as 4h/],
  ['pause principal CodeReviewService 0 h for INC-1', /^"0h" is not a duration; write one such as 4h/, 'U0EVE'],
  ['unpause', /^Whom\? Write `\/aispend unpause &lt;role&gt;`/],
  ['unpause Nobody', /^"Nobody" is not paused, and no pause has that id; `access list` shows the pauses\./],
];

test.each(NONSENSE)('/aispend %s', async (typed, said, by = 'U0BEN') => {
  const reply = await desk.ask(typed, by);
  expect(reply.text).toMatch(said);
  expect(reply.text).not.toMatch(/\n\s*at |Error:|undefined|NaN|wrong inside/);
  expect(reply.text.split('\n')).toHaveLength(1);
  expect(shows(reply)).not.toMatch(/"type":"mrkdwn","text":"[^"]*<!(channel|here)/);
  expect(desk.slack.openView(by)).toBeUndefined();
});

test('nothing of this changed anything in IAM, opened a request, or told anybody anything', async () => {
  expect(told(await desk.delivered())).toEqual([]);
  expect(await desk.parts.store.access.list({ limit: 10 })).toEqual([]);
  const wrote = desk.aws.requests.filter((one) => /^(Put|Attach|Detach|Delete|Tag|Untag|Create|Update)/.test(one.action));
  expect(wrote).toEqual([]);
});

test('somebody without a role to ask for is told what is looked for', async () => {
  const other = await openAccessDesk({ config: { teams: [] } });
  try {
    for (const typed of ['access', 'access opus 4h for INC-42'])
      expect((await other.ask(typed, 'U0BEN')).text).toMatch(/^There is no IAM role or user (that )?you may ask for/);
  } finally {
    await other.close();
  }
});
