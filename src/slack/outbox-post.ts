import type { ChatPostMessageResponse, WebClient } from '@slack/web-api';
import type { Log } from '../log.js';
import type { Outcome } from '../outbox/courier.js';
import type { Due } from '../outbox/effect.js';
import type { Place } from '../outbox/message.js';
import { BLOCKS_REFUSED, type Form, inTheBestForm } from './best-form.js';
import { outcomeOf } from './outbox-outcome.js';

/** Under which the key travels with the message, so that it can be found again. Anybody in the workspace can read it. */
export const EVENT_TYPE = 'aispend_message';

/** The first message of the thread that a reply to `place` belongs to. */
export const threadOf = (place: Place): string => place.threadTs ?? place.ts;

const placeOf = (due: Due): Place | undefined => (typeof due.under === 'object' ? due.under : undefined);

/** The thread a message belongs in: of what it replies to, or the one it was in before. */
export function threadFor(due: Due): string | undefined {
  const parent = placeOf(due);
  return due.kind === 'update' || due.kind === 'anew' ? parent?.threadTs : parent && threadOf(parent);
}

/** chat.postMessage, in a thread when there is something to reply to; or chat.update of the earlier message. */
export async function postOrUpdate(web: WebClient, log: Log, due: Due): Promise<Outcome> {
  const parent = placeOf(due);
  const edits = due.kind === 'update';
  const call = edits ? 'chat.update' : 'chat.postMessage';
  const threadTs = threadFor(due);
  // An edited message keeps the key of the one that was posted.
  const metadata = { event_type: EVENT_TYPE, event_payload: { key: edits ? due.parent : due.key } };
  const where = edits ? { channel: parent?.channel, ts: parent?.ts } : { channel: parent?.channel ?? due.channel, thread_ts: threadTs };
  const send = async (form: Form): Promise<Outcome> => {
    try {
      // Blocks that an edit does not name would stay.
      const blocks = form.blocks ?? (edits ? [] : undefined);
      const text = edits ? editText(form.text) : form.text;
      const args = { ...where, text, blocks, metadata, unfurl_links: false, unfurl_media: false };
      const answer: ChatPostMessageResponse = await web.apiCall(call, args);
      // A reply whose thread is gone is not refused: it stands in the channel, and only the answer tells.
      const stands = edits || !answer.message ? threadTs : answer.message.thread_ts;
      return { kind: 'sent', place: { channel: String(answer.channel), ts: String(answer.ts), threadTs: stands } };
    } catch (error) {
      return outcomeOf(error);
    }
  };
  const refused = (outcome: Outcome): boolean => outcome.kind === 'refused' && BLOCKS_REFUSED.test(outcome.word);
  return inTheBestForm({ text: due.text, blocks: due.blocks ?? [] }, send, (outcome) => {
    if (refused(outcome)) log.warn({ key: due.key }, 'Slack refused the blocks of a message; sending it in a plainer form');
    return refused(outcome);
  });
}

/** chat.update takes 4,000 bytes of text, where a new message may have ten times as many (msg_too_long). */
const EDIT_BYTES = 4000;

function editText(text: string): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= EDIT_BYTES) return text;
  const mark = Buffer.byteLength('…');
  // A character that was cut in the middle decodes to one that stands for none.
  return `${bytes
    .subarray(0, EDIT_BYTES - mark)
    .toString()
    .replace(/\uFFFD$/, '')}…`;
}
