import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import type { WireShortcut } from './page-wire.js';

const manifest = z.object({
  features: z.object({
    shortcuts: z.array(z.object({ name: z.string(), type: z.string(), callback_id: z.string(), description: z.string() })).default([]),
  }),
});

/**
 * The app's global shortcuts, as Slack would read them from its manifest; those of messages need a message. Without the
 * file, which an installation of the bot alone does not need, there are none.
 */
export function shortcutsIn(file: string): WireShortcut[] {
  if (!existsSync(file)) return [];
  return manifest
    .parse(parse(readFileSync(file, 'utf8')))
    .features.shortcuts.filter(({ type }) => type === 'global')
    .map(({ name, description, callback_id }) => ({ name, description, callback: callback_id }));
}
