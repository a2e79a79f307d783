import { NotAllowed, UsageError } from '../errors.js';
import type { Access } from './access.js';
import { change, changed } from './change.js';
import type { World } from './world.js';

const TEXT_AT_MOST = 1000;

/** Answers what was asked back. The answer stands on the card, and whoever had the question is told. */
export const answering = (world: World, kick: () => void): Pick<Access, 'answer'> => ({
  async answer(id, who, index, text) {
    const { request, result, swapped } = await change<{ did: 'done' | 'already'; by?: string }>(world, id, (row) => {
      if (row.asker !== who.id) throw new NotAllowed('A question is answered by the person who asked for access.', [row.asker]);
      const question = row.questions[index];
      if (!question) throw new UsageError('There is no such question any more.');
      if (question.answer) return { leave: { did: 'already', by: row.asker } };
      if (row.state !== 'Pending') throw new UsageError(`It is ${row.state}; there is nothing to decide any more.`);
      const [now, answer] = [world.now(), text.trim().slice(0, TEXT_AT_MOST)];
      if (answer === '') throw new UsageError('Write the answer.');
      const questions = row.questions.map((one, at) => (at === index ? { ...one, answer: { text: answer, at: now.toISOString() } } : one));
      return {
        next: changed(
          row,
          { questions },
          now,
          { audit: { what: 'answered', who: who.id, authority: 'who asked', details: { question: question.text, text: answer } } },
          { card: true },
          { tell: { what: 'answered', to: question.by, question: question.text, text: answer } },
        ),
        result: { did: 'done' },
      };
    });
    if (swapped) kick();
    return { ...result, request };
  },
});
