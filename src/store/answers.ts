import type { Kysely } from 'kysely';
import type { Tables } from './schema.js';
import { together } from './together.js';

const KEPT_DAYS = 30;

/** An answer somebody was given: the question as typed and the message as drawn, both JSON text. */
export interface KeptAnswer {
  id: string;
  asker: string;
  workspace: string;
  question: string;
  answer: string;
  at: string;
  sharedAt: string | null;
}

export interface AnswerStore {
  keep(answer: Omit<KeptAnswer, 'at' | 'sharedAt'>): Promise<void>;
  find(id: string): Promise<KeptAnswer | undefined>;
  /** Compare-and-swap: true for the one caller who may post it. */
  startSharing(id: string): Promise<boolean>;
  /** Takes that back when the post surely did not happen. */
  notShared(id: string): Promise<void>;
  /** Forgets answers older than 30 days. */
  tidy(): Promise<void>;
}

export function answerStore(db: Kysely<Tables>, now: () => Date): AnswerStore {
  return {
    keep: together(async (answers: Parameters<AnswerStore['keep']>[0][]) => {
      const at = now().toISOString();
      await db
        .insertInto('answer')
        .values(answers.map((answer) => ({ ...answer, at, shared_at: null })))
        .execute();
      return answers.map(() => undefined);
    }),
    async find(id) {
      const row = await db.selectFrom('answer').selectAll().where('id', '=', id).executeTakeFirst();
      if (!row) return undefined;
      const { shared_at: sharedAt, ...rest } = row;
      return { ...rest, sharedAt };
    },
    async startSharing(id) {
      const row = await db
        .updateTable('answer')
        .set({ shared_at: now().toISOString() })
        .where('id', '=', id)
        .where('shared_at', 'is', null)
        .returning('id')
        .executeTakeFirst();
      return row !== undefined;
    },
    async notShared(id) {
      await db.updateTable('answer').set({ shared_at: null }).where('id', '=', id).execute();
    },
    async tidy() {
      await db
        .deleteFrom('answer')
        .where('at', '<', new Date(now().getTime() - KEPT_DAYS * 86_400_000).toISOString())
        .execute();
    },
  };
}
