import type { Insertable, Selectable } from 'kysely';
import type { Due, Effect, Kind } from '../outbox/effect.js';
import type { KeptMessage, Place, State } from '../outbox/message.js';
import type { Tables } from './schema.js';

export type Row = Selectable<Tables['outbox']>;

const orUndefined = <T>(value: T | null): T | undefined => value ?? undefined;
const asJson = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value));
const fromJson = <T>(text: string | null): T | undefined => (text === null ? undefined : (JSON.parse(text) as T));

/** `due` is ISO 8601. */
export function newRow(effect: Effect, seq: number, due: string): Insertable<Tables['outbox']> {
  const { key, kind, channel, text } = effect;
  return {
    ...{ key, seq, kind, channel, text },
    blocks: asJson(effect.blocks),
    parent: effect.parent ?? null,
    file: asJson(effect.file),
    about: effect.about ?? null,
    ...{ not_before: due, act_at: due },
    ...{ state: 'waiting' satisfies State, turn: 0, tries: 0 },
  };
}

export function placeOf(row: Pick<Row, 'sent_channel' | 'ts' | 'thread_ts'>): Place | undefined {
  if (row.sent_channel === null || row.ts === null) return undefined;
  return { channel: row.sent_channel, ts: row.ts, ...(row.thread_ts === null ? {} : { threadTs: row.thread_ts }) };
}

export const keptOf = (row: Row): KeptMessage => ({
  key: row.key,
  state: row.state as State,
  place: placeOf(row),
  word: orUndefined(row.word),
  about: orUndefined(row.about),
});

/** `before` is the state it was claimed from: anything but waiting means that an earlier turn ended without knowing. */
export const dueOf = (row: Row, before: string, parent: Row | undefined): Due => ({
  ...{ key: row.key, kind: row.kind as Kind, channel: row.channel, text: row.text, turn: row.turn, tries: row.tries },
  blocks: fromJson(row.blocks),
  file: fromJson(row.file),
  about: orUndefined(row.about),
  parent: orUndefined(row.parent),
  notBefore: new Date(row.not_before),
  firstTried: new Date(row.first_tried ?? row.not_before),
  look: before !== ('waiting' satisfies State) && row.kind !== ('update' satisfies Kind),
  under: row.parent === null ? undefined : parent ? (placeOf(parent) ?? 'failed') : 'unknown',
  fileId: orUndefined(row.file_id),
  word: orUndefined(row.word),
});
