import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import type { Outcome } from '../outbox/courier.js';
import type { Due } from '../outbox/effect.js';
import type { Place } from '../outbox/message.js';
import { outcomeOf } from './outbox-outcome.js';
import { EVENT_TYPE, threadFor } from './outbox-post.js';

/** Our clock may be ahead of Slack's. */
const MARGIN_MS = 300_000;
const PAGE = 200;

interface Seen {
  ts?: string;
  thread_ts?: string;
  metadata?: { event_type?: string; event_payload?: Record<string, unknown> };
  files?: { id?: string }[];
}

/**
 * Looks through what was said since the first attempt for our own message: by the key in its metadata, a file by its id.
 * Needs the history scopes, for a person `im:write` too (her conversation's id is not known before the first message).
 */
export async function look(web: WebClient, due: Due): Promise<Outcome> {
  const parent = typeof due.under === 'object' ? due.under : undefined;
  if (due.kind === 'file' && due.fileId === undefined) return { kind: 'absent' };
  try {
    const channel = parent?.channel ?? (await conversation(web, due.channel));
    const threadTs = threadFor(due);
    const wanted = (seen: Seen): boolean =>
      due.kind === 'file'
        ? (seen.files ?? []).some((file) => file.id === due.fileId)
        : seen.metadata?.event_type === EVENT_TYPE && seen.metadata.event_payload?.['key'] === due.key;
    const where = { channel, threadTs, since: due.firstTried };
    const found = await firstSeen(web, where, wanted).catch((error: unknown) => {
      // A reply whose thread is gone stands in the channel.
      if (threadTs === undefined || !isThreadGone(error)) throw error;
      return firstSeen(web, { ...where, threadTs: undefined }, wanted);
    });
    if (!found) return { kind: 'absent' };
    return { kind: 'sent', place: due.kind === 'file' && parent ? parent : { channel, ts: String(found.ts), threadTs: found.thread_ts } };
  } catch (error) {
    return outcomeOf(error);
  }
}

const isThreadGone = (error: unknown): boolean => error instanceof WebAPIPlatformError && error.data.error === 'thread_not_found';

async function conversation(web: WebClient, target: string): Promise<string> {
  if (!/^[UW]/.test(target)) return target;
  const { channel } = await web.conversations.open({ users: target });
  return String(channel?.id);
}

async function firstSeen(
  web: WebClient,
  where: Pick<Place, 'channel' | 'threadTs'> & { since: Date },
  wanted: (seen: Seen) => boolean,
): Promise<Seen | undefined> {
  const { channel, threadTs } = where;
  const oldest = String(Math.max(0, where.since.getTime() - MARGIN_MS) / 1000);
  const common = { channel, oldest, include_all_metadata: true, limit: PAGE };
  let cursor: string | undefined;
  do {
    const page = threadTs
      ? await web.conversations.replies({ ...common, ts: threadTs, cursor })
      : await web.conversations.history({ ...common, cursor });
    const found = ((page.messages ?? []) as Seen[]).find(wanted);
    if (found) return found;
    cursor = page.response_metadata?.next_cursor || undefined;
  } while (cursor);
  return undefined;
}
