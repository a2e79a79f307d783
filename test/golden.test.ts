import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { validateBlocks, validateView } from '../src/playground/slack/validate-blocks.js';
import { messages, views } from '../src/views/examples.js';

const folder = join(__dirname, 'golden');
/** `npx jest test/golden.test.ts -u` writes them anew; read the difference before committing it. */
const updating = process.argv.includes('-u') || process.argv.includes('--updateSnapshot');

function golden(name: string, drawn: unknown): void {
  const path = join(folder, `${name}.json`);
  const now = `${JSON.stringify(drawn, undefined, 2)}\n`;
  if (updating) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path, now);
  }
  expect(existsSync(path)).toBe(true);
  expect(JSON.parse(now)).toEqual(JSON.parse(readFileSync(path, 'utf8')));
}

describe('messages', () => {
  test.each(Object.entries(messages))('%s is as it was and within Slack’s limits', (name, draw) => {
    golden(name, draw);
    expect(validateBlocks(draw.blocks, 'message')).toEqual([]);
    expect(draw.text.length).toBeGreaterThan(10);
    expect(draw.text.length).toBeLessThan(4000);
    // What came from outside is never live, in whichever field it stands.
    expect(draw.text).not.toMatch(/<!(channel|here|everyone)/);
    for (const text of mrkdwn(draw.blocks)) expect(text).not.toMatch(/<!(channel|here|everyone)|<b>/);
  });
});

describe('views', () => {
  test.each(Object.entries(views))('%s is as it was and within Slack’s limits', (name, view) => {
    golden(`view-${name}`, view);
    expect(validateView(view, 'modal')).toEqual([]);
  });
});

test('no golden file is left over', () => {
  const names = [...Object.keys(messages), ...Object.keys(views).map((name) => `view-${name}`)].map((name) => `${name}.json`);
  expect(readdirSync(folder).sort()).toEqual(names.sort());
});

function mrkdwn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(mrkdwn);
  if (value === null || typeof value !== 'object') return [];
  const { type, text } = value as { type?: string; text?: unknown };
  return type === 'mrkdwn' && typeof text === 'string' ? [text] : Object.values(value).flatMap(mrkdwn);
}
