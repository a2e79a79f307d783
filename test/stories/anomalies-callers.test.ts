import { mkdtemp, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closerButton, plannedForm } from '../../src/commands/anomaly-buttons.js';
import { pauseButton, pauseForm } from '../../src/commands/anomaly-pause.js';
import type { CommandContext } from '../../src/commands/command.js';
import type { PauseWish } from '../../src/commands/pause-port.js';
import { ANOMALY_PAUSE } from '../../src/views/anomaly-closer.js';
import { accountOn, openAnomalies, told, words } from '../anomaly-world.js';
import { writeCur } from '../cur-writer.js';

let bot: Awaited<ReturnType<typeof openAnomalies>>;
const open = async (o: Parameters<typeof openAnomalies>[0] = {}): Promise<void> => {
  bot = await openAnomalies(o);
};
afterEach(() => bot.close());

describe('with the Cost and Usage Report', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'aispend-cur-'));
    const account = accountOn('2026-11-25');
    for (const file of await writeCur(folder, account.lines({ start: '2026-09-01', end: '2026-11-26' })))
      await utimes(file, new Date('2026-11-25T05:00:00Z'), new Date('2026-11-25T05:00:00Z'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  const fromCur = (more: Record<string, unknown> = {}) =>
    open({
      filled: 'pull',
      config: { spend: { source: 'cur-files', curFiles: { path: folder }, tags: { team: ['iamPrincipal/team', 'team'] } }, ...more },
    });

  test('the alert names the caller behind it, and its announced spend silences the team', async () => {
    await fromCur();
    expect(told(await bot.runJob('anomaly-watch'))).toEqual([expect.stringMatching(/^C0GENERAL: support: \$1,1/)]);
    expect(words(bot.card())).toMatch(/Driven by.*caller TicketTriageAgent · ticket-triage/);
    const closer = await bot.press('U0BEN', bot.card(), 'Look closer');
    expect(words(closer)).toMatch(/Callers that changed most/);
    await bot.close();
    await fromCur();
    bot.clock.set('2026-11-22T09:00:00Z');
    expect((await bot.ask('planned principal TicketTriageAgent until friday', 'U0EVE')).text).toMatch(
      /^Announced: TicketTriageAgent · ticket-triage/,
    );
    bot.clock.set('2026-11-25T06:00:00Z');
    expect(await bot.runJob('anomaly-watch')).toEqual([]);
  });
});

describe('pausing a caller', () => {
  const ARN = 'arn:aws:sts::222233334444:assumed-role/TicketTriageAgent/ticket-triage';
  const wishes: PauseWish[] = [];
  const as = (id: string, wired = true): CommandContext => {
    const { pause: _pause, ...context } = bot.parts.context({ id, workspace: 'T0ACME' }, '/aispend');
    const requestPause = async (wish: PauseWish): Promise<string> => {
      wishes.push(wish);
      return 'Request r1 is open; security decides.';
    };
    return wired ? { ...context, pause: { requestPause } } : context;
  };
  const opened = async (): Promise<string> => {
    await open({ config: { registry: { curators: ['U0BEN'] } } });
    const row = await bot.parts.store.incidents.open({
      key: `above:principal:${ARN}:2026-11-22`,
      state: 'open',
      subject: { kind: 'principal', name: ARN },
      team: 'support',
      seen: {
        from: '2026-11-22',
        until: '2026-11-23',
        days: [{ day: '2026-11-22', cost: '120', expected: '20', low: '10', high: '30' }],
        excess: '100',
        confidence: 'likely',
        comparedWith: 'the same weekdays of the last 6 weeks',
        related: [],
        billedUntil: '2026-11-23',
      },
      news: { kind: 'new' },
      places: [],
    });
    return row?.id ?? '';
  };
  const drawn = async (id: string, context: CommandContext) =>
    JSON.stringify((await closerButton.run({ value: id }, context))?.message?.blocks);

  test('the button is drawn for admins and curators, where somebody takes such requests', async () => {
    const id = await opened();
    expect(await drawn(id, as('U0EVE'))).toContain(ANOMALY_PAUSE);
    expect(await drawn(id, as('U0BEN'))).toContain(ANOMALY_PAUSE);
    expect(await drawn(id, as('U0ADA'))).not.toContain(ANOMALY_PAUSE);
    expect(await drawn(id, as('U0EVE', false))).not.toContain(ANOMALY_PAUSE);
  });

  test('it opens a request with who asked, for which incident, and does nothing else; the button is no authority', async () => {
    const id = await opened();
    const value = JSON.stringify([id, ARN]);
    const window = (await pauseButton.run({ value }, as('U0BEN')))?.window;
    expect(JSON.stringify(window)).toMatch(/is to call no model until then. Who asked, why and for which incident is kept/);
    const fields = { until: '2026-11-26', reason: ' runs away ' };
    const done = await pauseForm.run(fields, value, as('U0BEN'));
    expect(done?.message?.text).toBe('Request r1 is open; security decides.');
    expect(wishes).toEqual([{ principal: ARN, reason: 'runs away', until: '2026-11-26', by: 'U0BEN', incident: id }]);
    await expect(pauseForm.run(fields, value, as('U0ADA'))).rejects.toThrow(/^Only admins and curators/);
    await expect(pauseForm.run(fields, JSON.stringify([id, 'arn:aws:iam::1:role/Other']), as('U0BEN'))).rejects.toThrow(/out of date/);
    await expect(pauseForm.run(fields, 'nonsense', as('U0BEN'))).rejects.toThrow(/out of date/);
    await expect(pauseForm.run({ ...fields, until: '2026-11-20' }, value, as('U0BEN'))).rejects.toThrow(/is over/);
    await expect(pauseForm.run(fields, value, as('U0BEN', false))).rejects.toThrow(/not set up here/);
    expect(pauseForm.check?.({}, value, as('U0BEN'))).toEqual({ until: 'Choose a day.', reason: 'Say why, for those who decide.' });
    expect(pauseForm.check?.({ ...fields, until: '2026-11-20' }, value, as('U0BEN'))).toEqual({
      until: '20 Nov 2026 is over; write today or a day to come.',
    });
    expect(plannedForm.check?.({ until: '2026-11-20' }, value, as('U0BEN'))).toEqual({
      until: '20 Nov 2026 is over; write today or a day to come.',
    });
    expect(plannedForm.check?.({ until: '2026-11-26' }, value, as('U0BEN'))).toEqual({});
    expect(wishes).toHaveLength(1);
  });
});
