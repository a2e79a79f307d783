import type { Json, WireAnswer, WireState } from '../page-wire.js';
import { notice } from './notice.js';

/** Listens to the workspace as one person sees it; returns how to stop. The browser reconnects by itself. */
export function listen(as: string | undefined, onState: (state: WireState) => void, onLink: (connected: boolean) => void): () => void {
  const source = new EventSource(`/playground/events${as ? `?as=${encodeURIComponent(as)}` : ''}`);
  source.onopen = () => onLink(true);
  source.onerror = () => onLink(false);
  source.onmessage = (event) => onState(JSON.parse(event.data));
  return () => source.close();
}

/** Does something in the workspace. Never rejects: what went wrong is in the answer. */
export async function post(
  action: 'command' | 'say' | 'read' | 'click' | 'shortcut' | 'submit' | 'suggest' | 'open-home' | 'close-view' | 'advance',
  body: Json,
): Promise<WireAnswer> {
  try {
    const response = await fetch(`/playground/${action}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return await response.json();
  } catch {
    return { ok: false, problem: 'The playground is not running any more.' };
  }
}

/** The same, telling the person what went wrong. */
export async function postOrTell(...asked: Parameters<typeof post>): Promise<WireAnswer> {
  const answer = await post(...asked);
  if (answer.problem) notice(answer.problem);
  return answer;
}

export const exchange = async (key: string): Promise<Json> => (await fetch(`/playground/exchange?key=${encodeURIComponent(key)}`)).json();
