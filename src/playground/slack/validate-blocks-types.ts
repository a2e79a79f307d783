import { z } from 'zod';
import { dataTable, dataVisualization, table } from './validate-blocks-data.js';
import { button, ELEMENTS, HELD_BY } from './validate-blocks-elements.js';
import { anyText, exactlyOne, id, imageFields, plainText, webUrl } from './validate-blocks-parts.js';
import { richText } from './validate-blocks-rich-text.js';

const block = <T extends string, S extends z.ZodRawShape>(type: T, shape: S) =>
  z.strictObject({ type: z.literal(type), block_id: id.optional(), ...shape });

/** One of some schemas by their `type`. */
const oneOf = (schemas: readonly z.ZodType[]) => z.discriminatedUnion('type', schemas as never) as unknown as z.ZodType<{ type: string }>;
const elementOf = (place: keyof typeof HELD_BY) => oneOf(HELD_BY[place].map((type) => ELEMENTS[type]));

const flag = z.boolean().optional();
const image = exactlyOne(z.strictObject(imageFields), 'image_url', 'slack_file');

const section = block('section', {
  text: anyText(3000).optional(),
  fields: z.array(anyText(2000)).min(1).max(10).optional(),
  accessory: elementOf('accessory').optional(),
  expand: flag,
}).superRefine((value, context) => {
  if (!value.text && !value.fields) context.addIssue({ code: 'custom', message: 'missing required field: text or fields' });
});

const card = block('card', {
  hero_image: image.optional(),
  icon: image.optional(),
  title: anyText(150).optional(),
  subtitle: anyText(150).optional(),
  body: anyText(200).optional(),
  actions: z.array(button).min(1).max(3).optional(),
}).superRefine((value, context) => {
  if (!value.hero_image && !value.title && !value.actions && !value.body)
    context.addIssue({ code: 'custom', message: 'missing required field: hero_image, title, actions or body' });
});

const taskCard = block('task_card', {
  task_id: z.string().min(1),
  title: z.string().min(1),
  status: z.enum(['pending', 'in_progress', 'complete', 'error']),
  details: richText.optional(),
  output: richText.optional(),
  sources: z.array(z.strictObject({ type: z.literal('url'), url: webUrl, text: z.string() })).optional(),
});

const simple = [
  block('actions', { elements: z.array(elementOf('actions')).min(1).max(25) }),
  block('context', { elements: z.array(elementOf('context')).min(1).max(10) }),
  block('divider', {}),
  block('file', { source: z.literal('remote'), external_id: z.string().min(1) }),
  block('header', { text: plainText(150), level: z.number().int().min(1).max(4).optional() }),
  exactlyOne(z.strictObject({ ...imageFields, block_id: id.optional(), title: plainText(2000).optional() }), 'image_url', 'slack_file'),
  block('input', {
    label: plainText(2000),
    hint: plainText(2000).optional(),
    optional: flag,
    dispatch_action: flag,
    element: elementOf('input'),
  }),
  richText,
  section,
  table,
  block('video', {
    video_url: webUrl,
    thumbnail_url: webUrl,
    alt_text: z.string().min(1),
    title: plainText(199),
    title_url: webUrl.optional(),
    author_name: z.string().max(49).optional(),
    provider_name: z.string().optional(),
    provider_icon_url: webUrl.optional(),
    description: plainText(3000).optional(),
  }),
];

const container = exactlyOne(
  block('container', {
    title: plainText(150).optional(),
    rich_text_title: richText.optional(),
    subtitle: anyText(150).optional(),
    child_blocks: z.array(oneOf(simple)).min(1).max(10),
    width: z.enum(['narrow', 'standard', 'wide', 'full']).optional(),
    icon: image.optional(),
    is_collapsible: flag,
    default_collapsed: flag,
    has_header_divider: flag,
  }),
  'title',
  'rich_text_title',
);

/** Every block type of @slack/types 3.2 and the native chart, with limits from the block reference. */
export const anyBlock = (maxSeries: number): z.ZodType =>
  oneOf([
    ...simple,
    container,
    card,
    taskCard,
    dataTable,
    dataVisualization(maxSeries),
    block('alert', { text: anyText(200), level: z.enum(['default', 'info', 'warning', 'error', 'success']).optional() }),
    block('carousel', { elements: z.array(card).min(1).max(10) }),
    block('context_actions', { elements: z.array(elementOf('context_actions')).min(1).max(5) }),
    block('markdown', { text: z.string().min(1).max(12_000) }),
    block('plan', { title: z.string().min(1), tasks: z.array(taskCard).optional() }),
  ]);
