import { allBlocks, elementsOf } from './block-tree.js';
import type { Json } from './fake-slack.types.js';
import { refuseOn, SlackError } from './slack-error.js';
import { type Problem, type Surface, validateBlocks, validateView } from './validate-blocks.js';
import type { Workspace } from './workspace.js';

const MAX_TEXT = 40_000;

const settings = (workspace: Workspace) => ({ maxSeries: workspace.options.maxSeries, refused: workspace.troubles.refusedBlocks });

/** Images of files that were never uploaded. */
function lostFiles(workspace: Workspace, blocks: Json): Problem[] {
  return allBlocks(blocks)
    .flatMap((placed) => [
      { image: placed.block, pointer: placed.pointer },
      ...elementsOf(placed).map(({ element, elementPointer }) => ({ image: element, pointer: elementPointer })),
    ])
    .filter(({ image }) => image?.slack_file?.id && !workspace.files.read(image.slack_file.id))
    .map(({ pointer }) => ({ pointer: `${pointer}/slack_file`, message: 'invalid slack file' }));
}

export const problemsOfBlocks = (workspace: Workspace, blocks: Json, surface: Surface): Problem[] => [
  ...validateBlocks(blocks, surface, settings(workspace)),
  ...lostFiles(workspace, blocks),
];

export const problemsOfView = (workspace: Workspace, view: Json, kind: 'modal' | 'home'): Problem[] =>
  validateView(view, kind, settings(workspace));

/**
 * The text and blocks of a message that Slack would take.
 * @throws SlackError no_text, msg_too_long, markdown_text_conflict, invalid_blocks
 */
export function contentOf(workspace: Workspace, args: Json, maxText = MAX_TEXT): { text: string; blocks: Json[] } {
  if (args.markdown_text && (args.text || args.blocks)) throw new SlackError('markdown_text_conflict');
  const text = String(args.text ?? args.markdown_text ?? '');
  const blocks = args.blocks ?? [];
  if (text.trim() === '' && blocks.length === 0 && !args.attachments?.length) throw new SlackError('no_text');
  if (Buffer.byteLength(text) > maxText) throw new SlackError('msg_too_long');
  refuseOn(problemsOfBlocks(workspace, blocks, 'message'), 'invalid_blocks');
  return { text, blocks };
}

/** @throws SlackError invalid_arguments, with what is wrong in `response_metadata.messages` */
export function viewOf(workspace: Workspace, view: Json, kind: 'modal' | 'home'): Json {
  if (view === undefined)
    throw new SlackError('invalid_arguments', { response_metadata: { messages: ['[ERROR] missing required field: view'] } });
  refuseOn(problemsOfView(workspace, view, kind), 'invalid_arguments');
  return view;
}
