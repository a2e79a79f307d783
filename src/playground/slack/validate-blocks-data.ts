import { z } from 'zod';
import { id } from './validate-blocks-parts.js';
import { richText } from './validate-blocks-rich-text.js';

const rawText = z.strictObject({ type: z.literal('raw_text'), text: z.string().min(1) });
const rawNumber = z.strictObject({ type: z.literal('raw_number'), value: z.number(), text: z.string().min(1) });
const cell = z.discriminatedUnion('type', [rawText, rawNumber, richText]);

export const table = z.strictObject({
  type: z.literal('table'),
  block_id: id.optional(),
  rows: z.array(z.array(cell).min(1).max(20)).min(1).max(100),
  column_settings: z
    .array(z.strictObject({ align: z.enum(['left', 'center', 'right']).optional(), is_wrapped: z.boolean().optional() }))
    .max(20)
    .optional(),
});

/** A header row and at most 200 more, all of one width; rich text is not for the header. */
export const dataTable = z
  .strictObject({
    type: z.literal('data_table'),
    block_id: id.optional(),
    caption: z.string().min(1),
    rows: z.array(z.array(cell).min(1).max(20)).min(2).max(201),
    page_size: z.number().int().min(1).max(100).optional(),
    row_header_column_index: z.number().int().min(0).optional(),
  })
  .superRefine(({ rows, row_header_column_index: header }, context) => {
    const width = rows[0]?.length ?? 0;
    rows.forEach((row, index) => {
      if (row.length !== width)
        context.addIssue({ code: 'custom', path: ['rows', index], message: `must have ${width} cells like the header row` });
    });
    rows[0]?.forEach((head, index) => {
      if (head.type === 'rich_text') context.addIssue({ code: 'custom', path: ['rows', 0, index], message: 'unsupported type: rich_text' });
    });
    if (header !== undefined && header >= width)
      context.addIssue({ code: 'custom', path: ['row_header_column_index'], message: `must be less than ${width}` });
  });

const label = z.string().min(1).max(20);
const points = z
  .array(z.strictObject({ label, value: z.number() }))
  .min(1)
  .max(20);
const axes = z.strictObject({
  categories: z.array(label).min(1).max(20),
  x_label: z.string().max(50).optional(),
  y_label: z.string().max(50).optional(),
});
const lines = <T extends string>(type: T, maxSeries: number) =>
  z
    .strictObject({
      type: z.literal(type),
      series: z
        .array(z.strictObject({ name: label, data: points }))
        .min(1)
        .max(maxSeries),
      axis_config: axes,
    })
    .superRefine(({ series, axis_config: { categories } }, context) => {
      series.forEach(({ name, data }, index) => {
        if (series.findIndex((other) => other.name === name) !== index)
          context.addIssue({ code: 'custom', path: ['series', index, 'name'], message: 'must be unique' });
        const labels = new Set(data.map((point) => point.label));
        if (data.length !== categories.length || !categories.every((category) => labels.has(category)))
          context.addIssue({ code: 'custom', path: ['series', index, 'data'], message: 'must have exactly one point for each category' });
      });
    });

/** The native chart. Six series (or segments) at launch in June 2026, twelve since about August. */
export const dataVisualization = (maxSeries: number) =>
  z.strictObject({
    type: z.literal('data_visualization'),
    block_id: id.optional(),
    title: z.string().min(1).max(50),
    chart: z.discriminatedUnion('type', [
      z.strictObject({
        type: z.literal('pie'),
        segments: z
          .array(z.strictObject({ label, value: z.number().positive() }))
          .min(1)
          .max(maxSeries),
      }),
      lines('bar', maxSeries),
      lines('line', maxSeries),
      lines('area', maxSeries),
    ]),
  });
