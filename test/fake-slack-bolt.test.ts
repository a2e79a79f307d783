import type { Json } from '../src/playground/slack/fake-slack.types.js';
import { actions, button, client, form, type Mode, open, plain, slack, startBot, texts } from './fake-slack.setup.js';

describe.each<Mode>(['HTTP', 'Socket Mode'])('a Bolt app over %s', (mode) => {
  test('a command is acknowledged, then answered to its author alone, then to the channel', async () => {
    const seen: Json[] = [];
    await startBot(mode, (app) => {
      app.command('/aispend', async ({ ack, respond, command }) => {
        await ack();
        seen.push(command);
        await respond('Working on it');
        await respond({ response_type: 'in_channel', text: 'It is $12.50' });
      });
    });
    const answered = slack.nextMessage(({ text }) => text.includes('$12.50'));
    expect(await slack.command('U0ADA', 'C0ENG', 'cost')).toMatchObject({ status: 200, body: '' });
    await answered;
    expect(texts(slack.visible('U0ADA', 'C0ENG'))).toEqual(['Working on it', 'It is $12.50']);
    expect(texts(slack.visible('U0BEN', 'C0ENG'))).toEqual(['It is $12.50']);
    expect(slack.visible('U0DAN', 'C0ENG')).toEqual([]);
    expect(seen[0]).toMatchObject({ user_id: 'U0ADA', user_name: 'ada', channel_id: 'C0ENG', channel_name: 'eng-leads', text: 'cost' });
  });

  test('a command may be answered at once', async () => {
    await startBot(mode, (app) => app.command('/aispend', ({ ack }) => ack({ response_type: 'ephemeral', text: 'Hello' })));
    await slack.command('U0BEN', 'C0GENERAL', 'help');
    expect(texts(slack.visible('U0BEN', 'C0GENERAL'))).toEqual(['Hello']);
    expect(slack.visible('U0ADA', 'C0GENERAL')).toEqual([]);
  });

  test('a button is pressed by somebody else, and the message changes for everybody', async () => {
    await startBot(mode, (app) => {
      app.action('approve', async ({ ack, action, body, client: web }) => {
        await ack();
        const { channel, message, user } = body as Json;
        await web.chat.update({ channel: channel.id, ts: message.ts, text: `${user.id} approved ${(action as Json).value}`, blocks: [] });
      });
    });
    const posted = await client().chat.postMessage({
      channel: 'C0ENG',
      text: 'May I?',
      blocks: [actions(button('approve', 'Approve', 'r1'))],
    });
    const card = slack.visible('U0EVE', 'C0ENG')[0]!;
    expect(card.ts).toBe(posted.ts);
    const edited = slack.nextMessage(({ edited }) => edited === true);
    expect((await slack.click('U0EVE', card, 'Approve')).status).toBe(200);
    await edited;
    expect(texts(slack.visible('U0BEN', 'C0ENG'))).toEqual(['U0EVE approved r1']);
    expect(card.text).toBe('May I?');
  });

  test('a button replaces the message it stands in, if that is ephemeral too', async () => {
    await startBot(mode, (app) => {
      app.action('more', async ({ ack, respond }) => {
        await ack();
        await respond({ replace_original: true, text: 'Page 2' });
      });
    });
    await client().chat.postEphemeral({ channel: 'C0ENG', user: 'U0ADA', text: 'Page 1', blocks: [actions(button('more', 'More'))] });
    const edited = slack.nextMessage();
    await slack.click('U0ADA', slack.visible('U0ADA', 'C0ENG')[0]!, 'more');
    await edited;
    expect(texts(slack.visible('U0ADA', 'C0ENG'))).toEqual(['Page 2']);
    expect(slack.visible('U0BEN', 'C0ENG')).toEqual([]);
  });

  test('a modal is opened from a command, complains, and is submitted', async () => {
    const submitted: Json[] = [];
    await startBot(mode, (app) => {
      app.command('/aispend', async ({ ack, client: web, command }) => {
        await ack();
        await web.views.open({ trigger_id: command.trigger_id, view: form });
      });
      app.view('ask', async ({ ack, view, body }) => {
        const { value } = view.state.values['why']!['text']!;
        if (value === 'because') return ack({ response_action: 'errors', errors: { why: 'Say more.' } });
        submitted.push({ value, metadata: view.private_metadata, user: body.user.id });
        return ack();
      });
    });
    const opened = slack.nextView('U0BEN');
    await slack.command('U0BEN', 'C0ENG', '');
    expect((await opened).view).toMatchObject({ callback_id: 'ask', title: { text: 'Access' } });

    await slack.submit('U0BEN', {});
    expect(slack.openView('U0BEN')?.errors).toEqual({ why: 'Please complete this required field.' });
    await slack.submit('U0BEN', { why: { text: 'because' } });
    expect(slack.openView('U0BEN')?.errors).toEqual({ why: 'Say more.' });
    await slack.submit('U0BEN', { why: { text: 'The quarter ends' } });
    expect(slack.openView('U0BEN')).toBeUndefined();
    expect(submitted).toEqual([{ value: 'The quarter ends', metadata: 'opus', user: 'U0BEN' }]);
  });

  test('a modal goes on to others: update, push, clear, and closing tells the bot', async () => {
    const closed = jest.fn();
    const step = (title: string) => ({ ...form, title: plain(title), notify_on_close: true });
    await startBot(mode, (app) => {
      app.command('/aispend', async ({ ack, client: web, command }) => {
        await ack();
        await web.views.open({ trigger_id: command.trigger_id, view: step('One') });
      });
      app.view({ callback_id: 'ask', type: 'view_submission' }, async ({ ack, view }) => {
        const next = view.state.values['why']!['text']!.value;
        if (next === 'clear') return ack({ response_action: 'clear' });
        return ack({ response_action: next as 'push' | 'update', view: step(`After ${next}`) });
      });
      app.view({ callback_id: 'ask', type: 'view_closed' }, async ({ ack, view }) => {
        await ack();
        closed(view.title.text);
      });
    });
    const title = () => slack.openView('U0BEN')?.view.title.text;
    const opened = slack.nextView('U0BEN');
    await slack.command('U0BEN', 'C0ENG', '');
    await opened;
    await slack.submit('U0BEN', { why: { text: 'update' } });
    expect(title()).toBe('After update');
    await slack.submit('U0BEN', { why: { text: 'push' } });
    expect(title()).toBe('After push');

    const told = new Promise<void>((resolve) => closed.mockImplementation(() => resolve()));
    slack.closeView('U0BEN');
    await told;
    expect(closed).toHaveBeenCalledWith('After push');
    expect(title()).toBe('After update');
    await slack.submit('U0BEN', { why: { text: 'clear' } });
    expect(title()).toBeUndefined();
  });

  test('a choice in a modal reaches the bot and stays; the bot offers options as one types', async () => {
    const chosen: Json[] = [];
    const team = { type: 'external_select' as const, action_id: 'team', min_query_length: 0 };
    const days = { type: 'static_select' as const, action_id: 'days', options: [{ text: plain('A week'), value: '7' }] };
    const view = { type: 'modal' as const, title: plain('Filter'), blocks: [actions(team, days)] };
    await startBot(mode, (app) => {
      app.command('/aispend', async ({ ack, client: web, command }) => {
        await ack();
        await web.views.open({ trigger_id: command.trigger_id, view });
      });
      app.options('team', ({ ack, payload }) => ack({ options: [{ text: plain(`Team ${payload.value}`), value: payload.value }] }));
      app.action('days', async ({ ack, action, body }) => {
        await ack();
        chosen.push({
          picked: (action as Json).selected_option.value,
          state: (body as Json).view.state.values.choose.days.selected_option.value,
        });
      });
    });
    const opened = slack.nextView('U0ADA');
    await slack.command('U0ADA', 'C0ENG', '');
    await opened;
    expect(await slack.suggest('U0ADA', 'view', 'team', 'eng')).toEqual([{ text: plain('Team eng'), value: 'eng' }]);
    await slack.clickInView('U0ADA', 'days', '7');
    expect(chosen).toEqual([{ picked: '7', state: '7' }]);
    expect(slack.openView('U0ADA')?.view.state.values.choose.days).toEqual({ type: 'static_select', selected_option: days.options[0] });
    await expect(slack.clickInView('U0ADA', 'days', '30')).rejects.toThrow('"30" is not an option; there are 7.');
  });

  test('the Home tab is published when it is opened', async () => {
    await startBot(mode, (app) => {
      app.event('app_home_opened', async ({ event, client: web }) => {
        await web.views.publish({ user_id: event.user, view: { type: 'home', blocks: [{ type: 'header', text: plain('Your spend') }] } });
      });
    });
    const published = slack.nextView('U0ADA');
    expect((await slack.openHome('U0ADA')).status).toBe(200);
    await published;
    expect(slack.home('U0ADA')?.view.blocks[0].text.text).toBe('Your spend');
    expect(slack.home('U0BEN')).toBeUndefined();
  });

  test('a command that is not acknowledged: the person reads so, and a retry reaches the bot', async () => {
    await slack.close();
    await open({ ackMs: 200 });
    const attempts: unknown[] = [];
    let tooLate: (() => Promise<void>) | undefined;
    await startBot(mode, (app) => {
      app.command('/aispend', async ({ ack, context, respond }) => {
        attempts.push(context.retryNum);
        if (attempts.length === 1) {
          tooLate = ack;
          return;
        }
        await ack();
        await respond('At last');
      });
    });
    expect(await slack.command('U0ADA', 'C0ENG', 'cost')).toMatchObject({ status: 0, body: 'operation_timeout' });
    expect(texts(slack.visible('U0ADA', 'C0ENG'))).toEqual(['/aispend failed with the error "operation_timeout"']);
    const late = slack.nextMessage(({ text }) => text === 'At last');
    expect(await slack.redeliver()).toMatchObject([{ status: 200 }]);
    await late;
    expect(attempts).toEqual([undefined, 1]);
    expect(await slack.redeliver()).toEqual([]);
    await tooLate?.();
  });

  test('the same command twice: one id, two deliveries', async () => {
    const triggers: string[] = [];
    await startBot(mode, (app) => {
      app.command('/aispend', async ({ ack, command }) => {
        triggers.push(command.trigger_id);
        await ack();
      });
    });
    await slack.command('U0ADA', 'C0ENG', 'cost', { repeat: 2 });
    expect(triggers).toHaveLength(2);
    expect(triggers[0]).toBe(triggers[1]);
  });
});
