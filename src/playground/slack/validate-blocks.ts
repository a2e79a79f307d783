import { z } from 'zod';
import { allBlocks, allElements } from './block-tree.js';
import type { Json } from './fake-slack.types.js';
import { id, plainText } from './validate-blocks-parts.js';
import type { Surface } from './validate-blocks-surfaces.js';
import { anyBlock } from './validate-blocks-types.js';
import { problemsOfWhole } from './validate-blocks-whole.js';
import { inSlacksWords, type Problem } from './validate-blocks-words.js';

export type { Problem, Surface };

export interface ValidateOptions {
  /** Series or segments a chart may have: 12 since about August 2026, 6 at launch. */
  maxSeries?: number;
  /** Block types that the workspace does not know yet. */
  refused?: readonly string[];
  /** JSON pointer of the list, "/blocks" or "/view/blocks". */
  base?: string;
}

const schemas = new Map<number, z.ZodType>();

/** Built once for each limit: a schema of this size takes longer to make than to use. */
function schemaFor(maxSeries: number): z.ZodType {
  const known = schemas.get(maxSeries) ?? z.array(anyBlock(maxSeries));
  schemas.set(maxSeries, known);
  return known;
}

/**
 * What Slack would complain about in a list of blocks on a surface; empty when it takes them. Limits and the surface
 * matrix follow docs.slack.dev/reference/block-kit; messages are in the words of `response_metadata.messages`.
 */
export function validateBlocks(
  blocks: Json,
  surface: Surface,
  { maxSeries = 12, refused = [], base = '/blocks' }: ValidateOptions = {},
): Problem[] {
  const parsed = schemaFor(maxSeries).safeParse(blocks);
  const unknown = allBlocks(blocks, base)
    .filter(({ block }) => refused.includes(block?.type))
    .map(({ block, pointer }) => ({ pointer: `${pointer}/type`, message: `unsupported type: ${block.type}` }));
  return [
    ...(parsed.success ? [] : inSlacksWords(parsed.error.issues, blocks, base)),
    ...problemsOfWhole(blocks, surface, base),
    ...unknown,
  ];
}

const common = {
  blocks: z.array(z.unknown()),
  private_metadata: z.string().max(3000).optional(),
  callback_id: id.optional(),
  external_id: id.optional(),
};

const VIEWS = {
  home: z.strictObject({ type: z.literal('home'), ...common }),
  modal: z.strictObject({
    type: z.literal('modal'),
    ...common,
    title: plainText(24),
    submit: plainText(24).optional(),
    close: plainText(24).optional(),
    clear_on_close: z.boolean().optional(),
    notify_on_close: z.boolean().optional(),
    submit_disabled: z.boolean().optional(),
  }),
};

/** The same for a whole view. A modal with an input needs a submit button. */
export function validateView(view: Json, kind: 'modal' | 'home', options: ValidateOptions = {}): Problem[] {
  const parsed = VIEWS[kind].safeParse(view);
  const needsSubmit = kind === 'modal' && !view?.submit && allElements(view?.blocks).some(({ block }) => block?.type === 'input');
  return [
    ...(parsed.success ? [] : inSlacksWords(parsed.error.issues, view, '/view')),
    ...(needsSubmit ? [{ pointer: '/view', message: 'missing required field: submit' }] : []),
    ...(Array.isArray(view?.blocks) ? validateBlocks(view.blocks, kind, { ...options, base: '/view/blocks' }) : []),
  ];
}
