import { explain, isTransient } from './aws-errors.js';
import { codeOf, isBusy, isContended, isGone, requestIdOf, writtenOf } from './aws-outcome.js';
import type { Written } from './iam.js';

/** One request to AWS as the audit trail quotes it. */
export interface AwsCall {
  /** "iam:PutRolePolicy". */
  action: string;
  requestId?: string;
  /** AWS's error code when it said no; "lost" when there was no answer. */
  error?: string;
}

export interface AwsHooks {
  pause(ms: number): Promise<void>;
  /** Hears of every request, retries included. */
  onCall?(call: AwsCall): void;
}

interface Answer {
  $metadata: { requestId?: string };
}

const ATTEMPTS = 5;

/**
 * Calls to IAM. The SDK's own retries are off: they would try a full quota (LimitExceeded) again, and would hide that the
 * answer to a change was lost. What was surely not carried out (throttled, contended) is tried again here, with
 * exponential back-off and jitter; a change whose answer was lost is not, though repeating it would do no harm: whoever
 * asked reads first, because in between somebody else may have changed it back.
 */
export function createCalls(hooks: AwsHooks) {
  async function attempts<T extends Answer>(action: string, again: (error: unknown) => boolean, send: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        const answer = await send();
        hooks.onCall?.({ action, ...id(answer.$metadata.requestId) });
        return answer;
      } catch (error) {
        const requestId = requestIdOf(error);
        hooks.onCall?.({ action, ...id(requestId), error: requestId === undefined ? 'lost' : codeOf(error) });
        if (attempt >= ATTEMPTS || !again(error)) throw error;
        await hooks.pause(Math.round(2 ** (attempt - 1) * 500 * (0.75 + Math.random() / 2)));
      }
    }
  }

  /** @throws Unavailable naming the action; what is not there is undefined. */
  async function find<T extends Answer>(action: string, send: () => Promise<T>): Promise<T | undefined> {
    try {
      return await attempts(action, (error) => isBusy(error) || isTransient(error), send);
    } catch (error) {
      if (isGone(error)) return undefined;
      throw explain(error, action, 'aispend tries again');
    }
  }

  return {
    find,
    /** @throws Unavailable naming the action. */
    async read<T extends Answer>(action: string, send: () => Promise<T>): Promise<T> {
      try {
        return await attempts(action, (error) => isBusy(error) || isTransient(error), send);
      } catch (error) {
        throw explain(error, action, 'aispend tries again');
      }
    },
    async write<T extends Answer>(action: string, target: string, send: () => Promise<T>): Promise<Written> {
      try {
        const answer = await attempts(action, (error) => isBusy(error) || isContended(error), send);
        return { did: 'done', ...id(answer.$metadata.requestId) };
      } catch (error) {
        return writtenOf(error, action, target);
      }
    },
    /** All pages of a list; undefined when what it belongs to is gone. @throws Unavailable naming the action. */
    async pages<T extends Answer & { IsTruncated?: boolean; Marker?: string }>(
      action: string,
      send: (marker: string | undefined) => Promise<T>,
    ): Promise<T[] | undefined> {
      const all: T[] = [];
      let marker: string | undefined;
      do {
        const page = await find(action, () => send(marker));
        if (!page) return undefined;
        all.push(page);
        const next = page.IsTruncated ? page.Marker : undefined;
        if (next !== undefined && next === marker) throw explain(new Error('it gave the same page again'), action);
        marker = next;
      } while (marker !== undefined);
      return all;
    },
  };
}

export type Calls = ReturnType<typeof createCalls>;

const id = (requestId: string | undefined): { requestId?: string } => (requestId === undefined ? {} : { requestId });
