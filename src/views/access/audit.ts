import type { Entry, Verdict } from '../../audit/audit.js';
import { cut, escaped, leaf, list, section } from '../blocks.js';
import type { Draw } from '../message.js';

/** Whether the chain of the audit trail holds. */
export function drawVerdict(verdict: Verdict): Draw {
  const words = verdict.intact
    ? verdict.head
      ? `The audit trail is intact: ${verdict.head.seq} entries, each with the hash of the one before; the last is \`${verdict.head.hash.slice(0, 16)}…\`.`
      : 'The audit trail is empty.'
    : `*The audit trail is not intact* at entry ${verdict.at}: ${escaped(verdict.wrong)}`;
  return { text: words, blocks: [section(words)] };
}

/** Everything that happened to one request, in order. */
export function auditMessage(entries: Entry[], about: string): Draw {
  const words =
    entries.length === 0
      ? `Nothing is recorded about ${escaped(about.slice(0, 40))}.`
      : `${entries.length} entries about \`${escaped(about.slice(0, 40))}\`.`;
  const shown = entries.slice(-25);
  return {
    text: words,
    blocks: [
      section(words),
      ...(shown.length > 0
        ? [
            list(
              shown.map((entry) => [
                leaf(`${entry.at.slice(0, 19).replace('T', ' ')} UTC  `, { code: true }),
                leaf(`${entry.what} `, { bold: true }),
                ...(/^[UW][A-Z0-9]+$/.test(entry.who) ? [{ type: 'user' as const, user_id: entry.who }] : [leaf(entry.who)]),
                leaf(cut(` (${entry.authority})`, 200)),
              ]),
            ),
          ]
        : []),
    ],
  };
}
