import type { FetchFunction, WebClient } from '@slack/web-api';
import type { Outcome } from '../outbox/courier.js';
import type { Due } from '../outbox/effect.js';
import { outcomeOf } from './outbox-outcome.js';
import { threadOf } from './outbox-post.js';

const UPLOAD_MS = 10_000;

/**
 * Uploads a text into the thread of the message it belongs to: an address is asked for, the bytes go there, the upload is
 * completed. Until the last step nobody sees anything, so only that one can have happened unknown to us.
 */
export async function upload(
  web: WebClient,
  fetchFn: FetchFunction,
  due: Due,
  note: (fileId: string) => Promise<boolean>,
): Promise<Outcome> {
  const { file, under } = due;
  if (!file || typeof under !== 'object') throw new Error(`file ${due.key} has no content or no message to hang on`);
  const prepared = await prepare(web, fetchFn, file);
  if (typeof prepared !== 'string') return prepared.kind === 'unsure' ? { kind: 'later', word: prepared.word } : prepared;
  if (!(await note(prepared))) return { kind: 'later', word: 'lease_lost' };
  try {
    const files = [{ id: prepared, title: file.name }];
    await web.apiCall('files.completeUploadExternal', { files, channel_id: under.channel, thread_ts: threadOf(under) });
    return { kind: 'sent', place: under };
  } catch (error) {
    return outcomeOf(error);
  }
}

/** The id of a file whose bytes Slack has, or why there is none. */
async function prepare(
  web: WebClient,
  fetchFn: FetchFunction,
  file: { name: string; content: string },
): Promise<string | ReturnType<typeof outcomeOf>> {
  try {
    const length = Buffer.byteLength(file.content);
    const { upload_url: url, file_id: id } = await web.files.getUploadURLExternal({ filename: file.name, length });
    const headers = { 'content-type': 'application/octet-stream' };
    const answer = await fetchFn(String(url), { method: 'POST', headers, body: file.content, signal: AbortSignal.timeout(UPLOAD_MS) });
    return answer.ok ? String(id) : { kind: 'later', word: `upload_http_${answer.status}` };
  } catch (error) {
    return outcomeOf(error);
  }
}
