import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { surface } from '../src/commands/index.js';

const root = join(__dirname, '..');
const manifest = parse(readFileSync(join(root, 'manifest.yml'), 'utf8'));
const folder = join(root, 'src', 'slack');
const sources = readdirSync(folder)
  .map((name) => readFileSync(join(folder, name), 'utf8'))
  .join('\n');

test('it asks for the scopes that the code needs and no others', () => {
  const needed: Record<string, boolean> = {
    commands: true,
    'chat:write': /chat\.postMessage/.test(sources),
    'chat:write.public': /chat\.postMessage/.test(sources),
    // A public channel, a private one, a direct message: history has a scope for each.
    ...Object.fromEntries(
      ['channels', 'groups', 'im'].map((kind) => [`${kind}:history`, /conversations\.(history|replies)/.test(sources)]),
    ),
    'channels:read': /conversations\.(info|members)/.test(sources),
    'groups:read': /conversations\.(info|members)/.test(sources),
    'team:read': /team\.info/.test(sources),
    // Posting to a person needs none of its own; opening the conversation to look through it does.
    'im:write': /conversations\.open/.test(sources),
    'files:write': /completeUploadExternal/.test(sources),
    'users:read': /users\.info/.test(sources),
    'usergroups:read': /usergroups\.users\.list/.test(sources),
  };
  expect(manifest.oauth_config.scopes.bot.sort()).toEqual(
    Object.keys(needed)
      .filter((scope) => needed[scope])
      .sort(),
  );
});

test('the command escapes mentions, so that what people type arrives as ids', () => {
  expect(manifest.features.slash_commands).toEqual([expect.objectContaining({ command: '/aispend', should_escape: true })]);
});

test('it subscribes to the events that the code listens to', () => {
  const listened = [...sources.matchAll(/app\.event\('(\w+)'/g)].map((match) => match[1]);
  expect(listened.length).toBeGreaterThan(0);
  expect(manifest.settings.event_subscriptions.bot_events).toEqual(listened);
  expect(manifest.features.app_home).toMatchObject({ home_tab_enabled: true });
});

test('its shortcuts are those the code knows', () => {
  expect((manifest.features.shortcuts ?? []).map((one: { callback_id: string }) => one.callback_id)).toEqual(
    surface.shortcuts.map((one) => one.callback),
  );
});

test('with Socket Mode it needs no address; interactivity is on', () => {
  expect(manifest.settings).toMatchObject({ socket_mode_enabled: true, interactivity: { is_enabled: true } });
  expect(JSON.stringify(manifest)).not.toContain('http');
});

const schema = join(root, '..', 'shared', 'data', 'slack_manifest.schema.2.0.0.json');
(existsSync(schema) ? test : test.skip)('it is valid by Slack’s own schema (skipped without a copy of it)', () => {
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  const validate = ajv.compile(JSON.parse(readFileSync(schema, 'utf8')));
  validate(manifest);
  expect(validate.errors ?? []).toEqual([]);
});
