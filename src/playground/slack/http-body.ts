import type { IncomingMessage } from 'node:http';
import type { Json } from './fake-slack.types.js';
import { SlackError } from './slack-error.js';

export async function readBody(req: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Arguments that arrive as JSON in a string when the body is a form, and the error word when they are not JSON. */
const IN_JSON: Record<string, string> = {
  blocks: 'invalid_blocks_format',
  attachments: 'invalid_attachments',
  view: 'invalid_arguments',
  metadata: 'invalid_metadata_format',
  files: 'invalid_arguments',
  message: 'invalid_arguments',
};
const FLAGS: Record<string, boolean> = { true: true, false: false, 1: true, 0: false };
const FLAG_NAMES = ['include_all_metadata', 'include_num_members', 'inclusive', 'exclude_archived'];

function parsed(name: string, value: unknown): Json {
  if (FLAG_NAMES.includes(name)) return FLAGS[String(value)] ?? Boolean(value);
  const word = IN_JSON[name];
  if (!word || typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    throw new SlackError(word);
  }
}

/**
 * The arguments of a Web API call, from the query and a form or JSON body.
 * @throws SlackError invalid_json, invalid_post_type, invalid_blocks_format, …
 */
export function argumentsOf(req: IncomingMessage, body: Buffer): Record<string, Json> {
  const query = Object.fromEntries(new URL(req.url ?? '/', 'http://slack').searchParams);
  const all = { ...query, ...bodyFields(req.headers['content-type'] ?? '', body.toString()) };
  return Object.fromEntries(Object.entries(all).map(([name, value]) => [name, parsed(name, value)]));
}

function bodyFields(type: string, body: string): Record<string, Json> {
  if (body === '') return {};
  if (type.startsWith('application/x-www-form-urlencoded')) return Object.fromEntries(new URLSearchParams(body));
  if (!type.startsWith('application/json')) throw new SlackError('invalid_post_type');
  try {
    return JSON.parse(body);
  } catch {
    throw new SlackError('invalid_json');
  }
}

/** The bytes of an upload: the body itself, or the one file of a multipart form. */
export async function uploadedBytes(req: IncomingMessage, body: Buffer): Promise<Buffer> {
  const type = req.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return body;
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
  const file = [...form.values()].find((value) => typeof value !== 'string');
  return file ? Buffer.from(await (file as Blob).arrayBuffer()) : Buffer.alloc(0);
}
