import { type AccessDesk, openAccessDesk, shows } from '../access-desk.js';

describe('lists, the trail and help of model access', () => {
  let desk: AccessDesk;
  afterEach(() => desk.close());

  test('short words for states, and what was looked for when nothing is found', async () => {
    desk = await openAccessDesk({ config: { admins: ['U0EVE'] } });
    await desk.asked();
    expect((await desk.ask('access list open', 'U0BEN')).text).toMatch(/^Access requests: 1\./);
    expect((await desk.ask('access list pend', 'U0BEN')).text).toMatch(/^Access requests: 1\./);
    expect((await desk.ask('access list waiting', 'U0BEN')).text).toMatch(/^No request that you may see is Waiting for AWS; /);
    expect((await desk.ask('access list nonsense', 'U0BEN')).text).toMatch(/There is no state "nonsense"/);
  });

  test('an export in a channel says where the file comes; help names break-glass and review', async () => {
    desk = await openAccessDesk({ config: { admins: ['U0EVE'] } });
    const help = await desk.ask('help access', 'U0BEN');
    expect(shows(help)).toMatch(/• `models`: .*• `break-glass`.*• `review`/);
    expect(shows(await desk.ask('access audit export', 'U0EVE'))).toContain('The file comes as a direct message.');
  });
});
