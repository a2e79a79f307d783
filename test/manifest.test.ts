import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { parse } from 'yaml';

const root = join(__dirname, '..');
const manifest = parse(readFileSync(join(root, 'manifest.yml'), 'utf8'));
const sources =
  readFileSync(join(root, 'src', 'slack', 'people.ts'), 'utf8') + readFileSync(join(root, 'src', 'slack', 'replies.ts'), 'utf8');

test('it asks for the scopes that the code needs and no others', () => {
  const needed: Record<string, boolean> = {
    commands: true,
    'chat:write': sources.includes('chat.postMessage'),
    'chat:write.public': sources.includes('chat.postMessage'),
    'users:read': sources.includes('users.info'),
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
