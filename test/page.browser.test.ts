import { rmSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { servePlayground } from '../src/playground/page-server.js';
import { createFakeSlack } from '../src/playground/slack/fake-slack.js';
import type { FakeSlack } from '../src/playground/slack/fake-slack.types.js';
import { launch, withBrowser } from './chromium.js';
import { PageBot } from './page-bot.js';
import { compilePage } from './page-folder.js';
import { everyBlock, hostile } from './page-sample.js';

const now = () => new Date('2026-11-24T14:05:00Z');

let folder: string;
let slack: FakeSlack;
let served: { url: string; close(): Promise<void> };
let bot: PageBot;

beforeAll(() => {
  folder = compilePage();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeEach(async () => {
  slack = createFakeSlack({ now });
  served = await servePlayground({ slack, now, port: 0, pageFolder: join(folder, 'page') });
  bot = new PageBot(slack);
  await bot.start();
});
afterEach(async () => {
  await bot.stop();
  await served.close();
});

describe('who may talk to the playground', () => {
  const status = (method: string, path: string, headers: Record<string, string>) =>
    new Promise<number | undefined>((resolve, reject) => {
      const { hostname, port } = new URL(served.url);
      const sent = request({ hostname: hostname === 'localhost' ? '127.0.0.1' : hostname, port, method, path, headers }, (res) =>
        resolve(res.resume().statusCode),
      );
      sent.on('error', reject).end(method === 'POST' ? JSON.stringify({ as: 'U0ADA', channel: 'C0GENERAL', text: 'hello' }) : undefined);
    });
  const json = { 'content-type': 'application/json' };

  test.each([
    ['the page itself', 'GET', '/', {}, 200],
    ['a local program', 'POST', '/playground/say', json, 200],
    ['another site by DNS rebinding', 'GET', '/', { host: 'evil.test' }, 403],
    ['another site by DNS rebinding, posting', 'POST', '/playground/say', { ...json, host: 'evil.test:3000' }, 403],
    ['another site by fetch', 'POST', '/playground/say', { ...json, origin: 'https://evil.test' }, 403],
    ['a page on another local port', 'POST', '/playground/say', { ...json, origin: 'http://localhost:9' }, 403],
    ['another site by a form', 'POST', '/playground/say', { 'content-type': 'text/plain' }, 403],
    ['another site reading', 'GET', '/playground/events', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors' }, 403],
    ['a path out of the folder', 'GET', '/assets/..%2f..%2fpackage.json', {}, 404],
    ['a name of every object', 'POST', '/playground/constructor', json, 405],
    ['rubbish', 'POST', '/playground/click', json, 400],
  ])('%s', async (_who, method, path, headers, expected) =>
    expect(await status(method, path, headers as Record<string, string>)).toBe(expected),
  );

  test('the policy forbids inline code and everything from elsewhere', async () => {
    const policy = (await fetch(served.url.replace('localhost', '127.0.0.1'))).headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
  });
});

withBrowser('in the browser', () => {
  let browser: Browser;
  let page: Page;
  const troubles: string[] = [];

  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    troubles.length = 0;
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    page.on('pageerror', (error) => troubles.push(error.message));
    await page.goto(served.url);
    await page.getByRole('button', { name: /Ada Ferrari/ }).waitFor();
  });
  afterEach(async () => {
    await page.close();
    expect(troubles).toEqual([]);
  });

  const type = async (text: string) => {
    await page.getByLabel('Message', { exact: true }).fill(text);
    await page.keyboard.press('Enter');
  };
  const become = (name: RegExp) => page.getByRole('button', { name }).click();
  const firstColumn = () => page.locator('.data-table tbody th').allInnerTexts();

  test('a first-time visitor clicks a suggestion and gets an answer that only she sees', async () => {
    await page.getByRole('button', { name: '/aispend team engineering' }).click();
    await page.getByRole('heading', { name: /engineering: \$13,700\.13/ }).waitFor();
    expect(await page.getByText('Only visible to you').count()).toBe(1);
    expect(await page.locator('.plot svg .line').count()).toBe(2);
    expect(await page.getByText('aispend is working…').isVisible()).toBe(false);
    const room = await page
      .locator('.scroll')
      .evaluate(
        (scroll) =>
          scroll.scrollHeight -
          scroll.lastElementChild!.previousElementSibling!.getBoundingClientRect().bottom -
          scroll.scrollTop +
          scroll.getBoundingClientRect().top,
      );
    expect(room).toBeLessThan(20);

    await become(/Ben Okafor/);
    await page.getByRole('heading', { name: 'Ask what your AI costs' }).waitFor();
    expect(await page.getByText('13,700.13').count()).toBe(0);
  });

  test('a table sorts, filters and turns its pages', async () => {
    await type('/aispend team engineering');
    await page.getByRole('button', { name: 'Tokens' }).click();
    expect(await firstColumn()).toEqual(['Titan Text Embeddings V2', 'Nova Pro', 'Claude Sonnet 5', 'Claude Haiku 4.5', 'Claude Opus 4.6']);
    await page.getByRole('button', { name: 'Next page' }).click();
    expect(await firstColumn()).toEqual(['gpt-oss-120b', 'Rerank 3.5']);
    await page.getByPlaceholder('Filter').fill('claude');
    expect(await firstColumn()).toEqual(['Claude Sonnet 5', 'Claude Haiku 4.5', 'Claude Opus 4.6']);
  });

  test('what is shared is seen by the others, and a redraw leaves the table as it was sorted', async () => {
    await type('/aispend team engineering');
    await page.getByRole('button', { name: 'Tokens' }).click();
    await page.getByRole('button', { name: 'Share to channel' }).click();
    await page.getByText('Ada shared').waitFor();
    expect((await firstColumn())[0]).toBe('Titan Text Embeddings V2');
    expect(bot.clicked.map((action) => action.action_id)).toEqual(['share']);

    await become(/Ben Okafor/);
    await page.getByText('Ada shared').waitFor();
  });

  test('a pick in a select and in a menu reaches the bot', async () => {
    await type('/aispend team engineering');
    await page.locator('select[data-action=period]').selectOption('7d');
    await page.getByText('You chose period').waitFor();
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByText('You chose more').waitFor();
    expect(bot.clicked.map((action) => action.selected_option?.value)).toEqual(['7d', 'explain']);
  });

  test('a modal complains, is corrected, and is submitted', async () => {
    await type('/aispend request');
    const modal = page.getByRole('dialog', { name: 'Request access' });
    await modal.getByRole('button', { name: 'Request' }).click();
    expect(await modal.getByText('Please complete this required field.').count()).toBe(2);
    await modal.getByLabel('Model').selectOption('mythos');
    await modal.getByLabel('Hours').fill('9');
    await modal.getByLabel('Why').fill('migration');
    await modal.getByRole('button', { name: 'Request' }).click();
    await modal.getByText('At most 8 hours.').waitFor();
    expect(await modal.getByLabel('Why').inputValue()).toBe('migration');
    await modal.getByLabel('Hours').fill('8');
    await page.keyboard.press('Enter');
    await modal.waitFor({ state: 'hidden' });
    expect(bot.submitted.at(-1)).toMatchObject({
      model: { model: { selected_option: { value: 'mythos' } } },
      hours: { hours: { value: '8' } },
      why: { why: { value: 'migration' } },
    });
  });

  test('Esc closes a modal', async () => {
    await type('/aispend request');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(slack.openView('U0ADA')).toBeUndefined();
  });

  test('a bot that does not answer shows as in Slack', async () => {
    await type('/aispend sleep');
    await page.getByText('aispend is working…').waitFor();
    await page.getByText('/aispend failed with the error "operation_timeout"').waitFor();
    expect(await page.getByText('aispend is working…').isVisible()).toBe(false);
  });

  test('the arrow brings back what was sent, and an unknown command says so', async () => {
    await type('/spend now');
    await page.getByText('/spend is not a valid command').waitFor();
    await page.keyboard.press('ArrowUp');
    expect(await page.getByLabel('Message', { exact: true }).inputValue()).toBe('/spend now');
  });

  test('the traffic panel shows what was said', async () => {
    await type('/aispend team engineering');
    await page.getByRole('button', { name: 'Traffic', exact: true }).click();
    const row = page.locator('.traffic-row', { hasText: '/aispend team engineering' });
    await row.click();
    await page.locator('.detail pre', { hasText: '"user_id": "U0ADA"' }).waitFor();
    expect(await row.getByText('200').count()).toBe(1);
  });

  test('every block is drawn, and what is unknown is named', async () => {
    slack.messages.push({ channel: 'C0GENERAL', ts: '1795500000.000001', text: 'all', blocks: everyBlock, from: 'bot' });
    await page.reload();
    await page.getByText('The playground cannot draw').waitFor();
    expect(await page.locator('.unknown').allInnerTexts()).toEqual(['The playground cannot draw hologram yet.']);
    expect(await page.locator('.blocks > .block').count()).toBe(everyBlock.length);
    await page.getByRole('button', { name: 'Revoke' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Keep' }).click();
    expect(bot.clicked).toEqual([]);
  });

  test('hostile text is shown as text and runs nothing', async () => {
    slack.messages.push({ channel: 'C0GENERAL', ts: '1795500000.000001', text: 'x', blocks: hostile, from: 'bot' });
    await page.reload();
    await page.getByText('<script>window.broken = 1</script>').waitFor();
    for (const link of await page.getByText('click').all()) await link.click();
    expect(await page.locator('.message :is(script, a, img)').count()).toBe(0);
    expect(await page.evaluate('window.broken')).toBeUndefined();
  });
});
