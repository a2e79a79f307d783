import { dueAt } from './next-step.js';
import type { AccessRequest, State } from './request.js';

/** Requests as they are kept. The only way to change one is to name the version it had. */
export interface AccessStore {
  /** Adds a new request (version 1); false when its id is taken. */
  add(request: AccessRequest): Promise<boolean>;
  find(id: string): Promise<AccessRequest | undefined>;
  /** Puts `next` in place of `before`, with the next version; undefined, and nothing changed, when the row is no longer `before`'s. */
  swap(before: AccessRequest, next: AccessRequest): Promise<AccessRequest | undefined>;
  /** Those that there is something to do for at that time (ISO 8601), the longest due first. */
  due(at: string, limit: number): Promise<AccessRequest[]>;
  /** The next moment at which there is something to do. */
  nextAt(): Promise<string | undefined>;
  /** The latest first. */
  list(o: RowFilter): Promise<AccessRequest[]>;
}

export interface RowFilter {
  states?: readonly State[] | undefined;
  asker?: string | undefined;
  principal?: string | undefined;
  limit: number;
}

/** A request as a row: what is searched by, and all of it as JSON. */
export interface AccessRow {
  id: string;
  version: number;
  state: string;
  asker: string;
  principal: string;
  askedAt: string;
  /** When the engine has to look at it; null for never. */
  actAt: string | null;
  body: string;
}

/** What the database does. */
export interface AccessRows {
  insert(row: AccessRow): Promise<boolean>;
  find(id: string): Promise<AccessRow | undefined>;
  /** Compare-and-swap: true for the one caller that names the version there is. */
  replace(id: string, version: number, row: AccessRow): Promise<boolean>;
  due(at: string, limit: number): Promise<AccessRow[]>;
  nextAt(): Promise<string | undefined>;
  list(o: RowFilter): Promise<AccessRow[]>;
}

export function accessStoreOver(rows: AccessRows): AccessStore {
  return {
    add: (request) => rows.insert(rowOf(request)),
    async find(id) {
      const row = await rows.find(id);
      return row && requestOf(row);
    },
    async swap(before, next) {
      const kept = { ...next, version: before.version + 1 };
      return (await rows.replace(before.id, before.version, rowOf(kept))) ? kept : undefined;
    },
    due: async (at, limit) => (await rows.due(at, limit)).map(requestOf),
    nextAt: () => rows.nextAt(),
    list: async (o) => (await rows.list(o)).map(requestOf),
  };
}

const rowOf = (request: AccessRequest): AccessRow => ({
  id: request.id,
  version: request.version,
  state: request.state,
  asker: request.asker,
  principal: request.principal,
  askedAt: request.askedAt,
  actAt: dueAt(request) ?? null,
  body: JSON.stringify(request),
});

const requestOf = (row: AccessRow): AccessRequest => JSON.parse(row.body) as AccessRequest;
