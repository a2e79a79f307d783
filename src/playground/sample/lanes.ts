import { type Day, daysBetween } from '../../period.js';
import { MODELS, type Model } from './models.js';

/** The models that do one job one after another. Before the first day nobody does it. */
interface Step {
  from: Day;
  model: Model;
}

const ALWAYS: Day = '2000-01-01';

/** Release days are fixed, so that a day of the past never changes. */
const LANES = {
  coding: [
    { from: ALWAYS, model: MODELS.sonnet45 },
    { from: '2026-03-02', model: MODELS.opus46 },
    { from: '2026-08-10', model: MODELS.opus5 },
  ],
  chat: [
    { from: ALWAYS, model: MODELS.sonnet45 },
    { from: '2026-09-07', model: MODELS.sonnet5 },
  ],
  fast: [{ from: ALWAYS, model: MODELS.haiku45 }],
  deep: [
    { from: ALWAYS, model: MODELS.sonnet45Service },
    { from: '2026-03-16', model: MODELS.opus46Service },
  ],
  notebook: [
    { from: ALWAYS, model: MODELS.sonnet45Service },
    { from: '2026-04-13', model: MODELS.sonnet46Service },
  ],
  frontier: [{ from: '2026-09-21', model: MODELS.fable5 }],
  gpt: [
    { from: ALWAYS, model: MODELS.gptOss },
    { from: '2026-07-20', model: MODELS.gpt56Terra },
  ],
  open: [{ from: ALWAYS, model: MODELS.gptOss }],
  mantle: [{ from: '2025-12-08', model: MODELS.gptOssMantle }],
  vision: [{ from: ALWAYS, model: MODELS.qwenVision }],
  llama: [{ from: ALWAYS, model: MODELS.llamaMaverick }],
  small: [
    { from: ALWAYS, model: MODELS.novaLite },
    { from: '2026-02-02', model: MODELS.nova2Lite },
  ],
  medium: [{ from: ALWAYS, model: MODELS.novaPro }],
  embedding: [{ from: ALWAYS, model: MODELS.titanEmbedding }],
} satisfies Record<string, Step[]>;

export type Lane = keyof typeof LANES;

const CHANGE_OVER_DAYS = 28;

/** The models at work in a lane on a day and the part each does. For four weeks the new model takes over day by day. */
export function modelsOf(lane: Lane, day: Day): { model: Model; part: number }[] {
  const steps: Step[] = LANES[lane];
  const current = steps.findLastIndex((step) => step.from <= day);
  const now = steps[current];
  if (!now) return [];
  const before = steps[current - 1];
  const passed = before ? daysBetween(now.from, day) + 1 : CHANGE_OVER_DAYS + 1;
  const part = passed / (CHANGE_OVER_DAYS + 1);
  if (!before || part >= 1) return [{ model: now.model, part: 1 }];
  return [
    { model: before.model, part: 1 - part },
    { model: now.model, part },
  ];
}
